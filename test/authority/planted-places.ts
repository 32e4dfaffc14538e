// Puts planted secrets everywhere a call can carry them through a broker.

import type { Random } from '../support/random.ts';
import { MEMBER_NAMES, type Planted } from './planted-kinds.ts';

/** What the telling server is told to say. */
export type Says = {
  readonly definitions: string[];
  readonly results: string[];
  readonly errors: string[];
  readonly failures: string[];
};
/** `ends`: the server ends at this call, and the connection with it. */
export type PlantedCall = { readonly tool: string; readonly args: unknown; readonly ends: boolean };
type Placed = {
  readonly says: Says;
  readonly calls: readonly PlantedCall[];
  readonly raw: readonly string[];
};

/** `raw` are lines that are no messages. */
export function place(secrets: readonly Planted[], random: Random): Placed {
  const says: Says = { definitions: [], results: [], errors: [], failures: [] };
  const calls: PlantedCall[] = [];
  const raw: string[] = [];
  const add = (tool: string, args: unknown, ends = false): void => void calls.push({ tool, args, ends });
  const told = (list: string[], text: string): { at: number } => ({ at: list.push(text) - 1 });
  const places: readonly ((one: Planted) => void)[] = [
    ({ text }) => add('note', { text }),
    ({ text }) => add('note', { deep: [{ list: ['a', { text, n: 1 }] }] }),
    ({ text }) => add('note', { body: JSON.stringify({ inner: JSON.stringify({ text }) }) }),
    ({ secret }) => add('note', { login: { [random.one(MEMBER_NAMES)]: secret, user: 'u' } }),
    ({ secret }) => add('secretive', { [random.one(MEMBER_NAMES)]: secret }),
    ({ text }) =>
      add('run_command', { command: `echo start; printf '%s' ${JSON.stringify(text)} | tee out` }),
    ({ secret }) => add('run_command', { command: `deploy --password ${JSON.stringify(secret)} now` }),
    ({ secret }) =>
      add('fetch_url', {
        url: `https://u:${encodeURIComponent(secret)}@a.example/p?token=${encodeURIComponent(secret)}`,
      }),
    ({ text }) => add('result', told(says.results, text)),
    ({ text }) => add('result', told(says.results, JSON.stringify({ rows: [{ text }] }))),
    // The record keeps 4,096 bytes of a result: the cut goes through the secret, or near it.
    ({ text }) =>
      add(
        'result',
        told(says.results, `${'x'.repeat(4096 - random.number(300))} ${text}${' y'.repeat(4000)}`),
      ),
    ({ text }) => add('error', told(says.errors, `it went wrong: ${text}`)),
    ({ text }) => add('protocol-error', told(says.errors, text)),
    ({ text }) => void told(says.definitions, `Use it so: ${text}`),
    ({ text }) => add('refused', { text }),
    ({ secret }) => add('refused', { [random.one(MEMBER_NAMES)]: secret, other: `again ${secret}` }),
    ({ text }) => void raw.push(`{"not":"a message",,"text":${JSON.stringify(text)}}`),
    ({ text }) => (random.chance(3) ? add('fail', told(says.failures, text), true) : add('note', { text })),
  ];
  secrets.forEach((one, at) => places[(at + Math.floor(at / places.length)) % places.length]?.(one));
  return { says, calls, raw };
}
