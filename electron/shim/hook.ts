// `remit hook AGENT`: what an agent runs before each of its tools. It asks the broker and answers in the agent's own dialect, once and
// complete. Whatever goes wrong here is a refusal: with most agents a hook that merely fails lets the tool run.

import { writeSync } from 'node:fs';
import process from 'node:process';
import { askBroker } from './ask-broker.ts';
import { dataFolder } from './data-folder.ts';
import { deadlineOf, hookAgent, HOOK_AGENTS, type HookAgent } from './hook-agents.ts';
import { hookAnswer, noVerdict, type HookAnswer, type HookVerdict } from './hook-answer.ts';
import { hookCaller, type HookCaller } from './hook-caller.ts';

/** Bytes of a payload; a tool's arguments are smaller by far. Its line to the broker may be twice as long. */
const PAYLOAD_LIMIT = 15 * 1024 * 1024;
/** How often to look whether the agent still waits, in ms. */
const LOOK_EVERY_MS = 250;
const MAX_DEADLINE_S = 86_400;

type Wanted = { readonly agent: HookAgent; readonly dataDir: string; readonly deadline: number };

function wanted(args: readonly string[]): Wanted | string {
  const flags = new Map<string, string>();
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [name = '', inline] = (args[at] ?? '').split(/=(.*)/s, 2);
    if (name !== '--data' && name !== '--deadline') names.push(args[at] ?? '');
    else {
      if (inline === undefined) at += 1;
      flags.set(name, inline ?? args[at] ?? '');
    }
  }
  if (names.length === 0) return `the agent that runs it is missing: one of ${HOOK_AGENTS.join(', ')}`;
  const agent = hookAgent(names[0] ?? '');
  if (agent === null || names.length !== 1)
    return `\`${names.join(' ')}\` is no agent whose hooks it can answer (${HOOK_AGENTS.join(', ')})`;
  const deadline = Number(flags.get('--deadline') ?? deadlineOf(agent));
  if (!(deadline > 0 && deadline <= MAX_DEADLINE_S)) return '`--deadline` needs a number of seconds';
  return { agent, deadline, dataDir: dataFolder(flags.get('--data') ?? null) };
}

/** One run of the hook: it answers once, whoever is first to know the answer. */
class HookRun {
  #caller: HookCaller;
  readonly #wanted: Wanted;
  #answered = false;

  constructor(asked: Wanted) {
    this.#wanted = asked;
    this.#caller = { agent: asked.agent, event: 'unknown' };
  }

  start(): void {
    const failed = (why: string): void => this.#trouble(`Remit's hook failed: ${why}`);
    process.on('uncaughtException', (error) => failed(error.message));
    process.on('unhandledRejection', (reason) => failed(String(reason)));
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.on(signal, () => failed(`it got ${signal}`));
    process.on('exit', () => this.#lastWords());
    process.exitCode = 2;
    const { deadline } = this.#wanted;
    setTimeout(
      () => this.#trouble(`nobody answered within ${deadline} s: ask again later, or do something else`),
      deadline * 1000,
    );
    this.#watchAgent();
    this.#read();
  }

  /** An agent that has gone, or has ended the shell around this hook, doesn't wait: the question is taken back. */
  #watchAgent(): void {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) this.#trouble('the agent has gone');
    }, LOOK_EVERY_MS).unref();
  }

  #read(): void {
    const chunks: Buffer[] = [];
    let size = 0;
    process.stdin.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= PAYLOAD_LIMIT) return;
      process.stdin.destroy();
      this.#trouble(`the call has more than ${PAYLOAD_LIMIT} bytes, which is the limit: send less at once`);
    });
    process.stdin.on('end', () => this.#judge(Buffer.concat(chunks)));
    process.stdin.on('error', (error) => this.#trouble(`the call can't be read: ${error.message}`));
  }

  #judge(bytes: Buffer): void {
    if (this.#answered) return;
    const payload = parsed(bytes);
    if (payload === null) return this.#trouble('the agent sent no call that could be judged: it is not JSON');
    const { agent: registered, dataDir, deadline } = this.#wanted;
    const caller = hookCaller(payload.value, registered);
    if (caller === null) return this.#trouble('the call does not say which agent sent it');
    this.#caller = caller;
    const { agent, event } = caller;
    if (event === 'other') return this.#answer(noVerdict(agent));
    if (event === 'unknown')
      return this.#trouble('Remit does not know this event of the agent: update Remit');
    const waits = Math.max(deadline - process.uptime(), 1);
    askBroker({ dataDir, agent, registered, payload: payload.text, waits }, (verdict) =>
      this.#verdict(verdict),
    );
  }

  #trouble(why: string): void {
    this.#verdict({ kind: 'trouble', text: `Remit refused this call: ${why}` });
  }

  #verdict(verdict: HookVerdict): void {
    this.#answer(hookAnswer(this.#caller, verdict));
  }

  #answer({ stdout, stderr, code }: HookAnswer): void {
    if (this.#answered) return;
    this.#answered = true;
    process.stdout.on('error', () => process.exit(2));
    process.stderr.on('error', () => undefined);
    if (stderr !== '') process.stderr.write(stderr);
    process.stdout.write(stdout, () => process.exit(code));
  }

  /** The program ends without having answered, which must not happen. */
  #lastWords(): void {
    if (this.#answered) return;
    const { stdout, stderr, code } = hookAnswer(this.#caller, {
      kind: 'trouble',
      text: 'Remit refused this call: its hook ended',
    });
    process.exitCode = code;
    if (stdout !== '') writeSync(1, stdout);
    writeSync(2, stderr);
  }
}

type Parsed = { readonly text: string; readonly value: Readonly<Record<string, unknown>> };

function parsed(bytes: Buffer): Parsed | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { text, value: { ...value } }
      : null;
  } catch {
    return null;
  }
}

const USAGE = 'usage: remit hook AGENT [--deadline SECONDS] [--data DIR]';

/** Just this and nothing beside it: an agent takes an end without an error for a yes. */
function asksForHelp(args: readonly string[]): boolean {
  const [last, agent, ...more] = [...args].reverse();
  return last === '--help' && more.length === 0 && (agent === undefined || hookAgent(agent) !== null);
}

export function runHook(args: readonly string[]): void {
  if (asksForHelp(args)) {
    process.stdout.write(
      `${USAGE}\nWhat an agent runs before each of its own tools: ${HOOK_AGENTS.join(', ')}.\n`,
    );
    return;
  }
  const asked = wanted(args);
  if (typeof asked !== 'string') return new HookRun(asked).start();
  const agent = hookAgent(args[0] ?? '') ?? 'claude-code';
  const text = `remit hook: ${asked}\n${USAGE}`;
  const { stdout, stderr } = hookAnswer({ agent, event: 'unknown' }, { kind: 'trouble', text });
  process.exitCode = 2;
  process.stderr.write(stderr);
  process.stdout.write(stdout);
}
