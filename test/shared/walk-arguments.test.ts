import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { ArgumentRole, ToolRoles } from '../../shared/contract/tool-profile.ts';
import { pointerTo } from '../../shared/core/arg-matcher.ts';
import { findReaches, readingOf } from '../../shared/core/find-reaches.ts';
import { stepsOf } from '../../shared/core/role-tree.ts';
import { isJsonList, isJsonObject } from '../../shared/core/strict-json.ts';
import { walkArguments } from '../../shared/core/walk-arguments.ts';
import { subject } from '../support/reach-subject.ts';

const NAMES = (
  'path file_path source destination url method to cc bcc channel amount currency quantity command cwd shell sql ' +
  'query database body subject content items a b / a/b ~ 0 *'
).split(' ');
const TEXTS = [
  '',
  'plain',
  '/etc/passwd',
  '../x',
  'https://a.test/',
  'ftp://a.test/',
  'anna@a.test',
  '#general',
  'GET',
  'EUR',
  '10.50',
  'git status',
  'SELECT 1',
  'a\nb',
];
const name = fc.constantFrom(...NAMES);
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...TEXTS),
    fc.constantFrom(null, true, false, 0, -1, 10.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
const args: fc.Arbitrary<JsonObject> = fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true });

const role: fc.Arbitrary<ArgumentRole> = fc.constantFrom<ArgumentRole>(
  { role: 'path', target: 'file', access: 'read' },
  { role: 'site', method: null },
  { role: 'recipient', form: 'mail' },
  { role: 'command', shell: 'bash', cwd: '/cwd' },
  { role: 'sql', dialect: null, database: '/database' },
  { role: 'payload' },
  { role: 'option' },
  { role: 'part' },
  { role: 'value' },
);
const pointer = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((steps) => steps.reduce(pointerTo, ''));
const corrections: fc.Arbitrary<ToolRoles | null> = fc.option(
  fc.dictionary(pointer, role, { maxKeys: 4, noNullPrototype: true }),
);

/** The pointers of all that holds nothing further. */
function leaves(one: JsonValue, at: string): readonly string[] {
  if (isJsonList(one) && one.length > 0)
    return one.flatMap((item, index) => leaves(item, pointerTo(at, index)));
  if (isJsonObject(one) && Object.keys(one).length > 0)
    return Object.entries(one).flatMap(([key, member]) => leaves(member, pointerTo(at, key)));
  return [at];
}

function isBeneath(leaf: string, above: string): boolean {
  return leaf === above || leaf.startsWith(`${above}/`);
}

describe('the walk', () => {
  test('visits every value exactly once, alone or with all beneath it', () => {
    fc.assert(
      fc.property(args, corrections, (given, roles) => {
        const visited: string[] = [];
        walkArguments(
          { ...subject('do_it', given), corrections: roles, known: null },
          { value: (one) => visited.push(one.pointer) },
        );
        for (const leaf of Object.keys(given).length === 0 ? [] : leaves(given, '')) {
          expect(visited.filter((one) => isBeneath(leaf, one))).toHaveLength(1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('every value that is no payload, option or part is a reach, or lies in one', () => {
    fc.assert(
      fc.property(args, (given) => {
        const call = subject('do_it', given);
        const reached = findReaches(call).map((reach) => reach.pointer);
        const silent = new Set<string>();
        walkArguments(
          { ...call, known: null },
          {
            value: ({ pointer: at, role: { role: is }, value: it }) => {
              const isNobody =
                is === 'recipient' && (it === '' || it === null || (isJsonList(it) && it.length === 0));
              const isOwnFolder = is === 'path' && it === '' && at.endsWith('/cwd');
              if (is === 'payload' || is === 'option' || is === 'part' || isNobody || isOwnFolder)
                silent.add(at);
            },
          },
        );
        for (const leaf of Object.keys(given).length === 0 ? [] : leaves(given, '')) {
          const isSilent = [...silent].some((one) => isBeneath(leaf, one));
          const isReached = reached.some((one) => isBeneath(leaf, one) || isBeneath(one, leaf));
          expect(isSilent || isReached, leaf).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('another argument takes no reach away: what was one is one, or says more about one', () => {
    fc.assert(
      fc.property(args, name, value, (given, extra, added) => {
        fc.pre(!Object.hasOwn(given, extra));
        const more = { ...given, [extra]: added };
        const before = findReaches(subject('do_it', given)).map((reach) => reach.pointer);
        const after = findReaches(subject('do_it', more)).map((reach) => reach.pointer);
        const parts = new Set<string>();
        walkArguments(
          { ...subject('do_it', more), known: null },
          { value: (one) => one.role.role === 'part' && parts.add(one.pointer) },
        );
        for (const one of before) expect(after.includes(one) || parts.has(one), one).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('nothing throws, whatever roles and values meet', () => {
    fc.assert(
      fc.property(args, corrections, (given, roles) => {
        const call = subject('do_it', given, { corrections: roles });
        findReaches(call);
        readingOf(call);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a reading', () => {
  test('is said once for the items of a list that are read alike', () => {
    const given = { files: Array.from({ length: 1000 }, (_, at) => ({ path: `/x/${at}`, n: at })) };
    expect(readingOf(subject('do_it', given)).map((reading) => reading.pointer)).toEqual([
      '/files/*/path',
      '/files/*/n',
    ]);
  });

  test('is a pointer into the arguments', () => {
    fc.assert(
      fc.property(args, (given) => {
        for (const reading of readingOf(subject('do_it', given)))
          expect(Object.keys(given)).toContain(stepsOf(reading.pointer)[0]);
      }),
    );
  });
});
