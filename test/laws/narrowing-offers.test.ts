// What is offered as a narrower form of a grant is one: it is proved, and lets nothing through that the grant doesn't.

import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NarrowingOffers } from '../../electron/authority/narrowing-offers.ts';
import { isNarrowerGrant } from '../../shared/core/narrower-grant.ts';
import { narrowings } from '../../shared/core/narrowings.ts';
import { protectedPlaces } from '../../shared/core/protected-names.ts';
import { callArbitrary, INSTANTS, NOW } from './arbitrary-call.ts';
import { sceneArbitrary } from './arbitrary-scene.ts';
import { judge, RUNS, SEED } from './law.ts';

process.stdout.write(`narrowing offers: ${RUNS} cases, seed ${SEED}\n`);

const keyOf = (path: string): string => path;
const uses = fc.array(callArbitrary, { maxLength: 3 });

test('every narrower form is proved to be one, or is not offered', () => {
  const kinds = new Set<string>();
  let made = 0;
  let told = 0;
  fc.assert(
    fc.property(sceneArbitrary(0), uses, fc.boolean(), (drawn, others, isUsed) => {
      // A new id would never lapse in these scenes; in the broker a narrowed grant lapses with the one before.
      const scene = { ...drawn, used: { ...drawn.used, lapsed: [] } };
      const [wide, ...beside] = scene.grants;
      if (wide === undefined) return;
      const rules = { keyOf, protectedPlaces: protectedPlaces(scene.places) };
      const offers = new NarrowingOffers({
        home: '/home/u',
        protectedKeys: scene.places,
        now: () => new Date(NOW),
        rules: () => rules,
      });
      const used = isUsed ? [scene.call, ...others] : others;
      const [tomorrow = NOW, nextWeek = NOW] = INSTANTS;
      made += narrowings(wide, used, { keyOf, tomorrow, nextWeek }).length;
      for (const { id } of offers.of(wide, used)) {
        kinds.add(id.replace(/\..*/, ''));
        const narrow = offers.find(wide.id, id);
        if (narrow === null) throw new Error(`${id} was offered and is not there`);
        expect(isNarrowerGrant(narrow, wide, rules)).toBe(true);
        expect(isNarrowerGrant(wide, narrow, rules)).toBe(false);
        if (judge(scene, [narrow, ...beside]).kind !== 'inside') continue;
        told += 1;
        expect(judge(scene, [wide, ...beside]).kind).toBe('inside');
      }
    }),
    { numRuns: RUNS * 3, seed: SEED },
  );
  expect([...kinds].sort()).toEqual(['day', 'read', 'used', 'week']);
  expect(made, 'narrower forms that were made').toBeGreaterThan(RUNS / 4);
  expect(told, 'offers that let the call through').toBeGreaterThan(RUNS / 100);
});
