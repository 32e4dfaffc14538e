// A whole case: a call, the grants and denials in force, protected places, and what has been used.

import fc from 'fast-check';
import type { Call } from '../../shared/contract/call.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Usage } from '../../shared/core/usage.ts';
import { callArbitrary, placesArbitrary } from './arbitrary-call.ts';
import {
  COUNTERS,
  denialSketch,
  grantSketch,
  hingeSketch,
  tornSketches,
  type GrantSketch,
} from './arbitrary-grant.ts';
import { AMOUNTS } from './arbitrary-reach.ts';

/** What has been used, as data: a failing case can be read. */
export type Used = {
  readonly reached: readonly string[];
  readonly lapsed: readonly number[];
  readonly spent: readonly string[];
};
export type Scene = {
  readonly call: Call;
  readonly grants: readonly Grant[];
  readonly denials: readonly Grant[];
  /** A grant that isn't among the others, for laws about one more. */
  readonly more: Grant;
  readonly places: readonly string[];
  readonly used: Used;
};

/** Grants lapse by the number in their id; what is spent of a part depends on its grant and place. */
export function usageOf({ reached, lapsed, spent }: Used): Usage {
  return {
    isReached: ({ counter, maxCalls, perMinute }) =>
      maxCalls === 0 || perMinute === 0 || reached.includes(counter),
    hasLapsed: (id) => lapsed.includes(Number(id.slice(1))),
    spent: (id) => spent[(id.charCodeAt(1) + id.charCodeAt(id.length - 1)) % 3] ?? '0',
  };
}

const usedArbitrary: fc.Arbitrary<Used> = fc.record({
  reached: fc.oneof(fc.constant([]), fc.subarray(COUNTERS)),
  lapsed: fc.oneof(fc.constant([]), fc.subarray([0, 1, 2, 90])),
  spent: fc.tuple(fc.constant('0'), fc.constantFrom('0', ...AMOUNTS), fc.constantFrom('0', ...AMOUNTS)),
});

function made(sketches: readonly GrantSketch[], call: Call, first: number): readonly Grant[] {
  return sketches.map((sketch, at) => sketch(call, `g${first + at}`));
}

const grantSketches: fc.Arbitrary<readonly GrantSketch[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(grantSketch, { maxLength: 5 }) },
  { weight: 4, arbitrary: fc.tuple(hingeSketch) },
  { weight: 1, arbitrary: tornSketches },
);

/** `denying`: of ten cases, how many hold denials. */
export function sceneArbitrary(denying: number): fc.Arbitrary<Scene> {
  const denials = fc.array(denialSketch, { minLength: 1, maxLength: 2 });
  return fc
    .record({
      call: callArbitrary,
      others: fc.array(callArbitrary, { maxLength: 1 }),
      grants: grantSketches,
      denials: fc.oneof(
        { weight: 10 - denying, arbitrary: fc.constant([]) },
        { weight: denying, arbitrary: denials },
      ),
      more: grantSketch,
      again: fc.boolean(),
      // Before or after all others in the order of ids.
      moreId: fc.constantFrom('g00', 'g90'),
      places: placesArbitrary,
      used: usedArbitrary,
    })
    .map(({ call, others, grants, denials: never, more, again, moreId, places, used }) => {
      // Grants about another call are neighbours of those about this one.
      const [other = call] = others;
      // One more is often much the same as one that is there.
      const [first = more] = again ? grants : [];
      const own = grants.map((sketch, at) => sketch(at > 2 ? other : call, `g${at}`));
      return {
        call,
        grants: own,
        denials: made(never, call, 50),
        more: first(call, moreId),
        places,
        used,
      };
    });
}
