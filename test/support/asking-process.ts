// A broker in a process of its own that asks and never gets an answer. Says `ready`, and `asking N` whenever the number of questions that
// wait changes. argv: the data folder.

import process from 'node:process';
import { startBroker } from '../../electron/broker/start-broker.ts';

const running = await startBroker({
  dataDir: process.argv[2] ?? '',
  version: 'test',
  scopeFile: null,
  prompt: ({ waiting }) => void process.stdout.write(`asking ${waiting.length}\n`),
  tell: () => undefined,
  changed: () => undefined,
});
process.stdout.write(running.ok ? 'ready\n' : `${running.error}\n`);
