import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import {
  callArbitrary,
  denialArbitrary,
  grantArbitrary,
  grantsAndDenialsArbitrary,
  grantsArbitrary,
  NOW,
  protectedArbitrary,
} from './arbitrary-call.ts';
import { naiveDecide } from './naive-decide.ts';

const runs = Number(process.env['REMIT_LAW_RUNS'] ?? 1000);
const seed = Number(process.env['REMIT_LAW_SEED'] ?? Date.now() % 2 ** 31);
process.stdout.write(`laws: ${runs} cases each, seed ${seed}\n`);

const same = (path: string): string => path;
function judge(call: Call, grants: readonly Grant[], places: readonly string[] = []): Verdict {
  return decide(call, compileScope(grants, same, places), NOW);
}

/** States a law, and that the cases which say something about it weren't all missing. */
function law<T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => boolean,
): void {
  test(name, () => {
    let told = 0;
    fc.assert(
      fc.property(...arbitraries, (...values) => {
        if (holds(...values)) told += 1;
      }),
      { numRuns: runs, seed },
    );
    expect(told, 'cases that the law says something about').toBeGreaterThan(runs / 100);
  });
}

describe('laws of decide', () => {
  law('default deny', [callArbitrary], (call) => {
    expect(judge(call, []).kind).toBe('exceeds');
    return true;
  });

  law('an empty list grants nothing', [callArbitrary, grantArbitrary(0)], (call, grant) => {
    expect(judge(call, [{ ...grant, tools: [], deny: [] }]).kind).toBe('exceeds');
    const none = {
      ...grant,
      reach: [],
      tools: grant.tools.map(({ reach: _any, otherArgs: _others, args: _args, ...tool }) => tool),
    };
    if (call.reaches.length > 0) expect(judge(call, [none]).kind).toBe('exceeds');
    return call.reaches.length > 0;
  });

  law(
    'deny trumps allow',
    [callArbitrary, grantsArbitrary, denialArbitrary, grantArbitrary(0)],
    (call, grants, denial, shell) => {
      const deny: Grant = { ...shell, lifetime: { kind: 'always' }, tools: [], reach: [], deny: [denial] };
      const alone = judge(call, [deny]);
      if (alone.kind !== 'denied') return false;
      expect(judge(call, [...grants, deny]).kind).toBe('denied');
      expect(judge(call, [deny, ...grants]).kind).toBe('denied');
      return true;
    },
  );

  law(
    'adding an allow never removes an allow',
    [callArbitrary, grantsAndDenialsArbitrary, grantArbitrary(0), protectedArbitrary],
    (call, grants, more, places) => {
      if (judge(call, grants, places).kind !== 'inside') return false;
      expect(judge(call, [...grants, more], places).kind).toBe('inside');
      return true;
    },
  );

  law(
    'order and duplicates do not matter',
    [callArbitrary, grantsAndDenialsArbitrary, protectedArbitrary, fc.nat()],
    (call, grants, places, turn) => {
      const at = grants.length === 0 ? 0 : turn % grants.length;
      const turned = [...grants.slice(at), ...grants.slice(0, at)].map((grant) => ({
        ...grant,
        tools: [...grant.tools].reverse(),
        reach: [...grant.reach].reverse(),
      }));
      const verdict = judge(call, grants, places);
      expect(judge(call, turned, places)).toEqual(verdict);
      expect(judge(call, [...turned].reverse(), places)).toEqual(verdict);
      expect(judge(call, [...turned, ...grants], places)).toEqual(verdict);
      return grants.length > 1;
    },
  );

  law(
    'expired equals absent',
    [callArbitrary, grantsAndDenialsArbitrary, protectedArbitrary],
    (call, grants, places) => {
      const live = grants.filter(({ lifetime }) => {
        if (lifetime.kind === 'until') return lifetime.at > NOW;
        return lifetime.kind === 'always' || lifetime.session === call.session;
      });
      expect(judge(call, grants, places)).toEqual(judge(call, live, places));
      return live.length < grants.length;
    },
  );

  law(
    'the judge agrees with a naive one',
    [callArbitrary, grantsAndDenialsArbitrary, protectedArbitrary],
    (call, grants, places) => {
      const verdict = judge(call, grants, places);
      expect(verdict.kind).toBe(naiveDecide(call, { grants, protectedKeys: places }, NOW));
      return verdict.kind === 'inside';
    },
  );

  law(
    'whatever exceeds is explained, and whatever is inside names live grants',
    [callArbitrary, grantsAndDenialsArbitrary],
    (call, grants) => {
      const verdict = judge(call, grants);
      const ids = new Set<string>(
        grants.flatMap((grant) => [...grant.tools, ...grant.reach, ...grant.deny].map((part) => part.id)),
      );
      if (verdict.kind === 'exceeds') expect(verdict.excess.length).toBeGreaterThan(0);
      const named =
        verdict.kind === 'inside' ? verdict.grants : verdict.kind === 'denied' ? verdict.denials : [];
      expect(named.every((id) => ids.has(id))).toBe(true);
      return verdict.kind !== 'exceeds';
    },
  );
});
