// Finds the grants that cover a call's tool and each of its reaches. It looks up and compares; the verdict is put together elsewhere.

import type { Call } from '../contract/call.ts';
import type { GrantId, Instant } from '../contract/ids.ts';
import { isPathReach, type PathReach, type Reach } from '../contract/reach.ts';
import type { PathGrant, ReachGrant, ToolGrant } from '../contract/scope.ts';
import type { ExceedsBy } from '../contract/verdict.ts';
import type { Fitting, Scope } from './compile-scope.ts';
import { couldBeDenied } from './find-denials.ts';
import type { Moment } from './holders.ts';
import { gapOf } from './keyed-cover.ts';
import { upwards } from './path-key.ts';
import { holdsProtected, isProtected } from './protected-names.ts';
import { keysOfReach, type KeyedGrant, type KeyedReach } from './reach-keys.ts';
import type { Held, Shelf } from './shelves.ts';
import type { ToolGroup } from './tool-index.ts';
import type { Usage } from './usage.ts';

export type Judged = {
  readonly call: Call;
  readonly scope: Scope;
  readonly usage: Usage;
  readonly moment: Moment;
};
/** A tool grant that covers the tool and its arguments, with the id under which it is held now. */
export type Covering = { readonly group: ToolGroup; readonly id: GrantId };

export function judgedAt(call: Call, scope: Scope, now: Instant, usage: Usage): Judged {
  const { agent, session, task, digest } = call;
  return { call, scope, usage, moment: { agent, session, task, digest, now, usage } };
}

export function coveringTools(judged: Judged, { indexes }: Fitting): readonly Covering[] {
  const { call, moment } = judged;
  const found: Covering[] = [];
  for (const index of indexes) {
    for (const group of index.fitting(call.args)) {
      if (misfit(group.part, call) !== null || !touchesNamed(group.part, call)) continue;
      const id = group.holders.at(moment);
      if (id !== null) found.push({ group, id });
    }
  }
  return found.sort((a, b) => (a.group.says < b.group.says ? -1 : 1));
}

/** What of the bindings of a tool grant doesn't hold for this call, arguments apart. */
export function misfit(grant: ToolGrant, { server, definition }: Call): ExceedsBy | null {
  if (grant.identity !== undefined && grant.identity !== server.identity) return 'server';
  if (definition.kind === 'ambiguous') return 'definition';
  if (grant.definition === undefined)
    return definition.kind === 'listed' && definition.changed ? 'definition' : null;
  return grant.definition === (definition.kind === 'listed' ? definition.hash : 'unlisted')
    ? null
    : 'definition';
}

/** Whether the call touches something at or beneath the pointer: what is empty or payload touches nothing. */
export function touches({ reaches }: Call, named: string): boolean {
  return reaches.some(({ pointer }) => isAt(pointer, named));
}

/** Whether at every argument that has to be a reach there is one. */
function touchesNamed({ args = {} }: ToolGrant, call: Call): boolean {
  return Object.entries(args).every(
    ([named, matcher]) => matcher === 'any' || !('reach' in matcher) || touches(call, named),
  );
}

/** Whether a pointer is the named one or leads into it. */
function isAt(pointer: string, named: string): boolean {
  return pointer === named || pointer.startsWith(`${named}/`);
}

/**
 * The tool grant frees all other arguments, or names this one or what contains it (its matchers fit, or it wouldn't cover the tool).
 * An argument that has to be a reach is freed by nothing: what stands there and is none is still another argument.
 */
export function freesReach(tool: ToolGrant, reach: Reach): boolean {
  if (reach.kind !== 'value') return false;
  if (tool.otherArgs === 'any') return true;
  return Object.entries(tool.args ?? {}).some(
    ([named, matcher]) => (matcher === 'any' || !('reach' in matcher)) && isAt(reach.pointer, named),
  );
}

/** A grant that covers the reach: one that is held for the tool as such, or beside one of `covering`. */
export function coverOf(reach: Reach, judged: Judged, covering: readonly Covering[]): GrantId | null {
  const shelved: Shelved = (shelf) => withinReach(shelf, judged, covering);
  for (const held of coveringParts(reach, judged, shelved)) {
    // Money is counted by part: where one is used up, another that says the same may not be.
    if (held.part.kind !== 'spend') {
      const id = held.holders.at(judged.moment);
      if (id !== null) return id;
    } else {
      for (const { part } of held.holders.live(judged.moment))
        if (suffices(held, part, reach, judged)) return part;
    }
  }
  return null;
}

/** Why a part that counts and covers doesn't help: what it came with doesn't fit. */
export const GRANTED_BESIDE = 'it was granted beside something else than this call asks';

/** The parts on a shelf that are looked at. */
export type Shelved = <T extends ReachGrant>(shelf: Shelf<T> | undefined) => Iterable<Held<T>>;

/** The parts whose extent covers the reach, narrow to wide, whether or not they count at this moment. */
export function* coveringParts(reach: Reach, judged: Judged, shelved: Shelved): Generator<Held<ReachGrant>> {
  if (reach.kind === 'undetermined') return;
  if (isPathReach(reach)) yield* pathParts(reach, judged, shelved);
  else yield* keyedParts(reach, judged, shelved);
}

/** Whether a part that covers by its extent does so under this id, too: how much of it is left depends on the id. */
export function suffices({ part }: Held<ReachGrant>, id: GrantId, reach: Reach, judged: Judged): boolean {
  return part.kind !== 'spend' || reach.kind !== 'spend' || gapOf(part, reach, judged, id) === null;
}

/** The parts on a shelf that count for this call, with the ids under which they are held now. */
export function* onShelf<T extends ReachGrant>(
  shelf: Shelf<T> | undefined,
  judged: Judged,
  covering: readonly Covering[],
): Generator<{ readonly part: T; readonly id: GrantId }> {
  for (const held of withinReach(shelf, judged, covering)) {
    const id = held.holders.at(judged.moment);
    if (id !== null) yield { part: held.part, id };
  }
}

/** The parts on a shelf that are for this tool, whether or not they count at this moment. */
export function* withinReach<T extends ReachGrant>(
  shelf: Shelf<T> | undefined,
  judged: Judged,
  covering: readonly Covering[],
): Generator<Held<T>> {
  if (shelf === undefined) return;
  for (const held of shelf.free) if (holdsWith(held.part, judged.call)) yield held;
  if (shelf.bound.size === 0) return;
  for (const { group } of covering) yield* besideTool(shelf, judged, group);
}

/** The parts on a shelf that were granted beside this tool grant. */
export function* besideTool<T extends ReachGrant>(
  shelf: Shelf<T> | undefined,
  { call }: Judged,
  group: ToolGroup,
): Generator<Held<T>> {
  for (const held of shelf?.bound.get(group) ?? []) if (holdsWith(held.part, call)) yield held;
}

function holdsWith({ with: bound }: ReachGrant, { server, tool }: Call): boolean {
  if (bound === undefined) return true;
  return bound.server === server.name && bound.identity === server.identity && bound.tool === tool;
}

function* pathParts(reach: PathReach, { scope }: Judged, shelved: Shelved): Generator<Held<PathGrant>> {
  const { paths, protectedPlaces } = scope;
  // A whole folder in which a protected place lies is covered by no folder grant.
  if (reach.kind === 'folder' && holdsProtected(protectedPlaces, reach.key, reach.access)) return;
  for (const key of upwards(reach.key)) {
    for (const held of shelved(paths.byKey.get(key))) {
      const { part } = held;
      if (spans(part, key, reach) && (part.access === 'write' || reach.access === 'read')) yield held;
    }
    // A grant wider than a protected place says nothing about it: the walk ends where the place begins.
    if (isProtected(protectedPlaces, key, reach.access)) return;
  }
}

/** Whether a grant at `key`, the reach's own or one above it, spans the reach. */
export function spans(grant: PathGrant, key: string, reach: PathReach): boolean {
  return grant.kind === 'folder' || (key === reach.key && reach.kind === 'file');
}

function* keyedParts(reach: KeyedReach, judged: Judged, shelved: Shelved): Generator<Held<KeyedGrant>> {
  const { byKey } = judged.scope.keyed;
  if (byKey.size === 0 || mayBeDenied(reach, judged)) return;
  for (const key of keysOfReach(reach, judged.call.args)) {
    for (const held of shelved(byKey.get(key))) {
      if (held.part.kind === 'spend' || gapOf(held.part, reach, judged, held.part.id) === null) yield held;
    }
  }
}

/** A granted line may do what can't be worked out, but nothing that may be denied. */
export function mayBeDenied(reach: Reach, judged: Judged): boolean {
  return reach.kind === 'command' && reach.argv === null && couldBeDenied(judged, [reach]);
}
