// The table of docs/architecture.md says of each room what `rooms.ts` allows it.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOMS } from './rooms.ts';

function quoted(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
}

const table = new Map(
  readFileSync('docs/architecture.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .flatMap((line) => {
      const [, rooms, , imports] = line.split('|');
      return quoted(rooms).map((room) => [room, quoted(imports)] as const);
    }),
);

const named = (at: string): string => at.replace(/\/$/, '');

test.each(ROOMS.map((room) => [named(room.at), room] as const))('%s', (name, { rooms, packages, types }) => {
  const allowed = [...rooms.map(named), ...packages, ...(types ?? []).map(named)];
  expect([...(table.get(name) ?? [])].sort()).toEqual(allowed.sort());
});

test('no other room', () => {
  expect([...table.keys()].sort()).toEqual(ROOMS.map(({ at }) => named(at)).sort());
});
