// `remit acp -- COMMAND ARGS`: stands between an editor and an agent that speak the Agent Client Protocol, a JSON-RPC message a line. All
// goes through byte for byte, but the agent's requests for permission go to Remit: what is inside is answered at once, what exceeds waits
// for Remit's prompt, what is refused is rejected. Without a verdict the request is rejected, too.

import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import process from 'node:process';
import { AcpToolCalls } from './acp-tool-calls.ts';
import { askBroker } from './ask-broker.ts';
import { callingProcess } from './calling-process.ts';
import { dataFolder } from './data-folder.ts';
import type { HookVerdict } from './hook-answer.ts';
import { idOf, recordIn, recordOf, textOf, type JsonRecord } from './json-line.ts';
import { WholeLines } from './whole-lines.ts';

type RpcId = string | number;
type Pending = { readonly session: string; readonly leave: () => void };

const OPENS_SESSION = new Set(['session/new', 'session/load', 'session/resume', 'session/fork']);

class AcpProxy {
  readonly #agent: ChildProcess;
  readonly #dataDir: string;
  readonly #calls = new AcpToolCalls();
  readonly #pending = new Map<RpcId, Pending>();
  /** The folder of each session, and of those that the agent has yet to name. */
  readonly #folders = new Map<string, string>();
  readonly #opening = new Map<RpcId, string>();
  #name: string;

  constructor(command: string, args: readonly string[], dataDir: string) {
    this.#dataDir = dataDir;
    this.#name = basename(command);
    this.#agent = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  }

  start(): void {
    const { stdin, stdout } = this.#agent;
    this.#agent.once('error', (error) => {
      process.stderr.write(`remit acp: the agent can't be started: ${error.message}\n`);
      process.exit(1);
    });
    this.#agent.once('close', (code) => process.exit(code ?? 1));
    const fromClient = new WholeLines((line) => this.#clientLine(line));
    const fromAgent = new WholeLines((line) => this.#agentLine(line));
    process.stdin.on('data', (chunk: Buffer) => fromClient.push(chunk));
    process.stdin.on('end', () => {
      fromClient.end();
      for (const { leave } of this.#pending.values()) leave();
      stdin?.end();
    });
    stdout?.on('data', (chunk: Buffer) => fromAgent.push(chunk));
    stdout?.on('end', () => fromAgent.end());
    stdin?.on('error', () => undefined);
    process.stdout.on('error', () => this.#agent.kill());
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.on(signal, () => this.#agent.kill(signal));
  }

  #clientLine(line: Buffer): void {
    if (line.includes('"session/') || line.includes('session\\/')) {
      const message = recordIn(line.toString('utf8'));
      const params = recordOf(message?.['params']);
      if (message !== null && params !== null) this.#clientSays(message, params);
    }
    this.#toAgent(line);
  }

  #clientSays({ method, id }: JsonRecord, params: JsonRecord): void {
    const session = textOf(params['sessionId']);
    if (method === 'session/cancel' && session !== null) {
      for (const [request, pending] of [...this.#pending])
        if (pending.session === session) this.#cancel(request, pending);
    }
    const folder = textOf(params['cwd']);
    if (typeof method !== 'string' || !OPENS_SESSION.has(method) || folder === null) return;
    if (session !== null) this.#folders.set(session, folder);
    const asked = idOf(id);
    if (asked !== null) this.#opening.set(asked, folder);
  }

  #agentLine(line: Buffer): void {
    const message = this.#worthReading(line) ? recordIn(line.toString('utf8')) : null;
    if (message === null || !this.#agentSays(message, line)) this.#toClient(line);
  }

  #worthReading(line: Buffer): boolean {
    const words = ['request_permission', 'toolCallId', 'agentInfo', 'cancel_request'];
    return (
      words.some((word) => line.includes(word)) || (this.#opening.size > 0 && line.includes('sessionId'))
    );
  }

  /** True when the message isn't for the client. */
  #agentSays(message: JsonRecord, line: Buffer): boolean {
    const { method } = message;
    const params = recordOf(message['params']) ?? {};
    const session = textOf(params['sessionId']) ?? '';
    const id = idOf(message['id']);
    if (method === 'session/update') this.#calls.note(session, recordOf(params['update']) ?? {});
    else if (method === 'session/request_permission' && id !== null)
      return this.#ask(id, session, params, line);
    else if (method === '$/cancel_request') {
      const asked = idOf(params['requestId']);
      const pending = asked === null ? undefined : this.#pending.get(asked);
      if (asked === null || pending === undefined) return false;
      this.#cancel(asked, pending);
      return true;
    } else if (method === undefined && id !== null) this.#answered(id, recordOf(message['result']) ?? {});
    return false;
  }

  #answered(id: RpcId, result: JsonRecord): void {
    const session = textOf(result['sessionId']);
    const folder = this.#opening.get(id);
    this.#opening.delete(id);
    if (session !== null && folder !== undefined) this.#folders.set(session, folder);
    const info = recordOf(result['agentInfo']);
    this.#name = textOf(info?.['title']) ?? textOf(info?.['name']) ?? this.#name;
  }

  #ask(id: RpcId, session: string, params: JsonRecord, line: Buffer): boolean {
    // A second request under the id of one that waits could be answered in its place: the client has to sort that out.
    if (this.#pending.has(id)) return false;
    const { tool, args, useId } = this.#calls.about(session, params);
    const payload = JSON.stringify({
      hook_event_name: 'session/request_permission',
      agent_name: this.#name,
      session_id: session,
      cwd: this.#folders.get(session) ?? process.cwd(),
      tool_name: tool,
      tool_input: args,
      ...(useId === null ? {} : { tool_use_id: useId }),
    });
    const asker = callingProcess(this.#agent.pid ?? 0);
    const question = { dataDir: this.#dataDir, agent: 'acp', registered: 'acp', payload, process: asker };
    const leave = askBroker(question, (verdict) => {
      this.#pending.delete(id);
      this.#settle(id, params['options'], verdict, line);
    });
    this.#pending.set(id, { session, leave });
    return true;
  }

  #settle(id: RpcId, options: unknown, verdict: HookVerdict, line: Buffer): void {
    if (verdict.kind !== 'allow') {
      process.stderr.write(`${verdict.text}\n`);
      return this.#reply(id, optionOf(options, 'reject_once'));
    }
    const once = optionOf(options, 'allow_once');
    // Nothing narrower than "always" is offered: that is for the user to say.
    if (once === null) this.#toClient(line);
    else this.#reply(id, once);
  }

  #cancel(id: RpcId, { leave }: Pending): void {
    this.#pending.delete(id);
    leave();
    this.#reply(id, null);
  }

  #reply(id: RpcId, option: string | null): void {
    const outcome = option === null ? { outcome: 'cancelled' } : { outcome: 'selected', optionId: option };
    this.#toAgent(`${JSON.stringify({ jsonrpc: '2.0', id, result: { outcome } })}\n`);
  }

  #toAgent(bytes: Buffer | string): void {
    if (this.#agent.stdin?.write(bytes) !== false) return;
    process.stdin.pause();
    this.#agent.stdin.once('drain', () => process.stdin.resume());
  }

  #toClient(line: Buffer): void {
    if (process.stdout.write(line)) return;
    this.#agent.stdout?.pause();
    process.stdout.once('drain', () => this.#agent.stdout?.resume());
  }
}

function optionOf(options: unknown, kind: string): string | null {
  if (!Array.isArray(options)) return null;
  const found = options.map((one: unknown) => recordOf(one)).find((one) => one?.['kind'] === kind);
  return textOf(found?.['optionId']);
}

const USAGE = 'usage: remit acp [--data DIR] -- COMMAND ARGS\n';

export function runAcp(args: readonly string[]): void {
  const dashes = args.indexOf('--');
  const own = dashes === -1 ? args : args.slice(0, dashes);
  const [command, ...rest] = dashes === -1 ? [] : args.slice(dashes + 1);
  const at = own.indexOf('--data');
  const isKnown = own.length === (at === -1 ? 0 : 2);
  if (own.some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(`${USAGE}What an editor starts in the place of an agent.\n`);
    return;
  }
  if (command === undefined || !isKnown) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  new AcpProxy(command, rest, dataFolder(at === -1 ? null : (own[at + 1] ?? null))).start();
}
