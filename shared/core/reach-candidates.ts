// Makes of a read argument what the call would touch through it: places and people still to be worked out, or values as they stand.

import type { JsonObject, JsonPointer, JsonValue } from '../contract/json.ts';
import type { UndeterminedReach, ValueReach } from '../contract/reach.ts';
import type { ArgumentRole } from '../contract/tool-profile.ts';
import { pointerTo, valueAt } from './arg-matcher.ts';
import { looksLikeSite } from './argument-shape.ts';
import { assertNever } from './assert-never.ts';
import { meaningOf } from './name-meaning.ts';
import type { ReachCandidate } from './reach-candidate.ts';
import { readPatch } from './read-patch.ts';
import { stepsOf } from './role-tree.ts';
import { says } from './schema-node.ts';
import { namedShell } from './shell-name.ts';
import { shownText, shownValue } from './shown-value.ts';
import { isJsonList, isJsonObject } from './strict-json.ts';
import type { Visited } from './walk-arguments.ts';

/** The whole arguments, which roles refer to, and whose database it is where none is named. */
export type Whole = { readonly args: JsonObject; readonly server: string };
type Role<T extends ArgumentRole['role']> = Extract<ArgumentRole, { readonly role: T }>;

const READ_FILE = { target: 'file', access: 'read' } as const;
const WRITE_FOLDER = { target: 'folder', access: 'write' } as const;

/** Adds what the argument reaches. Payload, options and parts add nothing of their own. */
export function addReaches(found: ReachCandidate[], read: Visited, whole: Whole): void {
  const { role, value, pointer } = read;
  switch (role.role) {
    case 'payload':
    case 'option':
    case 'part':
      return;
    case 'value':
      return addValues(found, value, pointer);
    case 'path':
      return eachText(found, read, 'a path', (text, at) => addPath(found, text, at, role));
    case 'glob':
      return eachText(found, read, 'a pattern of paths', (pattern, at) => {
        const base = role.base === undefined ? null : valueAt(whole.args, concrete(role.base, at));
        if (base === undefined || base === null || typeof base === 'string')
          found.push({ kind: 'glob', pointer: at, pattern, base: base ?? null, access: role.access });
        else found.push(undetermined(at, pattern, 'the folder it starts from is not a path'));
      });
    case 'site':
      return eachText(found, read, 'a web address', (text, at) => addSite(found, text, at, role, whole));
    case 'recipient':
      return addRecipients(found, read, role);
    case 'spend':
      return addSpend(found, read, role, whole);
    case 'command':
      return addCommand(found, read, role, whole);
    case 'sql':
      return eachText(found, read, 'a statement', (text, at) => addSql(found, text, at, role, whole));
    case 'patch':
      return eachText(found, read, 'a patch', (text, at) => addPatch(found, text, at));
    default:
      assertNever(role);
  }
}

function addValues(found: ReachCandidate[], value: JsonValue, pointer: JsonPointer): void {
  if (isJsonList(value) && value.length > 0) {
    value.forEach((item, index) => addValues(found, item, pointerTo(pointer, index)));
  } else if (isJsonObject(value) && Object.keys(value).length > 0) {
    for (const [key, member] of Object.entries(value)) addValues(found, member, pointerTo(pointer, key));
  } else found.push(valueReach(value, pointer));
}

function valueReach(value: JsonValue, pointer: JsonPointer): ValueReach {
  return { kind: 'value', pointer, value: shownValue(value) };
}

function undetermined(pointer: JsonPointer, value: JsonValue, why: string): UndeterminedReach {
  return { kind: 'undetermined', pointer, asked: shownText(value), why };
}

/** Each text of a value that is one, or a list of them. Null and nothing are values, which may be granted; the rest can't be worked out. */
function eachText(
  found: ReachCandidate[],
  read: Visited,
  what: string,
  add: (text: string, pointer: JsonPointer) => void,
): void {
  const { value, pointer } = read;
  if (typeof value === 'string') add(value, pointer);
  else if (value === null || (isJsonList(value) && value.length === 0))
    found.push(valueReach(value, pointer));
  else if (!isJsonList(value)) found.push(undetermined(pointer, value, `it is not ${what}`));
  else if (expectsOne(read)) found.push(undetermined(pointer, value, `it is a list in the place of ${what}`));
  else {
    value.forEach((item, index) => {
      const at = pointerTo(pointer, index);
      if (typeof item === 'string') add(item, at);
      else found.push(undetermined(at, item, `it is not ${what}`));
    });
  }
}

/** An argument named `path` or `sql` takes one, unless its schema says otherwise: a tool that gets a list there may read it in any way. */
function expectsOne({ name, schemas }: Visited): boolean {
  return (
    /(^|[a-z_-])(path|file|filename|dir|directory|folder|url|uri|sql|query|statement)$/i.test(name) &&
    !says(schemas, 'type', 'array')
  );
}

/** Some tools open a web address where a path is expected. */
function addPath(found: ReachCandidate[], text: string, pointer: JsonPointer, role: Role<'path'>): void {
  const { target, access } = role;
  // An empty working folder is the one that the call has anyway.
  if (text === '' && meaningOf(stepsOf(pointer).at(-1) ?? '') === 'cwd') return;
  found.push({ kind: 'path', pointer, text, target, access });
  if (looksLikeSite(text)) found.push({ kind: 'site', pointer, text, asked: text, method: null });
}

/** Browsers and fetchers open files, too. */
function addSite(
  found: ReachCandidate[],
  text: string,
  pointer: JsonPointer,
  role: Role<'site'>,
  whole: Whole,
): void {
  if (/^\s*file:/i.test(text)) {
    const isRead = role.method === 'GET' || role.method === 'HEAD';
    const worst = isRead ? READ_FILE : WRITE_FOLDER;
    return void found.push({ kind: 'path', pointer, text: text.trim(), ...worst });
  }
  const method = methodOf(role, pointer, whole);
  if (method === undefined) found.push(undetermined(pointer, text, 'the method it names is not one'));
  else
    for (const address of addressesIn(text))
      found.push({ kind: 'site', pointer, text: address, asked: text, method });
}

/** A host without a scheme is opened with either, as fetchers differ. */
function addressesIn(text: string): readonly string[] {
  const isBare = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d{1,5})?([/?#]\S*)?$/u.test(text);
  return isBare ? [`https://${text}`, `http://${text}`] : [text];
}

/** Null when nothing says which method is used; undefined when what says so names none. */
function methodOf(
  { method }: Role<'site'>,
  pointer: JsonPointer,
  { args }: Whole,
): string | null | undefined {
  if (method === null || typeof method === 'string') return method;
  const named = valueAt(args, concrete(method.pointer, pointer)) ?? method.absent;
  return typeof named === 'string' && /^[A-Za-z]{1,20}$/.test(named) ? named.toUpperCase() : undefined;
}

/** Copies may go to nobody; a message may not. */
function addRecipients(found: ReachCandidate[], read: Visited, { form }: Role<'recipient'>): void {
  const { value, pointer, name } = read;
  const isNobody = value === null || value === '' || (isJsonList(value) && value.length === 0);
  if (isNobody) {
    if (/^(to|recipients?|emails?|channels?|channel_ids?)$/i.test(name))
      found.push(undetermined(pointer, value, 'it names nobody'));
  } else if (isJsonList(value)) {
    value.forEach((item, index) => {
      found.push({ kind: 'recipient', pointer: pointerTo(pointer, index), value: item, form });
    });
  } else found.push({ kind: 'recipient', pointer, value, form });
}

function addSpend(found: ReachCandidate[], read: Visited, role: Role<'spend'>, { args }: Whole): void {
  const { value, pointer } = read;
  const { currency, unit, factors } = role;
  found.push({
    kind: 'spend',
    pointer,
    amount: value,
    factors: factors ?? null,
    currency: typeof currency === 'string' ? currency : valueAt(args, concrete(currency.pointer, pointer)),
    unit,
  });
}

function addCommand(found: ReachCandidate[], read: Visited, role: Role<'command'>, { args }: Whole): void {
  const { value, pointer, from, name } = read;
  const holder = valueAt(args, pointer.slice(0, pointer.lastIndexOf('/')));
  const named = isJsonObject(holder) ? namedShell(holder, name) : null;
  const words = wordsIn(value);
  if (typeof value === 'string' && role.shell !== null && named === 'unknown')
    return void found.push(undetermined(pointer, value, 'it is for a shell that Remit does not know'));
  const command = typeof value === 'string' && role.shell !== null ? value : words;
  if (command === null) {
    found.push(
      value === null ? valueReach(value, pointer) : undetermined(pointer, value, 'it is not a command'),
    );
    return;
  }
  const shell = named === null || named === 'unknown' ? (role.shell ?? 'bash') : named;
  const cwd = role.cwd === undefined ? undefined : valueAt(args, concrete(role.cwd, pointer));
  found.push({ kind: 'command', pointer, command, shell, isGiven: from === 'user' || named !== null, cwd });
}

function wordsIn(value: JsonValue): readonly string[] | null {
  if (!isJsonList(value) || value.length === 0) return null;
  const words = value.filter((word) => typeof word === 'string');
  return words.length === value.length ? words : null;
}

function addSql(
  found: ReachCandidate[],
  text: string,
  pointer: JsonPointer,
  role: Role<'sql'>,
  { args, server }: Whole,
): void {
  const named = role.database === undefined ? undefined : valueAt(args, concrete(role.database, pointer));
  const database = named ?? server;
  if (typeof database === 'string' && database !== '')
    found.push({ kind: 'sql', pointer, text, dialect: role.dialect, database });
  else found.push(undetermined(pointer, text, 'the database it is for is not a name'));
}

function addPatch(found: ReachCandidate[], text: string, pointer: JsonPointer): void {
  const files = readPatch(text);
  if (!files.ok) return void found.push(undetermined(pointer, text, files.error));
  for (const path of files.value)
    found.push({ kind: 'path', pointer, text: path, target: 'file', access: 'write' });
}

/** A role's pointer with each `*` as the step at the same depth of where the role was found. */
function concrete(pattern: string, pointer: JsonPointer): JsonPointer {
  if (!pattern.includes('*')) return pattern;
  const at = stepsOf(pointer);
  return stepsOf(pattern).reduce(
    (path, step, index) => pointerTo(path, step === '*' ? (at[index] ?? step) : step),
    '',
  );
}
