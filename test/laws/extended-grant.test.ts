// An extended grant allows the same as the one it comes from: whatever is proposed, its extent is equal, and no call comes inside that
// wasn't before but for the time and the limits.

import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longerSchema, type Extension, type GrantStanding } from '../../shared/contract/authority.ts';
import { grantIdSchema, instantSchema } from '../../shared/contract/ids.ts';
import type { Grant, Lifetime } from '../../shared/contract/scope.ts';
import { extendedGrant } from '../../shared/core/extended-grant.ts';
import { extensionPoints } from '../../shared/core/extension-points.ts';
import { COUNTERS } from './arbitrary-grant.ts';
import { INSTANTS, NOW, SESSIONS } from './arbitrary-call.ts';
import { sceneArbitrary } from './arbitrary-scene.ts';
import { judge, RUNS, SEED } from './law.ts';

process.stdout.write(`extended grants: ${RUNS} cases, seed ${SEED}\n`);

const STANDINGS: readonly GrantStanding[] = ['in-force', 'unused', 'lapsed', 'used-up', 'ended', 'revoked'];
const ID = grantIdSchema.parse('g77');

const count = fc.option(fc.integer({ min: 1, max: 500 }), { nil: null });
const amount = fc.option(fc.constantFrom('1', '9.99', '40', '100', '5000'), { nil: null });

/** Whatever a window, even one that lies, could send about a grant. */
function proposals({ id, limits, reach }: Grant): fc.Arbitrary<Extension> {
  const parts = reach.flatMap((part) => (part.kind === 'spend' ? [part.id] : []));
  const counters = limits.length === 0 ? COUNTERS : limits.map(({ counter }) => counter);
  return fc.record({
    grant: fc.constant(id),
    lifetime: fc.option(fc.constantFrom(...longerSchema.options), { nil: null }),
    limits: fc.oneof(
      fc.constant([]),
      fc.array(
        fc.record(
          { counter: fc.constantFrom(...counters), maxCalls: count, perMinute: count },
          { requiredKeys: ['counter'] },
        ),
        { maxLength: 2 },
      ),
    ),
    spend: fc.oneof(
      fc.constant([]),
      fc.array(
        fc.record(
          { part: fc.constantFrom(...parts, ID), perCall: amount, total: amount },
          { requiredKeys: ['part'] },
        ),
        { maxLength: 2 },
      ),
    ),
    renews: fc.boolean(),
  });
}

/** What a grant allows: nothing of its names, its time and its limits. */
function extent({ agent, tools, reach, deny }: Grant): unknown {
  const bare = (part: object): object => {
    const {
      id: _id,
      perCall: _perCall,
      total: _total,
      ...rest
    } = { id: '', perCall: '', total: '', ...part };
    return rest;
  };
  return { agent, tools: tools.map(bare), reach: reach.map(bare), deny: deny.map(bare) };
}

/** A grant without its limits. */
function unlimited(grant: Grant): Grant {
  return {
    ...grant,
    limits: [],
    reach: grant.reach.map((part) => {
      if (part.kind !== 'spend') return part;
      const { perCall: _perCall, ...rest } = part;
      return { ...rest, total: '1000000000' };
    }),
  };
}

const LIFETIMES: readonly Lifetime[] = [
  { kind: 'always' },
  ...INSTANTS.map((at) => ({ kind: 'until' as const, at })),
  ...SESSIONS.map((session) => ({ kind: 'session' as const, session })),
];

const termsOf = fc.record({
  lifetime: fc.constantFrom(...LIFETIMES),
  limits: fc.subarray(
    COUNTERS.map((counter) => ({ counter, maxCalls: 5, perMinute: 3 })),
    { maxLength: 2 },
  ),
});

const cases = fc.tuple(sceneArbitrary(3), termsOf).chain(([scene, terms]) => {
  const [first = scene.more, ...others] = scene.grants;
  const deny = scene.denials[0]?.deny ?? [];
  const grant = { ...first, ...terms, deny };
  return fc.record({
    scene: fc.constant(scene),
    grant: fc.constant(grant),
    others: fc.constant(others),
    standing: fc.constantFrom(...STANDINGS),
    wanted: proposals(grant),
  });
});

const after = (ms: number) => instantSchema.parse(new Date(Date.parse(NOW) + ms).toISOString());
const ends = { hour: after(3_600_000), day: after(86_400_000), week: after(7 * 86_400_000) };
const NAMING = { id: ID, ends, words: () => 'new words' };

test('an extension never changes what a grant allows', () => {
  let extended = 0;
  let inside = 0;
  fc.assert(
    fc.property(cases, ({ scene, grant, others, standing, wanted }) => {
      const made = extendedGrant({ grant, standing }, wanted, NAMING);
      if (!made.ok) return;
      extended += 1;
      expect(extent(made.value)).toEqual(extent(grant));
      const fresh = { ...scene, used: { reached: [], lapsed: [], spent: ['0', '0', '0'] } };
      if (judge(fresh, [made.value, ...others]).kind !== 'inside') return;
      inside += 1;
      const { lifetime } = made.value;
      expect(judge(fresh, [{ ...unlimited(grant), lifetime }, ...others]).kind).toBe('inside');
    }),
    { numRuns: RUNS * 5, seed: SEED },
  );
  expect(extended, 'proposals that make a grant').toBeGreaterThan(RUNS / 10);
  expect(inside, 'extended grants that let the call through').toBeGreaterThan(RUNS / 100);
});

test('an extension is more in at least one point, and in none less', () => {
  let told = 0;
  fc.assert(
    fc.property(cases, ({ grant, standing, wanted }) => {
      const made = extendedGrant({ grant, standing }, wanted, NAMING);
      if (!made.ok) return;
      const after = made.value;
      told += 1;
      expect(
        extensionPoints(grant, after, {
          standing,
          renews: wanted.renews,
          timeWords: (at) => at,
          spanWords: () => '',
        }),
      ).not.toEqual([]);
      const isKept = JSON.stringify(after.lifetime) === JSON.stringify(grant.lifetime);
      if (after.lifetime.kind === 'until' && grant.lifetime.kind === 'until' && !isKept)
        expect(after.lifetime.at > (standing === 'ended' ? NOW : grant.lifetime.at)).toBe(true);
      expect(after.limits.length).toBe(grant.limits.length);
      after.limits.forEach((limit, at) => {
        const before = grant.limits[at];
        expect(limit.maxCalls ?? Infinity).toBeGreaterThanOrEqual(before?.maxCalls ?? Infinity);
        expect(limit.perMinute ?? Infinity).toBeGreaterThanOrEqual(before?.perMinute ?? Infinity);
        expect(limit.counter === before?.counter).toBe(!wanted.renews);
      });
      after.reach.forEach((part, at) => {
        const before = grant.reach[at];
        if (part.kind !== 'spend' || before?.kind !== 'spend') return;
        expect(Number(part.perCall ?? Infinity)).toBeGreaterThanOrEqual(Number(before.perCall ?? Infinity));
        expect(Number(part.total ?? Infinity)).toBeGreaterThanOrEqual(Number(before.total ?? Infinity));
      });
    }),
    { numRuns: RUNS * 5, seed: SEED },
  );
  expect(told, 'proposals that make a grant').toBeGreaterThan(RUNS / 10);
});

test('a revoked grant and one for a single call are not extended', () => {
  fc.assert(
    fc.property(cases, ({ scene, grant, standing, wanted }) => {
      expect(extendedGrant({ grant, standing: 'revoked' }, wanted, NAMING).ok).toBe(false);
      const once = { ...grant, lifetime: { kind: 'once' as const, digest: scene.call.digest } };
      expect(extendedGrant({ grant: once, standing }, wanted, NAMING).ok).toBe(false);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
