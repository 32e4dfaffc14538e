// Whatever else stands in a file of hooks: Remit's hook is added without a change of anything else, and taken out without a trace.

import fc from 'fast-check';
import { parse as parseJsonc } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { geminiCli } from '../../electron/clients/known/gemini-cli.ts';
import { cursor } from '../../electron/clients/known/cursor.ts';
import { holdsHooks, withHooks, withoutHooks } from '../../electron/clients/plan-hooks.ts';

const space = fc.constantFrom('', ' ', '\n', '\n  ', '\n\t\t', '\r\n ', ' // why, "a": {\n', ' /* } ] */ ');
const word = fc.stringMatching(/^[a-z]{1,4}$/);

/** A JSON value as text, with spaces, remarks and trailing commas wherever they may stand. */
const { value } = fc.letrec<{ value: string; list: string; map: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('1', '-0.50', '12345678901234567890', 'true', 'null', '"a // b"', '"}"', '[]', '{ }'),
    tie('list'),
    tie('map'),
  ),
  list: listOf(tie('value')),
  map: mapOf(fc.tuple(word, tie('value'))),
}));

function listOf(element: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(fc.tuple(space, element, space), { maxLength: 3 }), space, fc.boolean())
    .map(([all, end, comma]) => {
      const inner = all.map((one) => one.join('')).join(',');
      return `[${inner}${comma && all.length > 0 ? ',' : ''}${end}]`;
    });
}

function mapOf(member: fc.Arbitrary<readonly [string, string]>): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.uniqueArray(fc.tuple(space, member, space), { maxLength: 3, selector: ([, [key]]) => key }),
      space,
      fc.boolean(),
    )
    .map(([all, end, comma]) => {
      const inner = all.map(([a, [key, one], b]) => `${a}"${key}":${b}${one}${a}`).join(',');
      return `{${inner}${comma && all.length > 0 ? ',' : ''}${end}}`;
    });
}

const events = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.subarray([...names, 'other']), fc.infiniteStream(listOf(value)))
    .chain(([some, lists]) =>
      fc.constant(some.map((name): readonly [string, string] => [name, lists.next().value ?? '[]'])),
    )
    .chain((members) => fc.tuple(space, space).map(([a, b]) => joined(members, a, b)));

function joined(members: readonly (readonly [string, string])[], a: string, b: string): string {
  return `{${members.map(([name, list]) => `${a}"${name}":${b}${list}`).join(',')}${b}}`;
}

test.each([
  ['groups', geminiCli],
  ['entries', cursor],
])('a list of %s', (_what, { hooks }) => {
  if (hooks?.file.kind !== 'list') throw new Error('no list');
  const names = hooks.file.events.map(({ name }) => name);
  const document = fc
    .tuple(space, fc.option(events(names)), space, value)
    .map(([a, map, b, more]) => `${a}{${b}"x":${more}${map === null ? '' : `,${a}"hooks":${map}`}${b}}${a}`);
  const read = (text: string): { readonly hooks?: Readonly<Record<string, readonly unknown[]>> } =>
    parseJsonc(text, [], { allowTrailingComma: true }) as { hooks?: Record<string, unknown[]> };
  let done = 0;
  fc.assert(
    fc.property(document, (text) => {
      const program = { remit: '/opt/remit', agent: hooks.agent, dataDir: null };
      const put = withHooks(text, hooks, program, 'linux');
      if (!put.ok) throw new Error(`${put.error}\n${text}`);
      expect(holdsHooks(put.value, hooks, 'linux'), put.value).toBe(true);
      const [before, after] = [read(text), read(put.value)];
      expect({ ...after, hooks: null }).toEqual({ ...before, hooks: null });
      for (const [event, list] of Object.entries(before.hooks ?? {})) {
        const now = after.hooks?.[event] ?? [];
        expect(now.slice(0, list.length)).toEqual(list);
        expect(now).toHaveLength(list.length + (names.includes(event) ? 1 : 0));
      }
      const without = withoutHooks(put.value, text, hooks);
      if (!without.ok) throw new Error(`${without.error}\n${put.value}`);
      expect(read(without.value ?? '')).toEqual(before);
      const bare = (one: string | null): string => (one ?? '').replaceAll(/\s/g, '');
      expect(bare(without.value)).toBe(bare(text));
      done += 1;
    }),
    { numRuns: 300 },
  );
  expect(done).toBe(300);
});
