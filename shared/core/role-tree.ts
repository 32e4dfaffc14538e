// The roles of a tool's arguments as a tree of pointer steps, so that a value's role is found while walking down to it.

import type { ArgumentRole, ToolRoles } from '../contract/tool-profile.ts';

export type RoleNode = {
  readonly role: ArgumentRole | null;
  readonly named: ReadonlyMap<string, RoleNode>;
  /** Any item of a list, any member of an object. */
  readonly each: RoleNode | null;
};

type Growing = { role: ArgumentRole | null; readonly named: Map<string, Growing>; each: Growing | null };

const planted = new WeakMap<ToolRoles, RoleNode>();

/** The tree of these roles; made once for each table. */
export function roleTree(roles: ToolRoles): RoleNode {
  const known = planted.get(roles);
  if (known !== undefined) return known;
  const root: Growing = { role: null, named: new Map(), each: null };
  for (const [pointer, role] of Object.entries(roles)) grow(root, pointer).role = role;
  planted.set(roles, root);
  return root;
}

function grow(root: Growing, pointer: string): Growing {
  let at = root;
  for (const step of stepsOf(pointer)) {
    const fresh = (): Growing => ({ role: null, named: new Map(), each: null });
    if (step === '*') at = at.each ??= fresh();
    else {
      const next = at.named.get(step) ?? fresh();
      at.named.set(step, next);
      at = next;
    }
  }
  return at;
}

/** The steps of an RFC 6901 pointer, unescaped. */
export function stepsOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Where one step leads from each of these nodes: what is named first, then what stands for any. */
export function stepDown(nodes: readonly RoleNode[], step: string): readonly RoleNode[] {
  if (nodes.length === 0) return nodes;
  const named = nodes.flatMap((node) => node.named.get(step) ?? []);
  const each = nodes.flatMap((node) => node.each ?? []);
  return each.length === 0 ? named : [...named, ...each];
}

export function roleAt(nodes: readonly RoleNode[]): ArgumentRole | null {
  for (const node of nodes) if (node.role !== null) return node.role;
  return null;
}

/** Whether something beneath has a role of its own. */
export function goesDeeper(nodes: readonly RoleNode[]): boolean {
  return nodes.some((node) => node.named.size > 0 || node.each !== null);
}
