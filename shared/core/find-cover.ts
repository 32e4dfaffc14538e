// Finds the grants that cover a call's tool and each of its reaches. It looks up and compares; the verdict is put together elsewhere.

import type { Call, PathReach, Reach, ValueReach } from '../contract/call.ts';
import type { GrantId, Instant } from '../contract/ids.ts';
import type { PathGrant, ToolGrant, ValueGrant } from '../contract/scope.ts';
import type { ExceedsBy } from '../contract/verdict.ts';
import { valueAt } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';
import { valueKey, type Fitting, type Scope } from './compile-scope.ts';
import type { Moment } from './holders.ts';
import { upwards } from './path-key.ts';
import { holdsProtected, isProtected } from './protected-names.ts';
import type { Held, Shelf } from './shelves.ts';
import type { ToolGroup } from './tool-index.ts';

export type Judged = { readonly call: Call; readonly scope: Scope; readonly now: Instant };
/** A tool grant that covers the tool and its arguments, with the id under which it is held now. */
export type Covering = { readonly group: ToolGroup; readonly id: GrantId };

export function moment({ call, now }: Judged): Moment {
  return { session: call.session, now };
}

export function coveringTools(judged: Judged, { indexes }: Fitting): readonly Covering[] {
  const found: Covering[] = [];
  for (const index of indexes) {
    for (const group of index.fitting(judged.call.args)) {
      const id = misfit(group.part, judged.call) === null ? group.holders.at(moment(judged)) : null;
      if (id !== null) found.push({ group, id });
    }
  }
  return found.sort((a, b) => (a.group.says < b.group.says ? -1 : 1));
}

/** What of the bindings of a tool grant doesn't hold for this call, arguments apart. */
export function misfit(grant: ToolGrant, { server, definition }: Call): ExceedsBy | null {
  if (grant.identity !== undefined && grant.identity !== server.identity) return 'server';
  if (grant.definition === undefined)
    return definition.kind === 'listed' && definition.changed ? 'definition' : null;
  return grant.definition === (definition.kind === 'listed' ? definition.hash : 'unlisted')
    ? null
    : 'definition';
}

/**
 * The tool grant frees all other arguments, or names this one or what contains it (its matchers fit, or it wouldn't cover the tool).
 * An argument that has to be a path is freed by nothing: what stands there and is none is still another argument.
 */
export function freesReach(tool: ToolGrant, reach: Reach): boolean {
  if (reach.kind !== 'value') return false;
  if (tool.otherArgs === 'any') return true;
  return Object.entries(tool.args ?? {}).some(
    ([named, matcher]) =>
      (matcher === 'any' || !('path' in matcher)) &&
      (reach.pointer === named || reach.pointer.startsWith(`${named}/`)),
  );
}

export function coverOf(reach: Reach, judged: Judged, covering: readonly Covering[]): GrantId | null {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return coverPath(reach, judged, covering);
    case 'value':
      return coverValue(reach, judged, covering);
    case 'undetermined':
      return null;
    default:
      return assertNever(reach);
  }
}

/** The parts on a shelf that count for this call, with the ids under which they are held now. */
export function* onShelf<T extends PathGrant | ValueGrant>(
  shelf: Shelf<T> | undefined,
  judged: Judged,
  covering: readonly Covering[],
): Generator<{ readonly part: T; readonly id: GrantId }> {
  if (shelf === undefined) return;
  yield* liveParts(shelf.free, judged);
  if (shelf.bound.size === 0) return;
  for (const { group } of covering) {
    const held = shelf.bound.get(group);
    if (held !== undefined) yield* liveParts(held, judged);
  }
}

function* liveParts<T extends PathGrant | ValueGrant>(
  list: readonly Held<T>[],
  judged: Judged,
): Generator<{ readonly part: T; readonly id: GrantId }> {
  for (const held of list) {
    if (!holdsWith(held.part, judged.call)) continue;
    const id = held.holders.at(moment(judged));
    if (id !== null) yield { part: held.part, id };
  }
}

function holdsWith({ with: bound }: PathGrant | ValueGrant, { server, tool }: Call): boolean {
  if (bound === undefined) return true;
  return bound.server === server.name && bound.identity === server.identity && bound.tool === tool;
}

function coverPath(reach: PathReach, judged: Judged, covering: readonly Covering[]): GrantId | null {
  const { paths, protectedPlaces } = judged.scope;
  // A whole folder in which a protected place lies is covered by no folder grant.
  if (reach.kind === 'folder' && holdsProtected(protectedPlaces, reach.key, reach.access)) return null;
  for (const key of upwards(reach.key)) {
    for (const { part, id } of onShelf(paths.get(key), judged, covering)) {
      if (spans(part, key, reach) && (part.access === 'write' || reach.access === 'read')) return id;
    }
    // A grant wider than a protected place says nothing about it: the walk ends where the place begins.
    if (isProtected(protectedPlaces, key, reach.access)) return null;
  }
  return null;
}

/** Whether a grant at `key`, the reach's own or one above it, spans the reach. */
export function spans(grant: PathGrant, key: string, reach: PathReach): boolean {
  return grant.kind === 'folder' || (key === reach.key && reach.kind === 'file');
}

function coverValue(reach: ValueReach, judged: Judged, covering: readonly Covering[]): GrantId | null {
  const { values } = judged.scope;
  if (values.size === 0) return null;
  const value = valueAt(judged.call.args, reach.pointer);
  if (value === undefined) return null;
  const [held] = onShelf(values.get(valueKey(reach.pointer, value)), judged, covering);
  return held?.id ?? null;
}
