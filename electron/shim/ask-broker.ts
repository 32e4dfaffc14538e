import type { Socket } from 'node:net';
import { callingAgent, type CallingProcess } from './calling-process.ts';
import { socketOf } from './data-folder.ts';
import { findBroker } from './find-broker.ts';
import type { HookVerdict } from './hook-answer.ts';
import { startApp } from './start-app.ts';

/** How long to look for a broker, in ms: while the app starts, and when nothing is starting. */
const PATIENCE_MS = 10_000;
const IDLE_MS = 1000;
/** A verdict is short; what is longer isn't one. */
const REPLY_LIMIT = 1_048_576;

export type Question = {
  readonly dataDir: string;
  /** Whose call it is, and who was to be asked by the settings that this hook stands in. */
  readonly agent: string;
  readonly registered: string;
  /** What the agent said of the call, as it said it. */
  readonly payload: string;
  /** Seconds after which whoever asks gives up; left out: it waits. */
  readonly waits?: number;
  /** The agent's process. Left out: the one that started this program. */
  readonly process?: CallingProcess;
};

/** Asks the broker about one call; `told` hears exactly once. Calling what comes back takes the question back. */
export function askBroker(question: Question, told: (verdict: HookVerdict) => void): () => void {
  const { dataDir, ...hook } = question;
  let socket: Socket | null = null;
  let over = false;
  const tell = (verdict: HookVerdict): void => {
    if (over) return;
    over = true;
    socket?.destroy();
    told(verdict);
  };
  findBroker({
    path: socketOf(dataDir),
    until: Date.now() + PATIENCE_MS,
    idleMs: IDLE_MS,
    first: () => startApp(dataDir),
    found: (found) => {
      socket = found;
      if (over) return void found.destroy();
      hear(found, tell);
      found.write(`${JSON.stringify({ remit: 1, hook: { process: callingAgent(), ...hook } })}\n`);
    },
    lost: () => tell(trouble(notRunning(dataDir))),
  });
  return () => {
    over = true;
    socket?.destroy();
  };
}

function trouble(text: string): HookVerdict {
  return { kind: 'trouble', text };
}

function notRunning(dataDir: string): string {
  return (
    `Remit isn't running for the data folder ${dataDir}, so nothing may run: start the Remit app, ` +
    'or run `remit serve` on a machine without a screen'
  );
}

function hear(socket: Socket, tell: (verdict: HookVerdict) => void): void {
  let said = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    said += chunk;
    const end = said.indexOf('\n');
    if (end !== -1) tell(readVerdict(said.slice(0, end)));
    else if (said.length > REPLY_LIMIT) tell(trouble('Remit gave an answer without an end'));
  });
  const lost = (): void => tell(trouble('Remit ended before it answered: nothing may run until it is back'));
  socket.on('error', lost);
  socket.on('close', lost);
}

/** Only the exact words are a yes. */
function readVerdict(text: string): HookVerdict {
  try {
    const reply: unknown = JSON.parse(text);
    if (typeof reply !== 'object' || reply === null || !('verdict' in reply)) throw new Error('no verdict');
    if (reply.verdict === 'allow') return { kind: 'allow' };
    if (reply.verdict === 'refuse' && 'text' in reply && typeof reply.text === 'string')
      return { kind: 'refuse', text: reply.text };
  } catch {
    // Told below.
  }
  return trouble('Remit gave an answer that this hook does not understand: are both of one version?');
}
