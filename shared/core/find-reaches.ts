// Finds what a call touches in its arguments: by what the user has said of the tool, by the profile of a well-known tool, by the tool's
// schema and names, and by the shape of the values. What isn't known to be payload is never left out: a text that could be a place or an
// address is one, any other argument is a value that has to be granted.

import { RESOURCES_READ } from '../contract/call.ts';
import type { JsonObject, JsonPointer, JsonValue } from '../contract/json.ts';
import type { ArgumentReading, ArgumentRole, ToolRoles } from '../contract/tool-profile.ts';
import { pointerTo, valueAt } from './arg-matcher.ts';
import { hasScheme } from './argument-shape.ts';
import { profileRoles } from './find-profile.ts';
import type { ReachCandidate } from './reach-candidate.ts';
import { addReaches } from './reach-candidates.ts';
import { stepsOf } from './role-tree.ts';
import { shownText } from './shown-value.ts';
import { isJsonList } from './strict-json.ts';
import { walkArguments, type Visited, type WalkSubject } from './walk-arguments.ts';

export type ReachSubject = {
  readonly server: string;
  /** The line that starts the server, or the address it is reached at; empty when there is none. */
  readonly serverCommand: string;
  readonly tool: string;
  readonly args: JsonObject;
  readonly inputSchema: JsonValue | null;
  /** What the user has said of this tool's arguments. */
  readonly corrections: ToolRoles | null;
};

/** What the call would touch, in the order of its arguments. */
export function findReaches(subject: ReachSubject): readonly ReachCandidate[] {
  const found: ReachCandidate[] = [];
  const { args, server, tool } = subject;
  const whole = { args, server };
  const walked = walkSubject(subject);
  const headers: Visited[] = [];
  walkArguments(walked, {
    value: (visited) => {
      addReaches(found, visited, whole);
      if (isBrokenHeader(visited)) headers.push(visited);
    },
    name: (name, pointer, derived) =>
      addReaches(found, { ...derived, value: name, pointer, name, schemas: [] }, whole),
  });
  addAbsent(found, walked);
  if (headers.length > 0 && found.some(({ kind }) => kind === 'recipient')) {
    const why = 'a line break in it would start another header of the message';
    for (const { value, pointer } of headers)
      found.push({ kind: 'undetermined', pointer, asked: shownText(value), why });
  }
  if (tool === RESOURCES_READ && args['uri'] === undefined)
    found.push({ kind: 'undetermined', pointer: '/uri', asked: '', why: 'it names no resource' });
  return found;
}

/**
 * How every argument is read, and who says so. Items of a list that are read alike are one reading, with `*` in the place of their index:
 * the pointer under which a correction of it would hold for later calls too.
 */
export function readingOf(subject: ReachSubject): readonly ArgumentReading[] {
  const readings = new Map<string, ArgumentReading>();
  walkArguments(walkSubject(subject), {
    value: ({ pointer, role, from }) => {
      const reading = { pointer: patternOf(pointer, subject.args), role, from };
      readings.set(JSON.stringify(reading), reading);
    },
  });
  return [...readings.values()];
}

/** The pointer with `*` for each index of a list. */
function patternOf(pointer: JsonPointer, args: JsonObject): string {
  let at: JsonValue | undefined = args;
  let pattern = '';
  for (const step of stepsOf(pointer)) {
    pattern = pointerTo(pattern, isJsonList(at) ? '*' : step);
    at = at === undefined ? undefined : valueAt(at, pointerTo('', step));
  }
  return pattern;
}

/** A header of a message ends with its line: what follows could name further recipients. */
function isBrokenHeader({ role, name, value }: Visited): boolean {
  return (
    role.role === 'payload' &&
    /^(.*[_-])?subject$/i.test(name) &&
    typeof value === 'string' &&
    /[\r\n]/.test(value)
  );
}

function walkSubject(subject: ReachSubject): WalkSubject {
  const { server, tool, args, inputSchema, corrections } = subject;
  const base = { server, tool, args, inputSchema, corrections };
  if (tool === RESOURCES_READ)
    return { ...base, known: { roles: resourceRoles(args['uri']), from: 'schema' } };
  const roles = profileRoles(subject);
  return { ...base, known: roles === null ? null : { roles, from: 'profile' } };
}

const FILE_RESOURCE: ToolRoles = { '/uri': { role: 'path', target: 'file', access: 'read' } };
const WEB_RESOURCE: ToolRoles = { '/uri': { role: 'site', method: 'GET' } };
const OTHER_RESOURCE: ToolRoles = { '/uri': { role: 'value' } };

/** A resource of the server's own has a scheme of its own; what has none, or isn't text, is read as a path. */
function resourceRoles(uri: JsonValue | undefined): ToolRoles {
  if (typeof uri !== 'string' || /^file:/i.test(uri) || !hasScheme(uri)) return FILE_RESOURCE;
  return /^https?:/i.test(uri) ? WEB_RESOURCE : OTHER_RESOURCE;
}

/** A tool that works in a place of its own when it is told none touches that place. */
function addAbsent(found: ReachCandidate[], { args, corrections, known }: WalkSubject): void {
  const roles: Readonly<Record<string, ArgumentRole>> = { ...known?.roles, ...corrections };
  for (const [pointer, role] of Object.entries(roles)) {
    if (role.role !== 'path' || role.absent === undefined || Object.hasOwn(args, pointer.slice(1))) continue;
    const { target, access, absent } = role;
    found.push({ kind: 'path', pointer, text: absent, target, access });
  }
}
