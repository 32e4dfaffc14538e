// How a law is stated: as a property of whole cases, with the seed that repeats a failing one.

import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { NOW } from './arbitrary-call.ts';
import { sceneArbitrary, usageOf, type Scene } from './arbitrary-scene.ts';

/** Cases of each law: more of them at night. */
export const RUNS = Number(process.env['REMIT_LAW_RUNS'] ?? 1000);
export const SEED = Number(process.env['REMIT_LAW_SEED'] ?? Date.now() % 2 ** 31);

/** The paths of the laws' world have one spelling. */
const same = (path: string): string => path;

/** The verdict on a case's call; `grants` and `call` take the place of its own. */
export function judge(
  { call: own, places, used }: Scene,
  grants: readonly Grant[],
  call: Call = own,
): Verdict {
  return decide(call, compileScope(grants, same, places), NOW, usageOf(used));
}

/**
 * States a law. `holds` says of a case whether the law told something about it: one that tells nothing of nearly all cases proves nothing.
 * `denying`: of ten cases, how many have denials in force.
 */
export function law(name: string, denying: number, holds: (scene: Scene) => boolean): void {
  test(name, () => {
    let told = 0;
    fc.assert(
      fc.property(sceneArbitrary(denying), (scene) => {
        if (holds(scene)) told += 1;
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(told, 'cases that the law says something about').toBeGreaterThan(RUNS / 100);
  });
}

/** All of a case's grants, those that deny included. */
export function allOf({ grants, denials }: Scene): readonly Grant[] {
  return [...grants, ...denials];
}
