import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call, PathReach } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import type { RungKind } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { ladder, type RungOffer } from '../../shared/core/ladder.ts';
import { callArbitrary, NOW, protectedArbitrary } from './arbitrary-call.ts';

const runs = Number(process.env['REMIT_LAW_RUNS'] ?? 1000);
const seed = Number(process.env['REMIT_LAW_SEED'] ?? Date.now() % 2 ** 31);
process.stdout.write(`ladder: ${runs} cases each, seed ${seed}\n`);

const same = (path: string): string => path;
const place = (protectedKeys: readonly string[]) => ({ home: '/a/ab', keyOf: same, protectedKeys });

function grantOf(offer: RungOffer): Grant {
  const parts = offer.grant((suffix) => grantIdSchema.parse(`g.${suffix}`));
  const id = grantIdSchema.parse('g');
  return { id, words: offer.rung.words, lifetime: { kind: 'always' }, deny: [], ...parts };
}

function covers(offer: RungOffer, call: Call, protectedKeys: readonly string[]): boolean {
  return decide(call, compileScope([grantOf(offer)], same, protectedKeys), NOW).kind === 'inside';
}

function paths(call: Call): readonly PathReach[] {
  return call.reaches.filter((reach): reach is PathReach => reach.kind === 'file' || reach.kind === 'folder');
}

function valuesOf(call: Call): string {
  return JSON.stringify(call.reaches.filter((reach) => reach.kind === 'value'));
}

function sortedText(args: Call['args']): string {
  return JSON.stringify(Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function definitionOf({ definition }: Call): string {
  return definition.kind === 'listed' ? definition.hash : definition.kind;
}

/** What each rung's sentence says of another call, read off the sentence and not off the grant. */
function sentenceAllows(kind: RungKind, words: string, asked: Call, other: Call): boolean {
  const sameTool =
    asked.server.name === other.server.name &&
    asked.server.identity === other.server.identity &&
    asked.tool === other.tool &&
    definitionOf(asked) === definitionOf(other);
  if (!sameTool) return false;
  const writing = words.includes('write ');
  const undetermined = other.reaches.some((reach) => reach.kind === 'undetermined');
  switch (kind) {
    case 'tool':
      return true;
    case 'call':
      return sortedText(asked.args) === sortedText(other.args) && !undetermined;
    case 'file': {
      const files = new Set(paths(asked).map((reach) => reach.key));
      return (
        !undetermined &&
        valuesOf(asked) === valuesOf(other) &&
        paths(other).length > 0 &&
        paths(other).every(
          (reach) => reach.kind === 'file' && files.has(reach.key) && (writing || reach.access === 'read'),
        )
      );
    }
    case 'folder': {
      const folder = /anything in (\S+) with/.exec(words)?.[1]?.replace(/^~/, '/a/ab') ?? 'none';
      return (
        !undetermined &&
        valuesOf(asked) === valuesOf(other) &&
        paths(other).length > 0 &&
        paths(other).every(
          (reach) => `${reach.key}/`.startsWith(`${folder}/`) && (writing || reach.access === 'read'),
        )
      );
    }
    default:
      return assertNever(kind);
  }
}

/** The asked call with some of its arguments taken from another one, or left out. */
function blend(asked: Call, other: Call, take: readonly ('asked' | 'other' | 'neither')[]): Call {
  const chosen = ['path', 'to', 'mode'].flatMap((name, index) => {
    const source = take[index] === 'asked' ? asked : other;
    const reaches = source.reaches.filter((reach) => reach.pointer === `/${name}`);
    return take[index] === 'neither' || reaches.length === 0
      ? []
      : [{ name, value: source.args[name], reaches }];
  });
  const args = Object.fromEntries(
    chosen.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    ...asked,
    args,
    argsText: JSON.stringify(args),
    reaches: chosen.flatMap(({ reaches }) => reaches),
  };
}

/** A call and another one that is near it: what tells them apart is what a rung has to get right. */
const neighbours = fc
  .record({
    asked: callArbitrary,
    other: callArbitrary,
    near: fc.constantFrom('far', 'tool', 'arguments'),
    take: fc.array(fc.constantFrom('asked', 'other', 'neither'), { minLength: 3, maxLength: 3 }),
  })
  .map(({ asked, other, near, take }): [Call, Call] => {
    if (near === 'far') return [asked, other];
    if (near === 'tool')
      return [asked, { ...other, server: asked.server, tool: asked.tool, definition: asked.definition }];
    return [asked, blend(asked, other, take)];
  });

test('a remembered rung covers nothing outside its sentence', () => {
  const covered = new Map<RungKind, number>();
  fc.assert(
    fc.property(neighbours, protectedArbitrary, ([asked, other], places) => {
      for (const offer of ladder(asked, place(places))) {
        const { kind, words } = offer.rung;
        if (!covers(offer, other, places)) continue;
        covered.set(kind, (covered.get(kind) ?? 0) + 1);
        expect(sentenceAllows(kind, words, asked, other), `${words}: ${JSON.stringify(other.reaches)}`).toBe(
          true,
        );
      }
    }),
    { numRuns: runs * 4, seed },
  );
  for (const kind of ['call', 'file', 'folder', 'tool'] as const)
    expect(covered.get(kind), kind).toBeGreaterThan(3);
});

test('every rung that is offered covers the call that asks', () => {
  fc.assert(
    fc.property(callArbitrary, protectedArbitrary, (call, places) => {
      const offers = ladder(call, place(places));
      expect(offers.every((offer) => covers(offer, call, places))).toBe(true);
      expect(offers.map((offer) => offer.rung.kind)).toContain('tool');
    }),
    { numRuns: runs, seed },
  );
});

test('no folder rung reaches into a protected place', () => {
  let told = 0;
  fc.assert(
    fc.property(neighbours, protectedArbitrary, ([asked, other], places) => {
      for (const offer of ladder(asked, place(places))) {
        if (offer.rung.kind !== 'folder') continue;
        const inside = paths(other).some((reach) =>
          places.some((key) => `${reach.key}/`.startsWith(`${key}/`)),
        );
        if (!inside) continue;
        told += 1;
        expect(covers(offer, other, places)).toBe(false);
      }
    }),
    { numRuns: runs * 4, seed },
  );
  expect(told).toBeGreaterThan(10);
});
