// Compares a call with the scope, and nothing else: no clock, no file, no word list, no model. Default deny; a denial trumps every
// grant; order and duplicates don't matter; an expired grant equals an absent one; what can't be determined exceeds.

import type { Call, PathReach, Reach, ValueReach } from '../contract/call.ts';
import type { GrantId, Instant } from '../contract/ids.ts';
import type { Lifetime, PathGrant, ToolGrant, ValueGrant } from '../contract/scope.ts';
import type { Excess, ExceedsBy, Verdict } from '../contract/verdict.ts';
import { argsFit, jsonEquals } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';
import { toolKey, type Live, type LivePath, type Scope } from './compile-scope.ts';
import { nameFits } from './name-pattern.ts';
import { isWithin, parentKey } from './path-key.ts';
import { pathGrantWords } from './scope-words.ts';
import { readValue } from './strict-json.ts';

type Judged = { readonly call: Call; readonly scope: Scope; readonly now: Instant };

export function decide(call: Call, scope: Scope, now: Instant): Verdict {
  const judged: Judged = { call, scope, now };
  const denials = denialsOf(judged);
  if (denials.length > 0) return { kind: 'denied', denials };
  const candidates = toolGrants(judged);
  const covering = candidates.filter((grant) => coversTool(grant, call));
  let best: { excess: Excess[]; grants: Set<GrantId> } | null = null;
  for (const grant of covering) {
    const found = reachesUnder(judged, grant);
    if (found.excess.length === 0) return { kind: 'inside', grants: [...found.grants] };
    if (best === null || found.excess.length < best.excess.length) best = found;
  }
  if (best !== null) return { kind: 'exceeds', excess: best.excess };
  return { kind: 'exceeds', excess: [toolExcess(call, candidates), ...reachesUnder(judged, null).excess] };
}

function isLive(lifetime: Lifetime, { call, now }: Judged): boolean {
  switch (lifetime.kind) {
    case 'always':
      return true;
    case 'until':
      return now < lifetime.at;
    case 'session':
      return lifetime.session === call.session;
    default:
      return assertNever(lifetime);
  }
}

function live<T>(held: readonly Live<T>[] | undefined, judged: Judged): readonly T[] {
  if (held === undefined) return [];
  return held.filter((one) => isLive(one.lifetime, judged)).map((one) => one.part);
}

function denialsOf(judged: Judged): readonly GrantId[] {
  const { call, scope } = judged;
  const tools = live(scope.deniedTools, judged).filter(
    (denial) => nameFits(denial.server, call.server.name) && nameFits(denial.tool, call.tool),
  );
  const paths =
    scope.deniedPaths.size === 0 ? [] : call.reaches.flatMap((reach) => deniedPaths(reach, judged));
  return [...new Set([...tools, ...paths].map((denial) => denial.id))];
}

function deniedPaths(reach: Reach, judged: Judged): readonly PathGrant[] {
  if (reach.kind !== 'file' && reach.kind !== 'folder') return [];
  const { deniedPaths: denied, deniedKeys } = judged.scope;
  const above = [...upwards(reach.key)].flatMap((key) =>
    live(denied.get(key), judged).filter((denial) => denial.kind === 'folder' || key === reach.key),
  );
  const beneath =
    reach.kind === 'folder'
      ? keysBeneath(deniedKeys, reach.key).flatMap((key) => live(denied.get(key), judged))
      : [];
  // Denying reading denies everything; denying writing leaves reading.
  return [...above, ...beneath].filter((denial) => denial.access === 'read' || reach.access === 'write');
}

/** The key and all folders above it. */
function* upwards(key: string): Generator<string> {
  for (let at: string | null = key; at !== null; at = parentKey(at)) yield at;
}

/** The sorted keys that lie beneath `folder`. Those with its text as a prefix stand together, but others may stand among them. */
function keysBeneath(sorted: readonly string[], folder: string): readonly string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < folder) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let at = low; at < sorted.length && (sorted[at] ?? '').startsWith(folder); at += 1) {
    const key = sorted[at] ?? '';
    if (key !== folder && isWithin(key, folder)) found.push(key);
  }
  return found;
}

function toolGrants(judged: Judged): readonly ToolGrant[] {
  const { call, scope } = judged;
  const exact = live(scope.tools.get(toolKey(call.server.name, call.tool)), judged);
  if (scope.toolPatterns.length === 0) return exact;
  const fitting = live(scope.toolPatterns, judged).filter(
    (grant) => nameFits(grant.server, call.server.name) && nameFits(grant.tool, call.tool),
  );
  return [...exact, ...fitting];
}

function boundTo(grant: ToolGrant, call: Call): ExceedsBy | null {
  if (grant.identity !== undefined && grant.identity !== call.server.identity) return 'server';
  if (!definitionHolds(grant, call)) return 'definition';
  return null;
}

function definitionHolds(grant: ToolGrant, call: Call): boolean {
  const { definition } = call;
  if (grant.definition === undefined) return definition.kind === 'unlisted' || !definition.changed;
  return grant.definition === (definition.kind === 'listed' ? definition.hash : 'unlisted');
}

function coversTool(grant: ToolGrant, call: Call): boolean {
  return boundTo(grant, call) === null && (grant.args === undefined || argsFit(grant.args, call.args));
}

function toolExcess(call: Call, candidates: readonly ToolGrant[]): Excess {
  const asked = `${call.server.name} > ${call.tool}`;
  const [nearest] = candidates;
  if (nearest === undefined) return { kind: 'tool', pointer: '', asked, held: null, by: 'tool' };
  const reasons = candidates.map((grant) => boundTo(grant, call) ?? 'argument');
  const by = reasons.find((reason) => reason === 'argument') ?? reasons[0] ?? 'tool';
  return { kind: 'tool', pointer: '', asked, held: `${nearest.server} > ${nearest.tool}`, by };
}

/** What of the call's reaches isn't covered under one tool grant (or under none), and the grants that cover the rest. */
function reachesUnder(judged: Judged, tool: ToolGrant | null): { excess: Excess[]; grants: Set<GrantId> } {
  const excess: Excess[] = [];
  const grants = new Set<GrantId>();
  if (tool !== null) grants.add(tool.id);
  if (tool?.reach === 'any') return { excess, grants };
  for (const reach of judged.call.reaches) {
    const covered = coverOf(reach, judged, tool);
    if (typeof covered === 'string') grants.add(covered);
    else excess.push(covered);
  }
  return { excess, grants };
}

function coverOf(reach: Reach, judged: Judged, tool: ToolGrant | null): GrantId | Excess {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return coverPath(reach, judged);
    case 'value':
      return coverValue(reach, judged, tool);
    case 'undetermined':
      return {
        kind: 'undetermined',
        pointer: reach.pointer,
        asked: reach.asked,
        held: null,
        by: 'unreadable',
      };
    default:
      return assertNever(reach);
  }
}

function holdsWith(grant: PathGrant | ValueGrant, call: Call): boolean {
  const { with: bound } = grant;
  if (bound === undefined) return true;
  return (
    bound.server === call.server.name && bound.identity === call.server.identity && bound.tool === call.tool
  );
}

function coverPath(reach: PathReach, judged: Judged): GrantId | Excess {
  const { call, scope } = judged;
  let nearest: PathGrant | null = null;
  let by: ExceedsBy = 'location';
  for (const key of upwards(reach.key)) {
    for (const grant of live(scope.paths.get(key), judged)) {
      if (!holdsWith(grant, call) || !spans(grant, key, reach, scope)) continue;
      if (reach.access === 'write' && grant.access === 'read') {
        nearest ??= grant;
        by = 'access';
      } else return grant.id;
    }
    // A grant wider than a protected place says nothing about it: the walk ends where the place begins.
    if (scope.protectedKeys.has(key)) break;
  }
  const held = nearest ?? nearestPath(reach, judged);
  return {
    kind: reach.kind,
    pointer: reach.pointer,
    asked: reach.real,
    access: reach.access,
    held: held === null ? null : pathGrantWords(held),
    by,
  };
}

/** Whether a grant found at `key`, the reach's own or one above it, spans the reach. */
function spans(grant: PathGrant, key: string, reach: PathReach, scope: Scope): boolean {
  if (grant.kind === 'file') return key === reach.key && reach.kind === 'file';
  if (reach.kind === 'file' || reach.access === 'read') return true;
  // Writing anywhere beneath a folder would write in a protected place that lies there.
  return keysBeneath(scope.protectedSorted, reach.key).length === 0;
}

/** The held path grant that shares the most leading folders with the asked path. Looked for only when a prompt is due anyway. */
function nearestPath(reach: PathReach, judged: Judged): PathGrant | null {
  let best: LivePath | null = null;
  let bestShared = 0;
  for (const held of judged.scope.paths.values()) {
    for (const one of held) {
      if (!isLive(one.lifetime, judged) || !holdsWith(one.part, judged.call)) continue;
      const shared = sharedFolders(one.key, reach.key);
      if (best === null || shared > bestShared || (shared === bestShared && one.key < best.key)) {
        best = one;
        bestShared = shared;
      }
    }
  }
  return best?.part ?? null;
}

function sharedFolders(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}

function coverValue(reach: ValueReach, judged: Judged, tool: ToolGrant | null): GrantId | Excess {
  if (tool !== null && freesValue(tool, reach.pointer)) return tool.id;
  const granted = live(judged.scope.values.get(reach.pointer), judged).filter((grant) =>
    holdsWith(grant, judged.call),
  );
  const value = readValue(reach.value);
  const covering = granted.find((grant) => jsonEquals(grant.equals, value));
  if (covering !== undefined) return covering.id;
  const [nearest] = granted;
  return {
    kind: 'value',
    pointer: reach.pointer,
    asked: reach.value,
    held: nearest === undefined ? null : JSON.stringify(nearest.equals),
    by: 'argument',
  };
}

/** The tool grant frees all other arguments, or names this one or what contains it (and its matcher fits, or it wouldn't cover the tool). */
function freesValue(tool: ToolGrant, pointer: string): boolean {
  if (tool.otherArgs === 'any') return true;
  if (tool.args === undefined) return false;
  return Object.keys(tool.args).some((named) => pointer === named || pointer.startsWith(`${named}/`));
}
