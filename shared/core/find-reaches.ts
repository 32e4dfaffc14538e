// Finds what a call touches in its arguments: by the profile of a well-known tool, else by the shape of the values. What isn't known to
// be payload is never left out: a string that could be a path is one, any other argument is a value that has to be granted.

import { LosslessNumber } from 'lossless-json';
import { RESOURCES_READ, type Access, type Reach } from '../contract/call.ts';
import type { JsonObject, JsonPointer, JsonValue } from '../contract/json.ts';
import type { ArgumentRole } from '../contract/tool-profile.ts';
import { filesystemProfile } from '../profiles/filesystem.ts';
import { pointerTo, valueAt } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';
import { wholeStart } from './scope-words.ts';
import { isJsonObject } from './strict-json.ts';

/** A path as the agent wrote it, still to be resolved; everything else is a reach already. */
export type PathCandidate = {
  readonly kind: 'path';
  readonly pointer: JsonPointer;
  readonly text: string;
  readonly target: 'file' | 'folder';
  readonly access: Access;
};
export type ReachCandidate = PathCandidate | Exclude<Reach, { readonly kind: 'file' | 'folder' }>;

export type ReachSubject = {
  readonly tool: string;
  readonly args: JsonObject;
  readonly inputSchema: JsonValue | null;
};

const PROFILES = [filesystemProfile];
/** Characters of a value that are shown. */
const MAX_SHOWN = 1000;
/** Longer text isn't a path on any platform. */
const MAX_PATH = 4096;

export function findReaches(subject: ReachSubject): readonly ReachCandidate[] {
  if (subject.tool === RESOURCES_READ) return resourceReach(subject.args);
  const roles = rolesOf(subject);
  const found: ReachCandidate[] = [];
  for (const [name, value] of Object.entries(subject.args)) {
    const role = roles?.[name];
    const pointer = pointerTo('', name);
    if (role === undefined) byShape(value, pointer, found);
    else byRole(role, value, pointer, found);
  }
  return found;
}

/** The profile's roles, when the tool, its arguments, and what its server says of them all fit. */
function rolesOf(subject: ReachSubject): Readonly<Record<string, ArgumentRole>> | null {
  for (const profile of PROFILES) {
    const roles = Object.hasOwn(profile.tools, subject.tool) ? profile.tools[subject.tool] : undefined;
    if (roles === undefined) continue;
    const names = [...Object.keys(subject.args), ...schemaNames(subject.inputSchema)];
    if (names.every((name) => Object.hasOwn(roles, name))) return roles;
  }
  return null;
}

function schemaNames(inputSchema: JsonValue | null): readonly string[] {
  const properties = valueAt(inputSchema, '/properties');
  return isJsonObject(properties) ? Object.keys(properties) : [];
}

function resourceReach(args: JsonObject): readonly ReachCandidate[] {
  const { uri } = args;
  if (typeof uri !== 'string')
    return [{ kind: 'undetermined', pointer: '/uri', asked: '', why: 'it is not a URI' }];
  if (/^file:/i.test(uri))
    return [{ kind: 'path', pointer: '/uri', text: uri, target: 'file', access: 'read' }];
  return [{ kind: 'value', pointer: '/uri', value: shownValue(uri) }];
}

function byRole(role: ArgumentRole, value: JsonValue, pointer: JsonPointer, found: ReachCandidate[]): void {
  switch (role.role) {
    case 'payload':
      return;
    case 'option':
      // An option is a flag, a number or a list of patterns; a structure in its place is something else.
      if (isJsonObject(value)) byShape(value, pointer, found);
      return;
    case 'path': {
      const texts = Array.isArray(value) ? value : [value];
      texts.forEach((text: JsonValue, index) => {
        const at = Array.isArray(value) ? pointerTo(pointer, index) : pointer;
        if (typeof text === 'string')
          found.push({ kind: 'path', pointer: at, text, target: role.target, access: role.access });
        else
          found.push({ kind: 'undetermined', pointer: at, asked: jsonText(text), why: 'it is not a path' });
      });
      return;
    }
    default:
      assertNever(role);
  }
}

/** Without a profile the worst is assumed: writing, anywhere beneath. */
function byShape(value: JsonValue, pointer: JsonPointer, found: ReachCandidate[]): void {
  if (typeof value === 'string' && looksLikePath(value)) {
    found.push({ kind: 'path', pointer, text: value, target: 'folder', access: 'write' });
  } else if (Array.isArray(value) && value.length > 0) {
    value.forEach((item: JsonValue, index) => byShape(item, pointerTo(pointer, index), found));
  } else if (isJsonObject(value) && Object.keys(value).length > 0) {
    for (const [key, member] of Object.entries(value)) byShape(member, pointerTo(pointer, key), found);
  } else found.push({ kind: 'value', pointer, value: shownValue(value) });
}

/** A leaf as JSON text; a long text by its beginning, because the record holds it beside the arguments. */
function shownValue(value: JsonValue): string {
  if (typeof value !== 'string' || value.length <= MAX_SHOWN) return jsonText(value);
  return `${JSON.stringify(wholeStart(value, MAX_SHOWN))}…`;
}

function jsonText(value: JsonValue): string {
  return value instanceof LosslessNumber ? value.value : JSON.stringify(value);
}

/** Absolute, home, `file:`, drive and UNC paths, and relative ones that leave or name their folder. */
export function looksLikePath(text: string): boolean {
  if (text.length > MAX_PATH || text.includes('\n')) return false;
  return (
    /^(\/|~|file:|[A-Za-z]:[\\/]|\\\\|\.{1,2}([\\/]|$))/i.test(text) || /(^|[\\/])\.\.([\\/]|$)/.test(text)
  );
}
