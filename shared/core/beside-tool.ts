// What a new grant has to bring along when it comes beside a grant of the tool: parts that were granted beside another one count there only.

import type { ReachGrant, ToolGrant } from '../contract/scope.ts';
import type { Reach } from '../contract/reach.ts';
import { jsonText } from './arg-matcher.ts';
import type { Cause } from './excess-causes.ts';
import {
  coverOf,
  coveringParts,
  coveringTools,
  freesReach,
  misfit,
  suffices,
  withinReach,
  type Covering,
  type Judged,
} from './find-cover.ts';
import { argumentWords, listWords } from './plain-words.ts';
import { matcherWords, reachGrantWords, shortened, withTilde } from './scope-words.ts';
import { standingUnder } from './standing-under.ts';

/** A grant of the tool that asks for certain arguments: what is remembered holds beside it, and for no other call of the tool. */
export type Beside = {
  readonly tool: Pick<ToolGrant, 'args' | 'otherArgs'>;
  readonly carried: readonly ReachGrant[];
};

/**
 * The grant of the tool under which the call misses least, where it asks for certain arguments. `free`: it asks for none, so that what is
 * remembered needn't be tied to it. `none`: what was granted beside it can't be brought along.
 */
export function besideWhich(judged: Judged, causes: readonly Cause[]): Beside | 'free' | 'none' {
  const near = nearestCovering(judged);
  if (near === null || asksOf(near.group.part).length === 0) return 'free';
  const carried = carriedGrants(judged, causes, (reach) => freesReach(near.group.part, reach));
  const { args, otherArgs } = near.group.part;
  return carried === null ? 'none' : { tool: { args, otherArgs }, carried };
}

function nearestCovering(judged: Judged): Covering | null {
  const { call, scope } = judged;
  let best: { readonly covering: Covering; readonly left: number } | null = null;
  for (const covering of coveringTools(judged, scope.fitting(call.server.name, call.tool))) {
    const left = standingUnder(covering, judged).left.length;
    if (best === null || left < best.left) best = { covering, left };
  }
  return best?.covering ?? null;
}

/** What a grant of a tool asks of its arguments, in words. */
function asksOf({ args = {} }: Pick<ToolGrant, 'args'>): readonly string[] {
  return Object.entries(args).flatMap(([pointer, matcher]) => {
    if (matcher === 'any' || 'reach' in matcher) return [];
    if (!('equals' in matcher)) return [`${argumentWords(pointer)} is ${matcherWords(matcher)}`];
    const value = shortened(jsonText(matcher.equals));
    return [pointer === '' ? `the arguments are ${value}` : `${argumentWords(pointer)} = ${value}`];
  });
}

/** ` where mode = "x" (as before: /home/u/p (write))`. */
export function besideWords(beside: Beside | 'free', home: string): string {
  if (beside === 'free') return '';
  return ` where ${listWords(asksOf(beside.tool))}${carriedWords(beside.carried, home)}`;
}

export function carriedWords(carried: readonly ReachGrant[], home: string): string {
  const before = carried.map((grant) => withTilde(reachGrantWords(grant), home));
  return before.length === 0 ? '' : ` (as before: ${listWords(before)})`;
}

/**
 * What the call touches and doesn't exceed with, but that was granted only beside another grant of this tool. `frees` says what the new one
 * frees. Null when it can't be brought along: it was freed with everything, or has a sum that is being used up.
 */
export function carriedGrants(
  judged: Judged,
  causes: readonly Cause[],
  frees: (reach: Reach) => boolean,
): readonly ReachGrant[] | null {
  const exceeding = new Set<Reach | null>(causes.map((cause) => cause.reach));
  const alive = aliveTools(judged);
  const found = new Map<string, ReachGrant>();
  for (const reach of judged.call.reaches) {
    if (frees(reach) || exceeding.has(reach) || coverOf(reach, judged, []) !== null) continue;
    const part = heldPart(reach, judged, alive);
    if (part === null || (part.kind === 'spend' && part.total !== undefined)) return null;
    found.set(part.id, part);
  }
  return [...found.values()];
}

/** Grants of this tool that count now, whatever arguments they ask for. */
function aliveTools({ call, scope, moment }: Judged): readonly Covering[] {
  return scope
    .fitting(call.server.name, call.tool)
    .indexes.flatMap((index) => index.sorted())
    .flatMap((group) => {
      const id = misfit(group.part, call) === null ? group.holders.at(moment) : null;
      return id === null ? [] : [{ group, id }];
    });
}

function heldPart(reach: Reach, judged: Judged, covering: readonly Covering[]): ReachGrant | null {
  for (const held of coveringParts(reach, judged, (shelf) => withinReach(shelf, judged, covering))) {
    const id = held.holders.at(judged.moment);
    if (id !== null && suffices(held, id, reach, judged)) return held.part;
  }
  return null;
}
