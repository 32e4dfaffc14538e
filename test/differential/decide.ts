// Judges generated cases twice: by the indexed judge, and by the naive one that was written from the design's sentences alone.

import fc from 'fast-check';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { NOW } from '../laws/arbitrary-call.ts';
import { sceneArbitrary, usageOf, type Scene } from '../laws/arbitrary-scene.ts';
import { naiveDecide } from '../laws/naive-decide.ts';

/** `unsafe`: cases that Remit would let through and the other wouldn't. `safe`: how many it is the other way round. */
export type Differences = {
  readonly cases: number;
  readonly unsafe: readonly string[];
  readonly safe: number;
};

/** Cases that are drawn at a time: they are forgotten before the next are drawn. */
const BATCH = 1000;
/** Of ten cases, how many have denials in force. */
const DENYING = 3;

export async function differentialDecide(count: number, seed: number): Promise<Differences> {
  const unsafe: string[] = [];
  let safe = 0;
  for (let done = 0; done < count; done += BATCH) {
    const numRuns = Math.min(BATCH, count - done);
    for (const scene of fc.sample(sceneArbitrary(DENYING), { numRuns, seed: seed + done })) {
      const [own, other] = verdicts(scene);
      if (own === other) continue;
      if (own === 'inside') unsafe.push(`${other}: ${JSON.stringify(scene)}`);
      else safe += 1;
    }
    // Whoever waits beside it gets a turn.
    await Promise.resolve();
  }
  return { cases: count, unsafe, safe };
}

/** A judge that fails lets nothing through. */
function verdicts({ call, grants: allowing, denials, places, used }: Scene): readonly [string, string] {
  const grants = [...allowing, ...denials];
  const usage = usageOf(used);
  const naive = naiveDecide(call, { grants, protectedKeys: places, usage }, NOW);
  try {
    return [
      decide(
        call,
        compileScope(grants, (path) => path, places),
        NOW,
        usage,
      ).kind,
      naive,
    ];
  } catch (error) {
    return [`failed (${String(error)})`, naive];
  }
}
