// What an argument is when no profile and no user says so: by the format that its schema gives, by its name, and by what its text looks
// like. A derived role assumes the worst: writing, anywhere beneath.

import { LosslessNumber } from 'lossless-json';
import type { JsonObject, JsonPointer, JsonValue } from '../contract/json.ts';
import type { ArgumentReading, ArgumentRole, SqlDialect } from '../contract/tool-profile.ts';
import { pointerTo } from './arg-matcher.ts';
import {
  hasScheme,
  looksLikePath,
  looksLikeSite,
  shapeOf,
  shapeOfMessage,
  type Shape,
} from './argument-shape.ts';
import { isPlural, meaningOf, type Meaning } from './name-meaning.ts';
import { shellOfTool } from './shell-name.ts';
import { isChoice, memberSchemas, says, wordsOf, type SchemaNode } from './schema-node.ts';

/** An argument and where it stands: `name` is that of the member, also for the items of its list. */
export type Setting = {
  readonly name: string;
  readonly schemas: readonly SchemaNode[];
  readonly holder: JsonObject;
  readonly holderPointer: JsonPointer;
  readonly holderSchemas: readonly SchemaNode[];
  /** Names of the tool and its server. */
  readonly tool: string;
  readonly server: string;
};
export type Derived = Pick<ArgumentReading, 'role' | 'from'>;

export const WORST_PATH: ArgumentRole = { role: 'path', target: 'folder', access: 'write' };
const VALUE: ArgumentRole = { role: 'value' };
const PAYLOAD: ArgumentRole = { role: 'payload' };
const PART: ArgumentRole = { role: 'part' };
const MAIL: ArgumentRole = { role: 'recipient', form: 'mail' };
const HANDLE: ArgumentRole = { role: 'recipient', form: 'handle' };
const MAX_PATH = 4096;

/** What a text is. */
export function textRole(text: string, at: Setting): Derived {
  const meaning = chosenMeaning(at);
  if (meaning === 'payload') {
    const shape = shapeOfMessage(text);
    return shape === null ? { role: PAYLOAD, from: 'schema' } : { role: shapeRole(shape), from: 'shape' };
  }
  const role = meaning === null ? null : namedRole(meaning, text, at);
  return role === null ? shapedRole(text) : { role, from: 'schema' };
}

/** What a number, a truth value, a null or an empty structure is: a guess at a name doesn't stretch to it. */
export function bareRole(value: JsonValue, at: Setting): Derived {
  const meaning = meaningIn(at);
  const isStructure = typeof value === 'object' && value !== null;
  if (meaning === 'payload' && !isStructure) return { role: PAYLOAD, from: 'schema' };
  const isNobody = value === null || Array.isArray(value);
  if (isNobody && (meaning === 'recipient' || meaning === 'mail')) return { role: HANDLE, from: 'schema' };
  const spend = meaning === 'amount' && typeof value !== 'boolean' ? spendRole(at) : null;
  return spend === null ? { role: VALUE, from: 'shape' } : { role: spend, from: 'schema' };
}

/** A list of words is one command, unless the name says that there are several. */
export function wordsRole(at: Setting): Derived | null {
  if (meaningIn(at) !== 'command' || isPlural(at.name)) return null;
  return { role: { ...commandRole(at), shell: null }, from: 'schema' };
}

/** An object of an address and a name is one recipient. */
export function objectRole(value: JsonObject, at: Setting): Derived | null {
  const meaning = meaningIn(at);
  if (meaning !== 'recipient' && meaning !== 'mail') return null;
  const names = Object.keys(value);
  const isNamed = names.some((name) => name === 'email' || name === 'address');
  return isNamed && names.every((name) => ['email', 'address', 'name'].includes(name))
    ? { role: MAIL, from: 'schema' }
    : null;
}

/** A text of which only the look is known. */
export function shapedRole(text: string): Derived {
  const shape = shapeOf(text);
  return { role: shape === null ? VALUE : shapeRole(shape), from: 'shape' };
}

function shapeRole(shape: Shape): ArgumentRole {
  if (shape === 'path') return WORST_PATH;
  return shape === 'site' ? { role: 'site', method: null } : MAIL;
}

/** One of a few given words names nothing by itself; it may say more about another argument. */
function chosenMeaning(at: Setting): Meaning | null {
  const meaning = meaningIn(at);
  if (meaning === null || !isChoice(at.schemas)) return meaning;
  return ['method', 'currency', 'database', 'amount'].includes(meaning) ? meaning : null;
}

function meaningIn({ schemas, name }: Setting): Meaning | null {
  if (schemas.length > 0) {
    if (['uri', 'url', 'iri', 'uri-reference'].some((format) => says(schemas, 'format', format)))
      return meaningOf(name) === 'site' ? 'site' : 'link';
    if (says(schemas, 'format', 'email') || says(schemas, 'format', 'idn-email')) return 'mail';
  }
  return meaningOf(name) ?? described(wordsOf(schemas));
}

const PATH_WORDS =
  /\b(absolute|relative|file|folder|directory) path\b|\bpath (to|of) (the|a|an)\b[^.]*\b(file|folder|directory)\b/i;

function described(words: string): Meaning | null {
  if (words === '') return null;
  if (PATH_WORDS.test(words)) return 'path';
  if (/\bURL\b/.test(words)) return 'link';
  return /\be-?mail address/i.test(words) ? 'recipient' : null;
}

function namedRole(meaning: Meaning, text: string, at: Setting): ArgumentRole | null {
  switch (meaning) {
    case 'path':
    case 'cwd':
      return placeRole(text);
    case 'pair':
      return hasOtherHalf(at) || /\b(path|file|folder|directory)\b/i.test(wordsOf(at.schemas))
        ? placeRole(text)
        : null;
    case 'site':
      return (looksLikePath(text) || hasScheme(text)) && !looksLikeSite(text) ? null : siteRole(at);
    case 'link':
      return looksLikeSite(text) ? siteRole(at) : null;
    case 'recipient':
      return recipientRole(text, at);
    case 'mail':
      return MAIL;
    case 'amount':
      return spendRole(at);
    case 'command':
      return commandRole(at);
    case 'shell':
      return sibling(at, 'command') === null ? commandRole(at) : VALUE;
    case 'sql':
    case 'query':
      return meaning === 'sql' || speaksOfSql(at) ? sqlRole(at) : null;
    default:
      return partRole(meaning, at);
  }
}

/** A text that says more about another argument. */
function partRole(meaning: Meaning, at: Setting): ArgumentRole | null {
  const says =
    (meaning === 'method' && (sibling(at, 'site') ?? sibling(at, 'link')) !== null) ||
    (meaning === 'currency' &&
      isBare(at.holder[sibling(at, 'amount') ?? '']) &&
      sibling(at, 'count') === null) ||
    (meaning === 'database' &&
      (sibling(at, 'sql') ?? (speaksOfSql(at) ? sibling(at, 'query') : null)) !== null);
  return says ? PART : null;
}

function isBare(value: JsonValue | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number' || value instanceof LosslessNumber;
}

/** `currency.` is no argument of any tool: what it says counts for nothing there. */
const ODD_NAME = /[^A-Za-z0-9_-]/;

/** Another member of the same object with this meaning. */
function sibling(at: Setting, meaning: Meaning): string | null {
  return (
    Object.keys(at.holder).find(
      (name) => name !== at.name && !ODD_NAME.test(name) && meaningOf(name) === meaning,
    ) ?? null
  );
}

function placeRole(text: string): ArgumentRole | null {
  return text.length > MAX_PATH || text.includes('\n') ? null : WORST_PATH;
}

function hasOtherHalf({ holder, name }: Setting): boolean {
  const isSource = /^(source|src)/i.test(name);
  return Object.keys(holder).some(
    (other) => other !== name && meaningOf(other) === 'pair' && /^(source|src)/i.test(other) !== isSource,
  );
}

function siteRole(at: Setting): ArgumentRole {
  const given = sibling(at, 'method');
  const known = given ?? ['method', 'http_method', 'httpMethod'].find((name) => inSchema(at, name));
  if (known === undefined) return { role: 'site', method: null };
  return { role: 'site', method: { pointer: pointerTo(at.holderPointer, known), absent: 'GET' } };
}

function inSchema(at: Setting, name: string): boolean {
  return memberSchemas(at.holderSchemas, name).length > 0;
}

/** An address or a path is nobody: read as a mail address, it can't be worked out. But what is moved goes from one place `to` another. */
function recipientRole(text: string, at: Setting): ArgumentRole | null {
  if (text.indexOf('@') > 0) return MAIL;
  if (looksLikePath(text)) return standsBesidePlace(at) ? null : MAIL;
  return looksLikeSite(text) ? MAIL : HANDLE;
}

function standsBesidePlace(at: Setting): boolean {
  if (sibling(at, 'mail') !== null || Object.hasOwn(at.holder, 'subject')) return false;
  return (sibling(at, 'path') ?? sibling(at, 'pair')) !== null || Object.hasOwn(at.holder, 'from');
}

/** An amount that is multiplied by another argument is not what is spent. */
function spendRole(at: Setting): ArgumentRole | null {
  const currency = sibling(at, 'currency');
  if (currency === null || sibling(at, 'count') !== null) return null;
  return { role: 'spend', unit: 'major', currency: { pointer: pointerTo(at.holderPointer, currency) } };
}

function commandRole(at: Setting): Extract<ArgumentRole, { role: 'command' }> {
  const cwd = sibling(at, 'cwd');
  const named = cwd === null ? {} : { cwd: pointerTo(at.holderPointer, cwd) };
  return { role: 'command', shell: shellOfTool(at.tool) ?? 'bash', ...named };
}

const DIALECTS: readonly (readonly [SqlDialect, RegExp])[] = [
  ['postgres', /postgres|\bpg\b|supabase|neon\b/i],
  ['mysql', /mysql|mariadb/i],
  ['sqlite', /sqlite/i],
  ['mssql', /mssql|sql-?server/i],
];

/** The dialect that the names of the server or the tool speak of; null when there is none, or several. */
function dialectOf({ server, tool }: Setting): SqlDialect | null {
  const spoken = DIALECTS.filter(([, words]) => words.test(server) || words.test(tool));
  const [only] = spoken;
  return spoken.length === 1 && only !== undefined ? only[0] : null;
}

function speaksOfSql(at: Setting): boolean {
  return (
    /\bSQL\b/i.test(wordsOf(at.schemas)) ||
    /sql/i.test(at.tool) ||
    /sql/i.test(at.server) ||
    dialectOf(at) !== null
  );
}

function sqlRole(at: Setting): ArgumentRole {
  const database = sibling(at, 'database');
  const named = database === null ? {} : { database: pointerTo(at.holderPointer, database) };
  return { role: 'sql', dialect: dialectOf(at), ...named };
}
