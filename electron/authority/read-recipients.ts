// Reads whom a message goes to, from a text that may list several or from the shapes that tools take. One that can't be read for sure
// makes the whole unreadable: a reading must never leave a recipient out.

import { isJsonList, isJsonObject } from '../../shared/core/strict-json.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { readHost } from './read-host.ts';
import { nameProblem, readMailbox } from './read-mailbox.ts';

export type RecipientsReading =
  | { readonly kind: 'recipients'; readonly addresses: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: string };
/** `mail`: addresses; `handle`: names of the server's own, such as channels, users and phone numbers. */
export type RecipientForm = 'mail' | 'handle';

const unreadable = (why: string): RecipientsReading => ({ kind: 'unreadable', why });
const NOBODY = 'it names nobody';
const MAX_TEXT = 32_768;
/** Controls, format characters, lone surrogates and every space but the plain one. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Reads one text, which may list several addresses separated by commas or semicolons. Never throws. */
export function readRecipients(text: string): RecipientsReading {
  if (text.length > MAX_TEXT) return unreadable('it is longer than a list of addresses');
  if (UNSEEN.test(text)) return unreadable('it holds a character that can’t be seen');
  const pieces = piecesOf(text);
  if (pieces === null) return unreadable('mailers may split it differently');
  const addresses: string[] = [];
  for (const piece of pieces) {
    const read = readMailbox(piece);
    if (read.kind === 'unreadable') return read;
    addresses.push(read.address);
  }
  return addresses.length === 0 ? unreadable(NOBODY) : { kind: 'recipients', addresses };
}

/** The pieces between commas and semicolons outside of quotes and angle brackets, without the empty ones; null when one stays open. */
function piecesOf(text: string): readonly string[] | null {
  const pieces: string[] = [];
  let from = 0;
  let isOpen: '"' | '<' | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isOpen === '"') {
      if (char === '\\') at += 1;
      else if (char === '"') isOpen = null;
    } else if (char === '"' || char === '<') {
      if (isOpen !== null) return null;
      isOpen = char;
    } else if (char === '>') isOpen = null;
    else if (isOpen === null && (char === ',' || char === ';')) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (isOpen !== null) return null;
  pieces.push(text.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/**
 * A name that the server itself gives a meaning to. It is compared as it is written: case and look-alikes make another name. Inside there
 * may be single spaces, and after a leading `@` one server.
 */
const HANDLE =
  /^[#@+!]?[\p{L}\p{M}\p{N}_]+(?:[ .:+/-]?[\p{L}\p{M}\p{N}_])*$|^@[\p{L}\p{N}_.-]+@[a-z0-9.-]+$|^-\d+$/u;
const MAX_HANDLE = 256;

/** Reads one channel, user, group or phone number: `#general`, `@anna`, `U024BE7LH`, `+4930123456`. Never throws. */
export function readHandle(text: string): RecipientsReading {
  if (text === '') return unreadable(NOBODY);
  if (text.length > MAX_HANDLE) return unreadable('it is longer than a name');
  if (UNSEEN.test(text)) return unreadable('it holds a character that can’t be seen');
  if (/^[^@].*@/.test(text)) return readOneAddress(text);
  if (text !== text.normalize('NFC') || !HANDLE.test(text))
    return unreadable('it is not the name of one recipient');
  return { kind: 'recipients', addresses: [text] };
}

/**
 * Reads an argument that says who receives: a text, a list of texts, objects of an address and a name. An empty list names nobody, which
 * is for the caller to judge (`namesNobody`); here it is unreadable, like everything else.
 */
export function readRecipientValue(value: JsonValue, form: RecipientForm): RecipientsReading {
  if (!isJsonList(value)) return readOne(value, form);
  if (value.length === 0) return unreadable(NOBODY);
  const addresses: string[] = [];
  for (const item of value) {
    const read = readOne(item, form);
    if (read.kind === 'unreadable') return read;
    addresses.push(...read.addresses);
  }
  return { kind: 'recipients', addresses };
}

/** Whether an argument of recipients is written but empty. Fine for copies when somebody else is named. */
export function namesNobody(value: JsonValue): boolean {
  return value === null || value === '' || (isJsonList(value) && value.length === 0);
}

function readOne(value: JsonValue, form: RecipientForm): RecipientsReading {
  if (typeof value === 'string') return form === 'mail' ? readRecipients(value) : readHandle(value);
  // Some servers number their chats.
  if (form === 'handle' && typeof value === 'number' && Number.isSafeInteger(value))
    return readHandle(`${value}`);
  if (form === 'mail' && isJsonObject(value)) return readNamed(value);
  return unreadable('it is not a recipient');
}

/** `{ email, name }` or `{ address, name }`: tools write it as `name <email>`, so that the name must be one that could stand there. */
function readNamed(value: JsonObject): RecipientsReading {
  const { name = '', ...rest } = value;
  const keys = Object.keys(rest);
  const address = rest['email'] ?? rest['address'];
  if (keys.length !== 1 || typeof address !== 'string' || (typeof name !== 'string' && name !== null))
    return unreadable('it is not a recipient');
  if (name !== null && (UNSEEN.test(name) || nameProblem(name) !== null))
    return unreadable('its name could be taken for an address');
  if (UNSEEN.test(address)) return unreadable('it holds a character that can’t be seen');
  const read = readMailbox(address.trim());
  return read.kind === 'unreadable' ? read : { kind: 'recipients', addresses: [read.address] };
}

/**
 * The text of a recipient grant as readings have it: `*`, `*@domain`, an address, or a handle. Fails with what is wrong, in words for the
 * user who wrote it.
 */
export function readRecipientGrant(text: string): Result<string, string> {
  if (text === '*') return ok(text);
  if (text.startsWith('*@')) {
    const domain = readHost(text.slice(2));
    return domain.kind === 'host' && domain.host.includes('.')
      ? ok(`*@${domain.host}`)
      : err(`\`${text}\` can’t be granted: write \`*@\` and a domain`);
  }
  const read = readHandle(text);
  if (read.kind === 'unreadable') return err(`\`${text}\` can’t be granted: ${read.why}`);
  return ok(read.addresses[0] ?? text);
}

function readOneAddress(text: string): RecipientsReading {
  const read = readRecipients(text);
  return read.kind === 'recipients' && read.addresses.length !== 1 ? unreadable('it names several') : read;
}
