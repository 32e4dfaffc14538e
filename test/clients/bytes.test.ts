// Whatever else stands in a file: outside the entries no byte changes, and undoing gives the same bytes.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConfigFormat } from '../../electron/clients/format/config-format.ts';
import { editText } from '../../electron/clients/format/edit-text.ts';
import { jsonc, strictJson } from '../../electron/clients/format/jsonc-format.ts';
import { toml } from '../../electron/clients/format/toml-format.ts';
import { yaml } from '../../electron/clients/format/yaml-format.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const text = fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 8 }));
const eol = fc.constantFrom('\n', '\r\n');
const space = fc.constantFrom('', ' ', '  ', '\t');

/** The text around the entry `fs`, and the entry's own. */
type Document = { readonly before: string; readonly entry: string; readonly after: string };

const jsonValue = fc.oneof(
  text.map((one) => JSON.stringify(one)),
  fc.constantFrom(
    '1',
    '-0.50',
    '1e400',
    '12345678901234567890',
    'true',
    'null',
    '{}',
    '[ ]',
    '{"x" :[1 , 2]}',
  ),
);

function jsonDocument(comments: boolean): fc.Arbitrary<Document> {
  const remark = comments ? fc.constantFrom('', ' // why, "a": {', ' /* } */') : fc.constant('');
  const member = fc
    .tuple(text, jsonValue, space)
    .map(([key, value, gap]) => `${JSON.stringify(`_${key}`)}${gap}:${gap}${value}`);
  const members = fc.uniqueArray(member, { selector: (one) => one.split(':')[0], maxLength: 3 });
  return fc
    .record({
      eol,
      indent: space,
      remark,
      members,
      others: members,
      inner: members,
      trailing: fc.boolean(),
      order: fc.boolean(),
    })
    .map(({ eol: end, indent, remark: note, members: first, others, inner, trailing, order }) => {
      const own = ['"command": "npx"', '"env" : {"K":"SECRET"}', ...inner];
      const comma = comments && trailing ? ',' : '';
      const list = order ? own : own.toReversed();
      const block = (parts: readonly string[]): string =>
        parts.map((part) => `${end}${indent}${part}`).join(`${indent},${note.includes('//') ? '' : note}`);
      return {
        before: `{${note}${end}${first.map((one) => `${indent}${one},${end}`).join('')}"mcpServers":{${end}${indent}"fs":`,
        entry: `{${block(list)}${comma}${note}${end}}`,
        after: `${comma}${note}${end}}${others.map((one) => `,${end}${one.replace('"_', '"__')}`).join('')}${comma}${end}}${end}`,
      };
    });
}

const tomlLine = fc
  .tuple(
    word,
    space,
    fc.constantFrom(
      '1',
      "'x'",
      '"""a\nb"""',
      '[ 1,\n 2 ] # two',
      '{a=1,b = 2}',
      '1979-05-27T07:32:00Z',
      '0xFF',
    ),
  )
  .map(([key, gap, value]) => `${gap}_${key}${gap}=${gap}${value}`);
const tomlLines = fc.uniqueArray(tomlLine, { selector: (one) => one.split('=')[0]?.trim(), maxLength: 3 });
const tomlEnv = fc.constantFrom('table', 'inline', 'dotted', 'none');

const tomlDocument: fc.Arbitrary<Document> = fc
  .record({
    eol,
    top: tomlLines,
    other: tomlLines,
    inner: tomlLines,
    env: tomlEnv,
    gap: space,
    arrays: fc.boolean(),
  })
  .map(({ eol: end, top, other, inner, env, gap, arrays }) => {
    const lines = (all: readonly string[]): string =>
      all.map((one) => `${one.replaceAll('\n', end)}${end}`).join('');
    const rows = {
      inline: `env = {K="SECRET"}${end}`,
      dotted: `env.K = "SECRET" # s${end}`,
      table: '',
      none: '',
    };
    const table = env === 'table' ? `[mcp_servers.fs.env] # e${end}${gap}K='SECRET'${end}` : '';
    return {
      before: `# top${end}${lines(top)}${end}[mcp_servers.fs]${gap}# fs${end}`,
      entry: `${gap}command${gap}=${gap}'npx'\t# run${end}${rows[env]}${lines(inner)}${table}`,
      after: `${end}# next${end}${arrays ? `[[list]]${end}a = 1${end}[[list]]${end}` : ''}[other]${end}${lines(other)}`,
    };
  });

const yamlLine = fc
  .tuple(
    word,
    fc.constantFrom(
      '1',
      "'x'",
      '"y" # z',
      '[ 1,  2 ]',
      '{a: 1,b:  2}',
      '|\n      a\n      b',
      '>-\n      a',
      '\n    - x\n    -  y',
    ),
  )
  .map(([key, value]) => `_${key}:${value.startsWith('\n') ? '' : '  '}${value}`);
const yamlLines = fc.uniqueArray(yamlLine, { selector: (one) => one.split(':')[0], maxLength: 3 });

const yamlDocument: fc.Arbitrary<Document> = fc
  .record({
    eol,
    top: yamlLines,
    other: yamlLines,
    inner: yamlLines,
    flow: fc.boolean(),
    first: fc.boolean(),
  })
  .map(({ eol: end, top, other, inner, flow, first }) => {
    const lines = (all: readonly string[], indent: string): string =>
      all.map((one) => `${indent}${one}\n`).join('');
    const env = flow ? '    env: {K: SECRET}\n' : '    env:\n      K: SECRET # s\n\n';
    const own = first ? `    command:   npx # run\n${env}` : `${env}    command: "npx"\n`;
    const spell = (one: string): string => one.replaceAll('\n', end);
    return {
      before: spell(`# top\n${lines(top, '')}mcpServers:\n  fs: # fs\n`),
      entry: spell(`${own}${lines(inner, '    ')}`),
      after: spell(`  # next\n  zz: {command: x}\nlast:\n  ___:\n${lines(other, '  ')}`),
    };
  });

const kinds: readonly (readonly [string, ConfigFormat, fc.Arbitrary<Document>, string])[] = [
  ['JSON', strictJson, jsonDocument(false), 'mcpServers'],
  ['JSON with comments', jsonc, jsonDocument(true), 'mcpServers'],
  ['TOML', toml, tomlDocument, 'mcp_servers'],
  ['YAML', yaml, yamlDocument, 'mcpServers'],
];

const loneNewline = /(?<!\r)\n/;

test.each(kinds)('%s keeps every byte outside the entry', (_name, format, documents, root) => {
  let edits = 0;
  fc.assert(
    fc.property(documents, ({ before, entry, after }) => {
      const whole = before + entry + after;
      const parsed = format.parse(whole);
      expect(parsed, whole).toMatchObject({ ok: true });
      const at = (key: string): readonly string[] => [root, 'fs', key];
      const edited = editText(format, whole, [
        { path: at('command'), value: '/opt/remit', after: '' },
        { path: at('args'), value: ['connect', 'fs "x" \\ é'], after: 'command' },
        { path: at('env'), value: { TOKEN: 't' }, after: 'args' },
        { path: at('timeout'), value: 3600, after: 'args' },
      ]);
      if (!edited.ok) throw new Error(`${edited.error}\n${whole}`);
      expect(edited.value.startsWith(before), edited.value).toBe(true);
      expect(edited.value.endsWith(after), edited.value).toBe(true);
      expect(edited.value).not.toContain('SECRET');
      if (!loneNewline.test(whole)) expect(edited.value).not.toMatch(loneNewline);
      const removed = editText(format, edited.value, [{ path: at('env'), value: undefined, after: '' }]);
      if (!removed.ok) throw new Error(`${removed.error}\n${edited.value}`);
      expect(removed.value.startsWith(before)).toBe(true);
      expect(removed.value.endsWith(after), removed.value).toBe(true);
      edits += 1;
    }),
    { numRuns: 300 },
  );
  expect(edits).toBe(300);
});
