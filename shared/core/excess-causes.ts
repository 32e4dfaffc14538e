// What stands behind each excess of a verdict: something that the call reaches, or the grant of the tool itself.

import { isPathReach, type Reach } from '../contract/reach.ts';
import type { Excess } from '../contract/verdict.ts';
import { keyedExcess } from './explain-keyed.ts';
import { coveringTools, type Judged } from './find-cover.ts';
import { shortened } from './scope-words.ts';

/** `none`: nothing that a grant could name stands behind it. */
export type Cause =
  | { readonly kind: 'reach'; readonly reach: Exclude<Reach, { readonly kind: 'undetermined' }> }
  | { readonly kind: 'tool'; readonly reach: null }
  | { readonly kind: 'none'; readonly reach: null };

/** The causes of the excesses, in their order. */
export function excessCauses(judged: Judged, excesses: readonly Excess[]): readonly Cause[] {
  const { call, scope } = judged;
  const isCovered = coveringTools(judged, scope.fitting(call.server.name, call.tool)).length > 0;
  const left = [...call.reaches];
  return excesses.map((excess): Cause => {
    // While no grant covers the tool, what it says of values is a matter of that grant.
    if (excess.kind === 'tool' || (excess.kind === 'value' && !isCovered))
      return { kind: 'tool', reach: null };
    const at = left.findIndex((reach) => isCause(reach, excess, judged));
    const [reach] = at === -1 ? [] : left.splice(at, 1);
    return reach === undefined || reach.kind === 'undetermined'
      ? { kind: 'none', reach: null }
      : { kind: 'reach', reach };
  });
}

function isCause(reach: Reach, { kind, pointer, asked, access }: Excess, judged: Judged): boolean {
  if (reach.kind !== kind || reach.pointer !== pointer) return false;
  if (reach.kind === 'undetermined') return shortened(reach.asked) === asked;
  if (isPathReach(reach)) return reach.real === asked && reach.access === access;
  const told = keyedExcess(reach, judged, []);
  return told.asked === asked && told.access === access;
}
