// Says by how much a call exceeds: what it asks, the nearest authority held, and the difference. It explains a verdict that stands
// already, and never changes it.

import type { Call } from '../contract/call.ts';
import type { JsonValue } from '../contract/json.ts';
import type { Reach } from '../contract/reach.ts';
import type { ArgMatcher } from '../contract/scope.ts';
import type { Excess } from '../contract/verdict.ts';
import { argFits, jsonEquals, jsonText, pointerTo, valueAt } from './arg-matcher.ts';
import type { Fitting } from './compile-scope.ts';
import { keyedExcess } from './explain-keyed.ts';
import { pathExcess } from './explain-path.ts';
import { coverOf, misfit, touches, type Covering, type Judged } from './find-cover.ts';
import { couldBeDenied } from './find-denials.ts';
import type { Idle } from './holders.ts';
import { matcherWords, shortened } from './scope-words.ts';
import { standingUnder } from './standing-under.ts';
import type { ToolGroup } from './tool-index.ts';

/** Neighbours that are looked at to find the nearest: words for a person aren't worth more. */
const MAX_LOOKED_AT = 64;

/** At least one excess comes back. */
export function explainExcess(
  judged: Judged,
  fitting: Fitting,
  covering: readonly Covering[],
): readonly Excess[] {
  const unsure = covering.some(({ group }) => group.part.reach === 'any') ? [deniedPerhaps(judged.call)] : [];
  const left = covering
    .map((one) => standingUnder(one, judged).left)
    .reduce<readonly Reach[] | null>(
      (best, one) => (best === null || one.length < best.length ? one : best),
      null,
    );
  if (left !== null) return [...unsure, ...left.map((reach) => reachExcess(reach, judged, covering))];
  const near = nearestTool(judged, fitting);
  const under = near === null || near.idle !== null ? [] : [near.covering];
  const beyond = leftUnder(under, judged).map((reach) => reachExcess(reach, judged, under));
  return [...toolExcess(judged.call, near), ...beyond];
}

/** What would be left if this grant covered the tool; with none, all that no grant for the tool as such covers. */
function leftUnder([near]: readonly Covering[], judged: Judged): readonly Reach[] {
  if (near === undefined) return judged.call.reaches.filter((reach) => coverOf(reach, judged, []) === null);
  if (near.group.part.reach === 'any' && !couldBeDenied(judged)) return [];
  return standingUnder(near, judged).left;
}

/** The tool is granted with all that it reaches, but something can't be worked out that a denial may forbid. */
function deniedPerhaps(call: Call): Excess {
  const asked = `${call.server.name} > ${call.tool}`;
  const why = 'a denial may forbid what can’t be worked out here';
  return { kind: 'tool', pointer: '', asked, held: asked, by: 'unreadable', why };
}

type Near = { readonly covering: Covering; readonly idle: Idle | null };

/** The grant on this tool that the call misses least: an argument rather than the definition, this rather than the server. */
function nearestTool({ call, moment }: Judged, { indexes }: Fitting): Near | null {
  let best: { readonly near: Near; readonly rank: string } | null = null;
  for (const group of indexes.flatMap((index) => index.sorted().slice(0, MAX_LOOKED_AT))) {
    const id = group.holders.at(moment);
    const idle = id === null ? group.holders.idle(moment) : null;
    if (idle === 'ended') continue;
    const reason = misfit(group.part, call);
    const rank = `${reason === null ? 0 : reason === 'definition' ? 1 : 2} ${idle === null ? 0 : 1} ${group.says}`;
    if (best !== null && best.rank <= rank) continue;
    best = { near: { covering: { group, id: id ?? group.part.id }, idle }, rank };
  }
  return best?.near ?? null;
}

function toolExcess(call: Call, near: Near | null): readonly Excess[] {
  const asked = `${call.server.name} > ${call.tool}`;
  if (near === null) return [{ kind: 'tool', pointer: '', asked, held: null, by: 'tool' }];
  const { part } = near.covering.group;
  const held = toolHeld(near.covering.group);
  const by = misfit(part, call);
  if (by !== null) return [{ kind: 'tool', pointer: '', asked, held, by }];
  const differing = Object.entries(part.args ?? {}).flatMap(([pointer, matcher]) =>
    argumentExcess(pointer, matcher, call),
  );
  if (near.idle === null || near.idle === 'ended') return differing;
  return [{ kind: 'tool', pointer: '', asked, held, by: near.idle }, ...differing];
}

function toolHeld({ part }: ToolGroup): string {
  return `${part.server} > ${part.tool}`;
}

function argumentExcess(pointer: string, matcher: ArgMatcher, call: Call): readonly Excess[] {
  const value = valueAt(call.args, pointer);
  const isEmpty = matcher !== 'any' && 'reach' in matcher && !touches(call, pointer);
  if (argFits(matcher, value) && !isEmpty) return [];
  const whole = argument(pointer, value, matcherWords(matcher));
  if (pointer !== '' || matcher === 'any' || !('equals' in matcher)) return [whole];
  const each = eachDifference(matcher.equals, call);
  return each.length === 0 ? [whole] : each;
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
    case 'undetermined': {
      const { pointer, asked, why } = reach;
      return { kind: 'undetermined', pointer, asked: shortened(asked), held: null, by: 'unreadable', why };
    }
    default:
      return keyedExcess(reach, judged, covering);
  }
}
