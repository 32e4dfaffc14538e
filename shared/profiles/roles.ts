// The roles that most arguments have, and a short way to write down those of one tool.

import type { ArgumentRole, ToolRoles } from '../contract/tool-profile.ts';

const KINDS = {
  readFile: { role: 'path', target: 'file', access: 'read' },
  writeFile: { role: 'path', target: 'file', access: 'write' },
  readFolder: { role: 'path', target: 'folder', access: 'read' },
  writeFolder: { role: 'path', target: 'folder', access: 'write' },
  payload: { role: 'payload' },
  option: { role: 'option' },
  value: { role: 'value' },
  part: { role: 'part' },
  patch: { role: 'patch' },
  mail: { role: 'recipient', form: 'mail' },
  handle: { role: 'recipient', form: 'handle' },
  /** A page that is fetched. */
  page: { role: 'site', method: 'GET' },
  /** An address of which nothing says what is done with it. */
  site: { role: 'site', method: null },
} as const satisfies Record<string, ArgumentRole>;
type Kind = keyof typeof KINDS;
const byKind: ReadonlyMap<string, ArgumentRole> = new Map(Object.entries(KINDS));

/**
 * The roles of one tool: `args({ readFile: 'path', option: 'head tail', payload: 'edits' })`. Names are separated by blanks;
 * one with `/` is the rest of a pointer. `others` are roles that need more than a kind.
 */
export function args(names: Readonly<Partial<Record<Kind, string>>>, others: ToolRoles = {}): ToolRoles {
  const roles: Record<string, ArgumentRole> = {};
  for (const [kind, list] of Object.entries(names)) {
    const role = byKind.get(kind);
    if (role !== undefined) for (const name of list.split(' ')) roles[`/${name}`] = role;
  }
  return { ...roles, ...others };
}
