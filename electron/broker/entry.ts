// The broker as Electron's utility process. It takes decisions from its port and from nowhere else; Electron's own interface isn't
// imported, the port is what a utility process finds on its `process`.

import { writeSync } from 'node:fs';
import { homedir } from 'node:os';
import process from 'node:process';
import {
  fromBrokerSchema,
  toBrokerSchema,
  type FromBroker,
  type ToBroker,
} from '../../shared/contract/broker-port.ts';
import { grantIdSchema, instantSchema, serverNameSchema } from '../../shared/contract/ids.ts';
import type { Setting } from '../../shared/contract/record-setting.ts';
import { problemOf } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { endpointProblem } from '../../shared/core/telemetry-endpoint.ts';
import { dataDirFrom } from '../authority/data-dir.ts';
import { realPath } from '../authority/resolve-path.ts';
import { agentsReply } from './agents-reply.ts';
import { authorityReply } from './authority-reply.ts';
import { historyReply } from './history-reply.ts';
import { platformHere } from './platform-here.ts';
import { startBroker, type RunningBroker } from './start-broker.ts';

/** The part of Electron's `process.parentPort` that is used. */
type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

const TRY_IT_MS = 3_600_000;
/** What the scripted agent calls itself. */
const TRY_IT_AGENT = 'Try-it agent';
/** A burst of entries becomes one snapshot: drawing each would cost more than judging. In ms. */
const SNAPSHOT_EVERY_MS = 100;

function parentPort(): ParentPort {
  if ('parentPort' in process && isPort(process.parentPort)) return process.parentPort;
  throw new Error(
    'this is the broker of the Remit app: it is started by it and not by hand; see `remit serve`',
  );
}

function isPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

const port = parentPort();
let running: RunningBroker | null = null;
let timer: NodeJS.Timeout | null = null;

function send(message: FromBroker): void {
  port.postMessage(fromBrokerSchema.parse(message));
}

function sendSnapshot(): void {
  timer = null;
  if (running !== null) send({ kind: 'snapshot', snapshot: running.snapshot() });
}

function changed(): void {
  timer ??= setTimeout(sendSnapshot, SNAPSHOT_EVERY_MS);
}

async function take(message: ToBroker, broker: RunningBroker): Promise<void> {
  switch (message.kind) {
    case 'pause':
      broker.authority.pause(message.on);
      break;
    case 'prompt-lost':
      broker.authority.refuseWaiting({
        code: 'prompt-lost',
        reason: 'the window that asks the user is gone, so nobody could answer: call again',
      });
      break;
    case 'stop':
      await broker.stop();
      process.exit(0);
      break;
    default:
      send(await answered(message, broker));
  }
  changed();
}

type Asking = Extract<ToBroker, { ask: number }>;

/** The reply, or why there is none. */
async function answered(message: Asking, broker: RunningBroker): Promise<FromBroker> {
  try {
    return await reply(message, broker);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { kind: 'unanswered', ask: message.ask, problem };
  }
}

/** Does what is asked for, and says how that went. */
async function reply(message: Asking, broker: RunningBroker): Promise<FromBroker> {
  const { ask } = message;
  const { authority, reader, history } = broker;
  switch (message.kind) {
    case 'decide':
      return { kind: 'decided', ask, problem: problemOf(await authority.answer(message.decision)) };
    case 'correct':
      return { kind: 'corrected', ask, problem: problemOf(await authority.correct(message.correction)) };
    case 'history':
    case 'summary':
    case 'groups':
    case 'reach-map':
    case 'history-values':
    case 'export':
      return historyReply(message, history);
    case 'detail':
      return { kind: 'detail', ask, detail: await reader.wholeDetail(message.call) };
    case 'set-setting':
      return { kind: 'setting-set', ask, problem: await setSetting(message.setting, broker) };
    case 'retention-preview':
      return {
        kind: 'retention-preview',
        ask,
        preview: await broker.retention.wouldPrune(message.retention),
      };
    case 'begin-record':
      return { kind: 'record-begun', ask, ...(await beginRecord(message.why, broker)) };
    case 'try-it':
      return { kind: 'try-it', ask, problem: await tryIt(message, broker) };
    case 'authority':
    case 'grant-detail':
    case 'try-change':
    case 'apply-change':
    case 'suggestions':
    case 'propose-extension':
      return authorityReply(message, authority);
    default:
      return agentsReply(message, broker.agents);
  }
}

/** Registers the scripted agent's server and lets it read in its own folder for an hour. */
async function tryIt(
  message: Extract<ToBroker, { kind: 'try-it' }>,
  broker: RunningBroker,
): Promise<string | null> {
  const folder = realPath(message.folder, { platform: platformHere() });
  if (!folder.ok) return `the folder \`${message.folder}\` can't be used: ${folder.error}`;
  const name = serverNameSchema.parse('try-it');
  broker.broker.addPassingServer(name, {
    command: message.command,
    args: message.args,
    cwd: folder.value,
    env: {},
  });
  const at = new Date(Date.now() + TRY_IT_MS).toISOString();
  const base = `try-it-${Date.now()}`;
  const id = (suffix: string): Grant['id'] => grantIdSchema.parse(`${base}.${suffix}`);
  const grant: Grant = {
    id: grantIdSchema.parse(base),
    words: `${TRY_IT_AGENT} may use the tools of try-it and read in ${folder.value}; and nothing else`,
    agent: { name: TRY_IT_AGENT, executable: null },
    lifetime: { kind: 'until', at: instantSchema.parse(at) },
    limits: [],
    tools: [{ id: id('tool'), server: name, tool: '*' }],
    reach: [{ id: id('folder'), kind: 'folder', path: folder.value, access: 'read' }],
    deny: [],
  };
  const granted = await broker.authority.grant(grant);
  return granted.ok ? null : granted.error;
}

async function setSetting(setting: Setting, { authority, retention }: RunningBroker): Promise<string | null> {
  if (setting.name === 'telemetry' && setting.value.endpoint !== null) {
    const wrong = endpointProblem(setting.value.endpoint);
    if (wrong !== null) return wrong;
  }
  const problem = problemOf(await authority.set(setting));
  // A shorter time to keep entries counts at once; nobody waits for it.
  if (problem === null) void retention.prune().catch(() => undefined);
  return problem;
}

/** Moves the record aside and goes on with a new one, in the same process. */
async function beginRecord(
  why: string,
  { reader, setRecordAside }: RunningBroker,
): Promise<{ readonly aside: string | null; readonly problem: string | null }> {
  if (reader.health().kind !== 'unverified')
    return { aside: null, problem: 'the record verifies: it stays, and nothing was changed' };
  running = null;
  const aside = await setRecordAside(why);
  await start();
  return aside.ok ? { aside: aside.value, problem: null } : { aside: null, problem: aside.error };
}

async function start(): Promise<void> {
  const dataDir = dataDirFrom({
    flag: undefined,
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  });
  const started = await startBroker({
    dataDir,
    version: process.env['REMIT_VERSION'] ?? 'unknown',
    scopeFile: null,
    prompt: (questions) => {
      send({ kind: 'waiting', questions });
      changed();
    },
    tell: (line) => send({ kind: 'told', line }),
    changed,
  });
  if (!started.ok) {
    send({ kind: 'failed', problem: started.error });
    return;
  }
  running = started.value;
  started.value.history.start();
  send({ kind: 'ready', socket: started.value.socket });
  started.value.agents.watch();
  sendSnapshot();
}

/** One question that fails must not take the broker with it. */
function unanswered(error: unknown): void {
  writeSync(2, `a message from the app could not be answered: ${String(error)}\n`);
}

/** Messages are taken in their order; one that comes while the broker starts waits until it runs. */
async function main(): Promise<void> {
  let ready = start();
  await ready;
  port.on('message', ({ data }) => {
    const parsed = toBrokerSchema.safeParse(data);
    if (!parsed.success) {
      writeSync(2, `a message from the app was not understood: ${parsed.error.message}\n`);
      return;
    }
    const taken = ready.then(() => (running === null ? undefined : take(parsed.data, running)));
    if (parsed.data.kind === 'begin-record') ready = taken.catch(unanswered);
    else void taken.catch(unanswered);
  });
}

void main();
