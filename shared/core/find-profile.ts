// Finds the profile of a well-known tool. It counts when the server has its name or is started from one of its packages, and when the
// tool takes no argument that the profile doesn't know: a tool that has changed is read by its schema and names instead.

import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { ToolProfile, ToolRoles } from '../contract/tool-profile.ts';
import { PROFILES } from '../profiles/profiles.ts';
import { roleTree, type RoleNode } from './role-tree.ts';
import { isJsonObject } from './strict-json.ts';
import { valueAt } from './arg-matcher.ts';

export type ProfileSubject = {
  readonly server: string;
  readonly serverCommand: string;
  readonly tool: string;
  readonly args: JsonObject;
  readonly inputSchema: JsonValue | null;
  readonly corrections: ToolRoles | null;
};
type Entry = { readonly profile: ToolProfile; readonly roles: ToolRoles };

const byTool = new Map<string, Entry[]>();
for (const profile of PROFILES) {
  for (const [tool, roles] of Object.entries(profile.tools)) {
    const entries = byTool.get(tool) ?? [];
    entries.push({ profile, roles });
    byTool.set(tool, entries);
  }
}

/** The roles by the nearest profile: by package before name, by name before tools that are the same anywhere. */
export function profileRoles(subject: ProfileSubject): ToolRoles | null {
  const entries = byTool.get(subject.tool);
  if (entries === undefined) return null;
  const user = subject.corrections === null ? null : roleTree(subject.corrections);
  let best: { readonly roles: ToolRoles; readonly rank: number } | null = null;
  for (const { profile, roles } of entries) {
    const rank = rankOf(profile, subject);
    if (rank > (best?.rank ?? 0) && knowsAll(roleTree(roles), user, subject)) best = { roles, rank };
  }
  return best?.roles ?? null;
}

function rankOf(profile: ToolProfile, { server, serverCommand }: ProfileSubject): number {
  if (startedFrom(serverCommand).has(profile)) return 3;
  if (profile.server === server.toLowerCase()) return 2;
  return profile.anywhere ? 1 : 0;
}

function knowsAll(roles: RoleNode, user: RoleNode | null, { args, inputSchema }: ProfileSubject): boolean {
  const isKnown = (name: string): boolean => knows(roles, name) || (user !== null && knows(user, name));
  return Object.keys(args).every(isKnown) && schemaNames(inputSchema).every(isKnown);
}

function knows(root: RoleNode, name: string): boolean {
  return root.named.has(name) || root.each !== null || root.role !== null;
}

const namesIn = new WeakMap<JsonObject, readonly string[]>();

function schemaNames(inputSchema: JsonValue | null): readonly string[] {
  if (!isJsonObject(inputSchema)) return [];
  const before = namesIn.get(inputSchema);
  if (before !== undefined) return before;
  const properties = valueAt(inputSchema, '/properties');
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  namesIn.set(inputSchema, names);
  return names;
}

const MAX_LINES = 256;
const byLine = new Map<string, ReadonlySet<ToolProfile>>();

/** The profiles that have a package in the line that starts a server. */
function startedFrom(serverCommand: string): ReadonlySet<ToolProfile> {
  const before = byLine.get(serverCommand);
  if (before !== undefined) return before;
  const found = new Set(
    PROFILES.filter(({ packages }) => packages.some((name) => names(serverCommand, name))),
  );
  if (byLine.size >= MAX_LINES) byLine.clear();
  byLine.set(serverCommand, found);
  return found;
}

/** Whether the line holds the package as a whole word or part of a path, in whatever version: `npx name@1.2`, `/node_modules/name/x`. */
function names(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
    const before = line.charAt(at - 1);
    const after = line.charAt(at + name.length);
    if (/^[\s/\\"'=]?$/.test(before) && /^[\s/\\"'@:=]?$/.test(after)) return true;
  }
  return false;
}
