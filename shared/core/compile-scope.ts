// Grants arranged for look-up: by tool, and by the key of the path. What a call costs to judge depends on how deep its paths are, not
// on how many grants there are. Compiling adds and drops nothing.

import type { Denial, Grant, Lifetime, PathGrant, ToolGrant, ValueGrant } from '../contract/scope.ts';
import { assertNever } from './assert-never.ts';

/** A part of a grant with the lifetime that it inherits. */
export type Live<T> = { readonly part: T; readonly lifetime: Lifetime };
export type LivePath = Live<PathGrant> & { readonly key: string };

export type ToolDenial = Extract<Denial, { readonly server: string }>;

export type Scope = {
  readonly tools: ReadonlyMap<string, readonly Live<ToolGrant>[]>;
  readonly toolPatterns: readonly Live<ToolGrant>[];
  readonly paths: ReadonlyMap<string, readonly LivePath[]>;
  readonly values: ReadonlyMap<string, readonly Live<ValueGrant>[]>;
  readonly deniedTools: readonly Live<ToolDenial>[];
  readonly deniedPaths: ReadonlyMap<string, readonly LivePath[]>;
  /** All keys of `deniedPaths`, sorted: a denied place beneath a folder is found by one search. */
  readonly deniedKeys: readonly string[];
  readonly protectedKeys: ReadonlySet<string>;
  readonly protectedSorted: readonly string[];
};

export function toolKey(server: string, tool: string): string {
  return `${server}\u0000${tool}`;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function isPattern(grant: ToolGrant): boolean {
  return grant.server.includes('*') || grant.tool.includes('*');
}

/** `keyOf` gives a path's key on this platform. A place in `protectedKeys` is covered only by a grant that names it or lies in it. */
export function compileScope(
  grants: readonly Grant[],
  keyOf: (path: string) => string,
  protectedKeys: readonly string[] = [],
): Scope {
  const tools = new Map<string, Live<ToolGrant>[]>();
  const toolPatterns: Live<ToolGrant>[] = [];
  const paths = new Map<string, LivePath[]>();
  const values = new Map<string, Live<ValueGrant>[]>();
  const deniedTools: Live<ToolDenial>[] = [];
  const deniedPaths = new Map<string, LivePath[]>();
  for (const { lifetime, ...grant } of grants) {
    for (const part of grant.tools) {
      if (isPattern(part)) toolPatterns.push({ part, lifetime });
      else add(tools, toolKey(part.server, part.tool), { part, lifetime });
    }
    for (const part of grant.reach) {
      switch (part.kind) {
        case 'file':
        case 'folder':
          add(paths, keyOf(part.path), { part, lifetime, key: keyOf(part.path) });
          break;
        case 'value':
          add(values, part.pointer, { part, lifetime });
          break;
        default:
          assertNever(part);
      }
    }
    for (const part of grant.deny) {
      if ('server' in part) deniedTools.push({ part, lifetime });
      else add(deniedPaths, keyOf(part.path), { part, lifetime, key: keyOf(part.path) });
    }
  }
  return {
    tools,
    toolPatterns,
    paths,
    values,
    deniedTools,
    deniedPaths,
    deniedKeys: [...deniedPaths.keys()].sort(),
    protectedKeys: new Set(protectedKeys),
    protectedSorted: [...protectedKeys].sort(),
  };
}
