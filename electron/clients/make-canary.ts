// Makes one call that must be stopped, as a client would make it, and says whether the client would have heard a no.

import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import process from 'node:process';
import { canaryPayload, isRefused, type HookSaid } from './canary-payload.ts';
import type { CanaryCall, CanaryWay } from './canary-ways.ts';

/** The tool that no server has. */
export const CANARY_TOOL = 'remit_canary';

/** `why`: a sentence without its end, beside a no the words of it. */
export type CanaryAnswer = { readonly isNo: boolean; readonly why: string };

/** The few variables that clients pass on to what they start. */
const PASSED =
  'HOME LOGNAME PATH SHELL TERM USER LANG APPDATA HOMEDRIVE HOMEPATH LOCALAPPDATA PROCESSOR_ARCHITECTURE SYSTEMDRIVE SYSTEMROOT TEMP USERNAME USERPROFILE COMSPEC PATHEXT'.split(
    ' ',
  );
const LIMIT = 1_048_576;

/** Never rejects. `signal` gives it up. */
export function makeCanary(way: CanaryWay, nonce: string, signal: AbortSignal): Promise<CanaryAnswer> {
  const { call } = way;
  switch (call.kind) {
    case 'stdio':
      return stdioCanary(call, way.folder, nonce, signal);
    case 'http':
      return httpCanary(call, nonce, signal);
    case 'hook':
      return hookCanary(call, way, nonce, signal);
    case 'none':
      return Promise.resolve({ isNo: false, why: call.why });
  }
}

/** A call of the stateless protocol (2026-07-28) needs no greeting, so that no server has to start for a call that never reaches it. */
function canaryMessage(nonce: string): string {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'Remit canary', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const params = { name: CANARY_TOOL, arguments: { canary: nonce }, _meta: meta };
  return `${JSON.stringify({ jsonrpc: '2.0', id: 'remit-canary', method: 'tools/call', params })}\n`;
}

async function stdioCanary(
  { command, args, env }: Extract<CanaryCall, { kind: 'stdio' }>,
  folder: string,
  nonce: string,
  signal: AbortSignal,
): Promise<CanaryAnswer> {
  const said = await run(command, args, {
    folder,
    env,
    input: canaryMessage(nonce),
    endsAt: '\n',
    signal,
  });
  return answerOf(said.out, said.err);
}

/** A refusal is a result with `isError`, or an error of the protocol. */
function answerOf(line: string, stderr: string): CanaryAnswer {
  const nothing = stderr.trim().split('\n').at(-1) ?? '';
  try {
    const message: unknown = JSON.parse(line);
    const text = JSON.stringify(message);
    return { isNo: /"isError":true|"error":\{/.test(text), why: text.slice(0, 300) };
  } catch {
    return { isNo: false, why: nothing === '' ? 'there was no answer' : nothing };
  }
}

async function httpCanary(
  { url, headers }: Extract<CanaryCall, { kind: 'http' }>,
  nonce: string,
  signal: AbortSignal,
): Promise<CanaryAnswer> {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': '2026-07-28',
        'Mcp-Method': 'tools/call',
        'Mcp-Name': CANARY_TOOL,
      },
      body: canaryMessage(nonce).trimEnd(),
      redirect: 'error',
      signal,
    });
    const text = await reply.text();
    const line = text.startsWith('{') ? text : (/^data: ?(.*)$/m.exec(text)?.[1] ?? '');
    return answerOf(line, `the answer was ${reply.status}`);
  } catch (error) {
    return { isNo: false, why: error instanceof Error ? error.message : String(error) };
  }
}

async function hookCanary(
  { command, args }: Extract<CanaryCall, { kind: 'hook' }>,
  { client, folder }: CanaryWay,
  nonce: string,
  signal: AbortSignal,
): Promise<CanaryAnswer> {
  // To a shell it would be nothing but a remark.
  const payload = canaryPayload(client, `: ${nonce}`, folder);
  if (payload === null) return { isNo: false, why: 'Remit does not answer hooks of this agent' };
  const said = await run(command, args, { folder, env: {}, input: payload.text, endsAt: null, signal });
  const why = `${said.err}${said.out}`.trim().slice(0, 300);
  return { isNo: isRefused(client, said), why: why === '' ? 'it said nothing' : why };
}

/** Windows starts a `.cmd` with a shell only: words that could mean something to it aren't tried. */
function lineFor(words: readonly string[]): readonly string[] | null {
  if (process.platform !== 'win32') return words;
  return words.every((word) => /^[\p{L}\p{N}@+=:,./\\ ()_-]*$/u.test(word))
    ? words.map((word) => `"${word}"`)
    : null;
}

type Run = {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  /** What of the output is waited for before the input ends; null: the input ends at once. */
  readonly endsAt: string | null;
  readonly signal: AbortSignal;
};

function run(
  command: string,
  args: readonly string[],
  { folder, env, input, endsAt, signal }: Run,
): Promise<HookSaid> {
  const passed = PASSED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const line = lineFor([command, ...args]);
  if (line === null)
    return Promise.resolve({ code: null, out: '', err: 'it has signs in it that are not tried on Windows' });
  const [program = '', ...words] = line;
  const ended = new Promise<HookSaid>((resolve) => {
    let out = '';
    let err = '';
    const child = spawn(program, words, {
      cwd: folder === '' ? dirname(command) : folder,
      env: { ...Object.fromEntries(passed), ...env, REMIT_NO_START: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      signal,
    });
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      out = (out + chunk.toString('utf8')).slice(0, LIMIT);
      if (endsAt !== null && out.includes(endsAt)) child.stdin.end();
    });
    child.stderr.on('data', (chunk: Buffer) => (err = (err + chunk.toString('utf8')).slice(0, LIMIT)));
    child.on('error', (error) => resolve({ code: null, out, err: `${err}${error.message}\n` }));
    child.on('close', (code) => resolve({ code, out, err }));
    if (endsAt === null) child.stdin.end(input);
    else child.stdin.write(input);
  });
  // What an agent's file says may be no words that a program can be started with at all.
  return ended.catch((error: unknown) => ({ code: null, out: '', err: `${String(error)}\n` }));
}
