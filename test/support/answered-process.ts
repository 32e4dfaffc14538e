// A broker in a process of its own, to be killed: its questions are answered and its alarms rung by lines on its input. Says `ready`, and
// `asking N` whenever the number of questions that wait changes. argv: the data folder.

import process from 'node:process';
import { createInterface } from 'node:readline';
import { startBroker } from '../../electron/broker/start-broker.ts';
import { answerSchema, type ApprovalRequest } from '../../shared/contract/request.ts';
import { ManualAlarms } from './manual-alarms.ts';

const alarms = new ManualAlarms();
let waiting: readonly ApprovalRequest[] = [];
const running = await startBroker({
  dataDir: process.argv[2] ?? '',
  version: 'test',
  scopeFile: null,
  prompt: ({ waiting: requests }) => {
    waiting = requests.filter((one) => one.kind === 'call');
    process.stdout.write(`asking ${requests.length}\n`);
  },
  tell: (line) => void process.stdout.write(`${line}\n`),
  changed: () => undefined,
  alarms: alarms.alarms,
});
if (!running.ok) throw new Error(running.error);
const { authority } = running.value;
process.stdout.write('ready\n');

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'deadline') {
    void alarms.ring('deadline').then(() => process.stdout.write('rung\n'));
    return;
  }
  const [first] = waiting;
  if (first === undefined) throw new Error('nothing waits');
  const { id: request, digest } = first;
  const taken = authority.decide({ request, digest, answer: answerSchema.parse(JSON.parse(line)) });
  if (!taken.ok) throw new Error(taken.error);
});
