// The stream of `remit check` and `remit propose`: lines in, lines out, each as soon as it can be said, and never more in memory than
// one piece of input.

import type { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { ServerName } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { CallCheck, thisPlace, type CheckedCall, type KnownServer } from '../authority/check-call.ts';
import { MESSAGE_LIMIT } from '../broker/first-line.ts';
import { LineSplitter, type SplitLine } from '../broker/line-splitter.ts';
import { registeredServers } from '../broker/registered-server.ts';
import { readStore } from '../broker/server-store.ts';
import { readCallLine } from './call-line.ts';

/** A line of input with what came of it: `number` counts from 1, `id` is the JSON text of its id. */
export type StreamedCall =
  | { readonly kind: 'judged'; readonly number: number; readonly id: string; readonly checked: CheckedCall }
  | { readonly kind: 'bad'; readonly number: number; readonly id: string; readonly error: string };

export type OpenCheck = { readonly check: CallCheck; readonly scopeText: string };

/** No file: nothing is granted. The error is a sentence that names the file and what is wrong with it. */
export function openCheck(scopeFile: string | null, dataDir: string): Result<OpenCheck, string> {
  const store = readStore(dataDir);
  if (!store.ok) return store;
  const servers = registeredServers(store.value, thisPlace());
  let scopeText = '{}';
  try {
    if (scopeFile !== null) scopeText = readFileSync(scopeFile, 'utf8');
  } catch (error) {
    return err(`the scope file \`${scopeFile}\` can't be read: ${messageOf(error)}`);
  }
  const server = (name: ServerName): KnownServer | null => {
    const known = servers.get(name);
    return known === undefined ? null : { ref: known.ref, command: known.words };
  };
  const refused = (why: string): Result<never, string> =>
    err(`the scope file \`${scopeFile}\` is refused: ${why}`);
  try {
    const check = CallCheck.open({ scopeText, server, dataDir, now: () => new Date() }, thisPlace());
    return check.ok ? ok({ check: check.value, scopeText }) : refused(check.error);
  } catch (error) {
    return refused(messageOf(error));
  }
}

/** Judges each line of standard input in its order. `say` makes the text that is written for it; blank lines are passed over. */
export async function streamCalls(check: CallCheck, say: (call: StreamedCall) => string): Promise<boolean> {
  // The reader of the verdicts is gone: nobody is left to tell.
  process.stdout.once('error', () => process.exit(1));
  let areAllGood = true;
  let number = 0;
  const here = thisPlace();
  for await (const lines of linesOf(process.stdin)) {
    let text = '';
    for (const line of lines) {
      number += 1;
      if (line.kind === 'line' && isBlank(line.bytes)) continue;
      const call = await judged(check, readCallLine(line, here), number);
      if (call.kind === 'bad') areAllGood = false;
      text += say(call);
    }
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  }
  return areAllGood;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13 || byte === 10);
}

async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<readonly SplitLine[]> {
  let lines: SplitLine[] = [];
  const splitter = new LineSplitter(MESSAGE_LIMIT, (line) => lines.push(line));
  for await (const chunk of input) {
    splitter.push(chunk);
    if (lines.length > 0) yield lines;
    lines = [];
  }
  splitter.end();
  yield lines;
}

async function judged(
  check: CallCheck,
  read: ReturnType<typeof readCallLine>,
  number: number,
): Promise<StreamedCall> {
  if (!read.ok) return { kind: 'bad', number, ...read.error };
  const { id, subject } = read.value;
  try {
    const checked = await check.judge(subject);
    return checked.ok
      ? { kind: 'judged', number, id, checked: checked.value }
      : { kind: 'bad', number, id, error: `the scope can't be read for its place: ${checked.error}` };
  } catch (error) {
    return { kind: 'bad', number, id, error: `Remit could not judge it (${messageOf(error)})` };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
