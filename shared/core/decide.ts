// Compares a call with the scope, and nothing else: no clock, no file, no word list, no model. Default deny; a denial trumps every
// grant; order and duplicates don't matter; an expired grant equals an absent one; what can't be determined exceeds.

import type { Call, PathReach, Reach } from '../contract/call.ts';
import type { GrantId, Instant } from '../contract/ids.ts';
import type { PathGrant } from '../contract/scope.ts';
import type { Verdict } from '../contract/verdict.ts';
import type { Denied, Fitting, Scope } from './compile-scope.ts';
import { explainExcess } from './explain-excess.ts';
import { coveringTools, coverOf, freesReach, moment, type Judged } from './find-cover.ts';
import { isLive } from './holders.ts';
import { keysBeneath, upwards } from './path-key.ts';

export function decide(call: Call, scope: Scope, now: Instant): Verdict {
  const judged = { call, scope, now };
  const fitting = scope.fitting(call.server.name, call.tool);
  const denials = denialsOf(judged, fitting);
  if (denials.length > 0) return { kind: 'denied', denials };
  const covering = coveringTools(judged, fitting);
  const covers = call.reaches.map((reach) => ({ reach, id: coverOf(reach, judged, covering) }));
  for (const { group, id } of covering) {
    if (group.part.reach === 'any') continue;
    const needed = covers.filter(({ reach }) => !freesReach(group.part, reach)).map((cover) => cover.id);
    if (!needed.includes(null)) return inside([id, ...needed]);
  }
  const whole = covering.find(({ group }) => group.part.reach === 'any');
  if (whole !== undefined) return inside([whole.id]);
  const uncovered = covers.filter((cover) => cover.id === null).map((cover) => cover.reach);
  return { kind: 'exceeds', excess: explainExcess(judged, fitting, covering, uncovered) };
}

function inside(ids: readonly (GrantId | null)[]): Verdict {
  return { kind: 'inside', grants: [...new Set(ids.filter((id) => id !== null))] };
}

function denialsOf(judged: Judged, fitting: Fitting): readonly GrantId[] {
  const tools = fitting.denials.filter((denial) => isLive(denial.lifetime, moment(judged)));
  const paths =
    judged.scope.deniedPaths.size === 0
      ? []
      : judged.call.reaches.flatMap((reach) => deniedPaths(reach, judged));
  return [...new Set([...tools, ...paths].map((denial) => denial.id))].sort();
}

function deniedPaths(reach: Reach, judged: Judged): readonly Denied<PathGrant>[] {
  if (reach.kind !== 'file' && reach.kind !== 'folder') return [];
  const { deniedPaths: denied, deniedKeys } = judged.scope;
  const found: Denied<PathGrant>[] = [];
  for (const key of upwards(reach.key)) {
    for (const denial of denied.get(key) ?? []) {
      if (denial.part.kind === 'folder' || key === reach.key) found.push(denial);
    }
  }
  if (reach.kind === 'folder') {
    for (const key of keysBeneath(deniedKeys, reach.key)) found.push(...(denied.get(key) ?? []));
  }
  return found.filter(
    (denial) => denies(denial.part, reach, judged.call) && isLive(denial.lifetime, moment(judged)),
  );
}

/** Denying reading denies everything; denying writing leaves reading. A server that is started differently stays denied. */
function denies(denial: PathGrant, reach: PathReach, call: Call): boolean {
  const { access, with: bound } = denial;
  if (bound !== undefined && (bound.server !== call.server.name || bound.tool !== call.tool)) return false;
  return access === 'read' || reach.access === 'write';
}
