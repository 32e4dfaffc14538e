import { join } from 'node:path';
import type { Alarms } from '../../electron/broker/alarms.ts';
import { startBroker, type RunningBroker } from '../../electron/broker/start-broker.ts';
import type { RequestId } from '../../shared/contract/ids.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import { Hearing } from './hearing.ts';
import { runRemit, temporaryFolder } from './serve.ts';

/** A broker in this process, whose questions the test answers in place of the user. */
export type AskingBroker = {
  readonly folder: string;
  readonly dataDir: string;
  readonly running: RunningBroker;
  /** How many questions have been put so far. */
  readonly asked: () => number;
  /** Resolves with the question that waits, as soon as one does. */
  readonly question: () => Promise<ApprovalRequest>;
  /** The questions whose callers were told to call again, as the prompt was told last. */
  readonly putOff: () => readonly RequestId[];
  /** Resolves when none waits. */
  readonly none: () => Promise<void>;
  readonly answer: (answer: Answer) => Promise<void>;
  /** The history, newest first, as `remit log` prints it. */
  readonly log: () => readonly string[];
  /** The same, as soon as a line of it holds the text. */
  readonly logWith: (text: string) => Promise<readonly string[]>;
};

/** `alarms`: by what waiting callers are measured, if not by the clock. `scopeFile` grants what isn't asked about. */
export async function askingBroker(
  folder: string = temporaryFolder(),
  { alarms, scopeFile = null }: { readonly alarms?: Alarms; readonly scopeFile?: string | null } = {},
): Promise<AskingBroker> {
  const dataDir = join(folder, 'data');
  let waiting: readonly ApprovalRequest[] = [];
  let putOff: readonly RequestId[] = [];
  const seen = new Set<string>();
  const hearing = new Hearing();
  const running = await startBroker({
    dataDir,
    version: 'test',
    scopeFile,
    prompt: (questions) => {
      waiting = questions.waiting.filter((one) => one.kind === 'call');
      putOff = questions.putOff;
      for (const { id } of questions.waiting) seen.add(id);
      hearing.hear();
    },
    ...(alarms === undefined ? {} : { alarms }),
    tell: () => undefined,
    changed: () => hearing.hear(),
  });
  if (!running.ok) throw new Error(running.error);
  const question = async (): Promise<ApprovalRequest> => {
    await hearing.until(() => waiting.length > 0);
    const [first] = waiting;
    if (first === undefined) throw new Error('nothing waits');
    return first;
  };
  const log = (): readonly string[] => runRemit(['log', '--data', dataDir]).out.trim().split('\n');
  return {
    folder,
    dataDir,
    running: running.value,
    asked: () => seen.size,
    question,
    putOff: () => putOff,
    none: () => hearing.until(() => waiting.length === 0),
    answer: async (answer) => {
      const { id, digest } = await question();
      const taken = running.value.authority.decide({ request: id, digest, answer });
      if (!taken.ok) throw new Error(taken.error);
    },
    log,
    logWith: async (text) => {
      let lines: readonly string[] = [];
      await hearing.until(() => (lines = log()).some((line) => line.includes(text)));
      return lines;
    },
  };
}
