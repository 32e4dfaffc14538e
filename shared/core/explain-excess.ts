// Says by how much a call exceeds: what it asks, the nearest authority held, and the difference. It explains a verdict that stands
// already, and never changes it.

import type { Call, PathReach, Reach, ValueReach } from '../contract/call.ts';
import type { JsonValue } from '../contract/json.ts';
import type { ArgMatcher, PathGrant } from '../contract/scope.ts';
import type { Excess } from '../contract/verdict.ts';
import { argFits, jsonEquals, jsonText, pointerTo, valueAt } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';
import { valuePrefix, type Fitting } from './compile-scope.ts';
import {
  coverOf,
  freesReach,
  misfit,
  moment,
  onShelf,
  spans,
  type Covering,
  type Judged,
} from './find-cover.ts';
import { keysBeneath, startingWith, upwards } from './path-key.ts';
import { holdsProtected, isProtected } from './protected-names.ts';
import { matcherWords, pathGrantWords, shortened } from './scope-words.ts';

/** Neighbours that are looked at to find the nearest: words for a person aren't worth more. */
const MAX_LOOKED_AT = 64;

/** `uncovered` are the reaches that no reach grant covers. At least one excess comes back. */
export function explainExcess(
  judged: Judged,
  fitting: Fitting,
  covering: readonly Covering[],
  uncovered: readonly Reach[],
): readonly Excess[] {
  const left = covering
    .map(({ group }) => uncovered.filter((reach) => !freesReach(group.part, reach)))
    .reduce<readonly Reach[] | null>(
      (best, one) => (best === null || one.length < best.length ? one : best),
      null,
    );
  if (left !== null) return left.map((reach) => reachExcess(reach, judged, covering));
  const near = nearestTool(judged, fitting);
  const under = near === null ? [] : [near];
  const beyond = uncovered.filter(
    (reach) =>
      coverOf(reach, judged, under) === null &&
      !under.some(({ group }) => group.part.reach === 'any' || freesReach(group.part, reach)),
  );
  return [...toolExcess(judged.call, near), ...beyond.map((reach) => reachExcess(reach, judged, under))];
}

/** The live grant on this tool that the call misses least: an argument rather than the definition, this rather than the server. */
function nearestTool(judged: Judged, { indexes }: Fitting): Covering | null {
  let best: { readonly covering: Covering; readonly rank: string } | null = null;
  for (const group of indexes.flatMap((index) => index.sorted().slice(0, MAX_LOOKED_AT))) {
    const id = group.holders.at(moment(judged));
    if (id === null) continue;
    const reason = misfit(group.part, judged.call);
    const rank = `${reason === null ? 0 : reason === 'definition' ? 1 : 2} ${group.says}`;
    if (best === null || rank < best.rank) best = { covering: { group, id }, rank };
  }
  return best?.covering ?? null;
}

function toolExcess(call: Call, near: Covering | null): readonly Excess[] {
  const asked = `${call.server.name} > ${call.tool}`;
  if (near === null) return [{ kind: 'tool', pointer: '', asked, held: null, by: 'tool' }];
  const { part } = near.group;
  const by = misfit(part, call);
  if (by !== null) return [{ kind: 'tool', pointer: '', asked, held: `${part.server} > ${part.tool}`, by }];
  return Object.entries(part.args ?? {}).flatMap(([pointer, matcher]) =>
    argumentExcess(pointer, matcher, call),
  );
}

function argumentExcess(pointer: string, matcher: ArgMatcher, call: Call): readonly Excess[] {
  const value = valueAt(call.args, pointer);
  if (argFits(matcher, value)) return [];
  if (pointer === '' && matcher !== 'any' && 'equals' in matcher) return eachDifference(matcher.equals, call);
  return [argument(pointer, value, matcherWords(matcher))];
}

/** An exact call was granted: names each argument that differs. */
function eachDifference(granted: unknown, call: Call): readonly Excess[] {
  const before = new Map<string, unknown>(
    typeof granted === 'object' && granted !== null ? Object.entries(granted) : [],
  );
  const names = new Set([...Object.keys(call.args), ...before.keys()]);
  return [...names].flatMap((name) => {
    const now = valueAt(call.args, pointerTo('', name));
    const then = before.get(name);
    if (now !== undefined && before.has(name) && jsonEquals(now, then)) return [];
    return [argument(pointerTo('', name), now, before.has(name) ? shortened(jsonText(then)) : 'nothing')];
  });
}

function argument(pointer: string, value: JsonValue | undefined, held: string): Excess {
  const asked = value === undefined ? 'nothing' : shortened(jsonText(value));
  return { kind: 'value', pointer, asked, held, by: 'argument' };
}

function reachExcess(reach: Reach, judged: Judged, covering: readonly Covering[]): Excess {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return pathExcess(reach, judged, covering);
    case 'value':
      return valueExcess(reach, judged, covering);
    case 'undetermined': {
      const { pointer, asked } = reach;
      return { kind: 'undetermined', pointer, asked: shortened(asked), held: null, by: 'unreadable' };
    }
    default:
      return assertNever(reach);
  }
}

function pathExcess(reach: PathReach, judged: Judged, covering: readonly Covering[]): Excess {
  const spanning = spanningGrant(reach, judged, covering);
  const held = spanning?.held ?? pathHeld(nearestPath(reach, judged, covering));
  return {
    kind: reach.kind,
    pointer: reach.pointer,
    asked: reach.real,
    access: reach.access,
    held,
    by: spanning?.by ?? 'location',
  };
}

function pathHeld(grant: PathGrant | null): string | null {
  return grant === null ? null : pathGrantWords(grant);
}

/** A grant whose place spans the asked one, and why it doesn't cover it all the same. */
function spanningGrant(
  reach: PathReach,
  judged: Judged,
  covering: readonly Covering[],
): { readonly held: string; readonly by: 'access' | 'location' } | null {
  const { paths, protectedPlaces: places } = judged.scope;
  let without: string | null = null;
  if (reach.kind === 'folder' && holdsProtected(places, reach.key, reach.access))
    without = [...keysBeneath(places.sorted, reach.key)][0] ?? reach.real;
  for (const key of upwards(reach.key)) {
    for (const { part } of onShelf(paths.get(key), judged, covering)) {
      if (!spans(part, key, reach)) continue;
      if (reach.access === 'write' && part.access === 'read')
        return { held: pathGrantWords(part), by: 'access' };
      return { held: `${pathGrantWords(part)}, but not ${without ?? reach.real}`, by: 'location' };
    }
    if (isProtected(places, key, reach.access)) without ??= key;
  }
  return null;
}

/** The held path grant that shares the most leading folders with the asked path. */
function nearestPath(reach: PathReach, judged: Judged, covering: readonly Covering[]): PathGrant | null {
  const { paths, pathKeys } = judged.scope;
  for (const folder of upwards(reach.key)) {
    let looked = 0;
    for (const key of keysBeneath(pathKeys, folder)) {
      const [held] = onShelf(paths.get(key), judged, covering);
      if (held !== undefined) return held.part;
      looked += 1;
      if (looked >= MAX_LOOKED_AT) break;
    }
    const [held] = onShelf(paths.get(folder), judged, covering);
    if (held !== undefined) return held.part;
  }
  return null;
}

function valueExcess(reach: ValueReach, judged: Judged, covering: readonly Covering[]): Excess {
  const { values, valueKeys } = judged.scope;
  const { pointer, value } = reach;
  let held: string | null = null;
  for (const key of startingWith(valueKeys, valuePrefix(pointer))) {
    const [granted] = onShelf(values.get(key), judged, covering);
    if (granted === undefined) continue;
    held = shortened(jsonText(granted.part.equals));
    break;
  }
  return { kind: 'value', pointer, asked: shortened(value), held, by: 'argument' };
}
