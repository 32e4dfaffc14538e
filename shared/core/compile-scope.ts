// Grants arranged for look-up: by tool, by the key of the path, by what else is reached. What a call costs to judge depends on how deep
// its paths are, not on how many grants there are. Compiling adds and drops nothing, and gives one scope for grants in any order.

import type { GrantId } from '../contract/ids.ts';
import type { Denial, Grant, PathGrant, SpendGrant, ToolDenial, ToolGrant } from '../contract/scope.ts';
import { Holders, type Terms } from './holders.ts';
import { nameFits } from './name-pattern.ts';
import { protectedPlaces, type ProtectedPlaces } from './protected-names.ts';
import { keyOfDenial, keyOfGrant, type KeyedGrant } from './reach-keys.ts';
import { saying, Shelves, type Shelf } from './shelves.ts';
import { tableOf, type Table } from './table.ts';
import { ToolIndex, type ToolGroup } from './tool-index.ts';

export type Denied<T> = { readonly part: T; readonly id: GrantId; readonly terms: Terms };
export type KeyedDenial = Exclude<KeyedGrant, SpendGrant>;

/** What could apply to one tool of one server. */
export type Fitting = {
  readonly indexes: readonly ToolIndex[];
  readonly denials: readonly Denied<ToolDenial>[];
};

export type Scope = {
  readonly fitting: (server: string, tool: string) => Fitting;
  readonly paths: Table<Shelf<PathGrant>>;
  readonly keyed: Table<Shelf<KeyedGrant>>;
  readonly deniedPaths: Table<readonly Denied<PathGrant>[]>;
  readonly deniedKeyed: Table<readonly Denied<KeyedDenial>[]>;
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
  const keyed = new Shelves<KeyedGrant>();
  const denials = new Denials(keyOf);
  for (const grant of grants) {
    const own = grant.tools.map((part) => tools.add(part, grant));
    for (const part of grant.reach) {
      const owners = part.with === undefined ? [] : own;
      if (isPathGrant(part)) paths.add(keyOf(part.path), part, grant, owners);
      else keyed.add(keyOfGrant(part), part, grant, owners);
    }
    for (const part of grant.deny) denials.add(part, grant);
  }
  return {
    fitting: tools.lookUp(denials.tools),
    paths: paths.table(),
    keyed: keyed.table(),
    deniedPaths: tableOf(denials.paths),
    deniedKeyed: tableOf(denials.keyed),
    protectedPlaces: protectedPlaces(protectedKeys),
  };
}

function isPathGrant(part: PathGrant | KeyedGrant): part is PathGrant {
  return part.kind === 'file' || part.kind === 'folder';
}

class Denials {
  readonly tools: Denied<ToolDenial>[] = [];
  readonly paths = new Map<string, Denied<PathGrant>[]>();
  readonly keyed = new Map<string, Denied<KeyedDenial>[]>();
  readonly #keyOf: (path: string) => string;

  constructor(keyOf: (path: string) => string) {
    this.#keyOf = keyOf;
  }

  add(part: Denial, terms: Terms): void {
    const denied = { id: part.id, terms };
    if (!('kind' in part)) this.tools.push({ ...denied, part });
    else if (isPathGrant(part)) put(this.paths, this.#keyOf(part.path), { ...denied, part });
    else put(this.keyed, keyOfDenial(part), { ...denied, part });
  }
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

  add(part: ToolGrant, terms: Terms): ToolGroup {
    const says = saying(part);
    let group = this.#groups.get(says);
    if (group === undefined) {
      group = { says, part, holders: new Holders() };
      this.#groups.set(says, group);
      this.#indexOf(part).add(group);
    }
    group.holders.add(part.id, terms);
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
