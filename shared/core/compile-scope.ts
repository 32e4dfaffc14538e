// Grants arranged for look-up: by tool, by the key of the path, by the value. What a call costs to judge depends on how deep its paths
// are, not on how many grants there are. Compiling adds and drops nothing, and gives one scope for grants in any order.

import type { GrantId } from '../contract/ids.ts';
import type { Denial, Grant, Lifetime, PathGrant, ToolGrant, ValueGrant } from '../contract/scope.ts';
import { canonicalText } from './canonical-text.ts';
import { Holders } from './holders.ts';
import { nameFits } from './name-pattern.ts';
import { protectedPlaces, type ProtectedPlaces } from './protected-names.ts';
import { saying, Shelves, type Shelf } from './shelves.ts';
import { ToolIndex, type ToolGroup } from './tool-index.ts';

export type ToolDenial = Extract<Denial, { readonly tool: string }>;
export type Denied<T> = { readonly part: T; readonly id: GrantId; readonly lifetime: Lifetime };

/** What could apply to one tool of one server. */
export type Fitting = {
  readonly indexes: readonly ToolIndex[];
  readonly denials: readonly Denied<ToolDenial>[];
};

export type Scope = {
  readonly fitting: (server: string, tool: string) => Fitting;
  readonly paths: ReadonlyMap<string, Shelf<PathGrant>>;
  /** The keys of `paths` in order. */
  readonly pathKeys: readonly string[];
  readonly values: ReadonlyMap<string, Shelf<ValueGrant>>;
  /** The keys of `values` in order. */
  readonly valueKeys: readonly string[];
  readonly deniedPaths: ReadonlyMap<string, readonly Denied<PathGrant>[]>;
  readonly deniedKeys: readonly string[];
  readonly protectedPlaces: ProtectedPlaces;
};

/**
 * `keyOf` gives a path's key on this platform. A place in `protectedKeys` (a key, or a name that is protected anywhere: `**` + `/.git/hooks`)
 * is covered only by a grant that names it or lies in it.
 */
export function compileScope(
  grants: readonly Grant[],
  keyOf: (path: string) => string,
  protectedKeys: readonly string[] = [],
): Scope {
  const tools = new Tools();
  const paths = new Shelves<PathGrant>();
  const values = new Shelves<ValueGrant>();
  const deniedTools: Denied<ToolDenial>[] = [];
  const deniedPaths = new Map<string, Denied<PathGrant>[]>();
  for (const { lifetime, ...grant } of grants) {
    const own = grant.tools.map((part) => tools.add(part, lifetime));
    for (const part of grant.reach) {
      const owners = part.with === undefined ? [] : own;
      if (part.kind === 'value') values.add(valueKey(part.pointer, part.equals), part, lifetime, owners);
      else paths.add(keyOf(part.path), part, lifetime, owners);
    }
    for (const part of grant.deny) {
      if ('kind' in part) put(deniedPaths, keyOf(part.path), { part, id: part.id, lifetime });
      else deniedTools.push({ part, id: part.id, lifetime });
    }
  }
  return {
    fitting: tools.lookUp(deniedTools),
    paths: paths.byKey,
    pathKeys: paths.sortedKeys(),
    values: values.byKey,
    valueKeys: values.sortedKeys(),
    deniedPaths,
    deniedKeys: [...deniedPaths.keys()].sort(),
    protectedPlaces: protectedPlaces(protectedKeys),
  };
}

/** Where value grants are looked up: by pointer, then value. JSON text holds no NUL, so that the last one ends the pointer. */
export function valueKey(pointer: string, value: unknown): string {
  return `${valuePrefix(pointer)}${canonicalText(value) ?? ''}`;
}

export function valuePrefix(pointer: string): string {
  return `${pointer}\u0000`;
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Tool names come from agents: more of them than this are forgotten and looked up anew. */
const MAX_REMEMBERED_NAMES = 512;

type Named = { readonly server: string; readonly tool: string; readonly index: ToolIndex };

class Tools {
  readonly #groups = new Map<string, ToolGroup>();
  readonly #exact = new Map<string, ToolIndex>();
  readonly #patterns = new Map<string, Named>();

  add(part: ToolGrant, lifetime: Lifetime): ToolGroup {
    const says = saying(part);
    let group = this.#groups.get(says);
    if (group === undefined) {
      group = { says, part, holders: new Holders() };
      this.#groups.set(says, group);
      this.#indexOf(part).add(group);
    }
    group.holders.add(part.id, lifetime);
    return group;
  }

  #indexOf({ server, tool }: ToolGrant): ToolIndex {
    const name = nameKey(server, tool);
    const held = this.#exact.get(name) ?? this.#patterns.get(name)?.index;
    if (held !== undefined) return held;
    const index = new ToolIndex();
    if (server.includes('*') || tool.includes('*')) this.#patterns.set(name, { server, tool, index });
    else this.#exact.set(name, index);
    return index;
  }

  /** Patterns are tried once for each name and remembered: the answer depends on nothing else. */
  lookUp(denials: readonly Denied<ToolDenial>[]): (server: string, tool: string) => Fitting {
    const known = new Map<string, Fitting>();
    return (server, tool) => {
      const name = nameKey(server, tool);
      const before = known.get(name);
      if (before !== undefined) return before;
      const fits = (one: { readonly server: string; readonly tool: string }): boolean =>
        nameFits(one.server, server) && nameFits(one.tool, tool);
      const exact = this.#exact.get(name);
      const patterned = [...this.#patterns.values()].filter(fits).map((one) => one.index);
      const fitting = {
        indexes: exact === undefined ? patterned : [exact, ...patterned],
        denials: denials.filter((denial) => fits(denial.part)),
      };
      if (known.size >= MAX_REMEMBERED_NAMES) known.clear();
      known.set(name, fitting);
      return fitting;
    };
  }
}

function nameKey(server: string, tool: string): string {
  return JSON.stringify([server, tool]);
}
