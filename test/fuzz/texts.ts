// The readers of whole texts: scope files, lines of `remit check`, patches.

import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readCallLine } from '../../electron/cli/call-line.ts';
import { parseScope } from '../../electron/authority/load-scope.ts';
import type { Place } from '../../shared/contract/place.ts';
import { ok } from '../../shared/contract/result.ts';
import { holdsLongNumber } from '../../shared/core/strict-json.ts';
import { readPatch } from '../../shared/core/read-patch.ts';
import type { Random } from '../support/random.ts';
import { makeArguments, PATHS } from './call-grammar.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const PLACE: Place = {
  platform: 'linux',
  cwd: '/home/u',
  home: '/home/u',
  bases: [],
  linkAt: () => ok(null),
};
const noWait = (): Promise<void> => Promise.resolve();

/** The manual's examples name every key that there is. */
function examples(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'scope.md'), 'utf8');
  return [...text.matchAll(/^```json\n(.*?)^```/gms)].map((found) => found[1] ?? '');
}

/** A reader that takes the last of two equal keys may not find more entries than were read. */
function scopeProblem(text: string): string | null {
  const grants = parseScope(text, PLACE);
  if (!grants.ok) return null;
  const plain: unknown = JSON.parse(text);
  const entries = ['tools', 'reach', 'deny'].map((key): unknown => Reflect.get(Object(plain), key) ?? []);
  const count = entries.reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 0), 0);
  return count === grants.value.length
    ? null
    : `${count} entries are written, and ${grants.value.length} are read`;
}

function lineProblem(text: string): string | null {
  const bytes = Buffer.from(text, 'utf8');
  const read = readCallLine({ kind: 'line', bytes }, PLACE);
  if (!read.ok) return null;
  const { args, argsText, tool } = read.value.subject;
  const plain: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof plain !== 'object' || plain === null || !('tool' in plain)) return 'it is no object';
  if (plain.tool !== tool) return 'another tool is read';
  const written = 'args' in plain ? plain.args : {};
  if (!isDeepStrictEqual(JSON.parse(argsText), written)) return 'the text of other arguments is read';
  if (!holdsLongNumber(args) && !isDeepStrictEqual(args, written)) return 'other arguments are read';
  return null;
}

const HEADERS = ['Add File', 'Update File', 'Delete File', 'Move to'];

/** Whatever a lenient reader takes for a header names a file that was found. Blanks around a path are for the reader of paths. */
function patchProblem(text: string): string | null {
  const read = readPatch(text);
  if (!read.ok) return null;
  for (const line of text.split(/[\r\n]+/)) {
    const trimmed = line.trim();
    const header = HEADERS.find((one) => trimmed.toLowerCase().startsWith(`*** ${one.toLowerCase()}:`));
    if (header === undefined) continue;
    const path = trimmed.slice(header.length + 5).trim();
    if (path !== '' && !read.value.some((one) => one.trim() === path))
      return `it names ${JSON.stringify(path)} and is read past it`;
  }
  return null;
}

function makePatch(random: Random): string {
  const file = (): string =>
    `*** ${random.one(['Add File', 'Update File', 'Delete File', 'Move to'])}: ${random.one(PATHS)}`;
  const lines = Array.from({ length: 1 + random.number(6) }, () =>
    random.chance(2) ? file() : random.one(['+x', '-y', ' z', '@@', '*** End of File', '***', '']),
  );
  return ['*** Begin Patch', file(), ...lines, '*** End Patch'].join(random.one(['\n', '\n', '\r\n', '\r']));
}

function makeLine(random: Random): string {
  const { tool, args } = makeArguments(random);
  const rest = random.one([
    '',
    ',"cwd":"/home/u/a"',
    ',"platform":"win32"',
    ',"home":"~"',
    ',"tool_def":{"name":"x"}',
  ]);
  return `{"id":${random.number(9)},"server":"s","tool":${JSON.stringify(tool)},"args":${args}${rest}}`;
}

const EXAMPLES = examples();

export const TEXT_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'scope-file',
    // No agent sends it: whoever wrote thousands of mistakes waits for them once, when the broker starts.
    readings: 8,
    ready: noWait,
    seeds: EXAMPLES,
    make: (random) => EXAMPLES[random.number(EXAMPLES.length)] ?? '{}',
    run: scopeProblem,
  },
  {
    name: 'check-line',
    ready: noWait,
    seeds: ['{"server":"s","tool":"t"}'],
    make: makeLine,
    run: lineProblem,
  },
  {
    name: 'patch',
    ready: noWait,
    seeds: ['*** Begin Patch\n*** Add File: a\n+x\n*** End Patch'],
    make: makePatch,
    run: patchProblem,
  },
];
