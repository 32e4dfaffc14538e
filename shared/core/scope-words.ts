// Authority in words: the sentences that the user reads and agrees to. A sentence says neither less nor more than its grant covers.

import type { ExcessWords } from '../contract/request.ts';
import type { ArgMatcher, Lifetime, PathGrant } from '../contract/scope.ts';
import type { Excess } from '../contract/verdict.ts';
import { jsonText } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';

/** Longer values are told by their beginning: the whole stands in the arguments beside it. */
const MAX_VALUE = 400;

/** "/home/u/project (write)". */
export function pathGrantWords(grant: PathGrant): string {
  return `${grant.path} (${grant.access})`;
}

/** What a matcher lets an argument be: `"low" or "normal"`, `from 1 to 10`. */
export function matcherWords(matcher: ArgMatcher): string {
  if (matcher === 'any') return 'anything';
  if ('absent' in matcher) return 'nothing';
  if ('path' in matcher) return 'paths';
  if ('equals' in matcher) return shortened(jsonText(matcher.equals));
  if ('oneOf' in matcher) return shortened(matcher.oneOf.map(jsonText).join(' or ')) || 'nothing';
  if ('glob' in matcher) return `text like ${shortened(JSON.stringify(matcher.glob))}`;
  const from = matcher.min === undefined ? '' : `from ${matcher.min} `;
  const to = matcher.max === undefined ? '' : `to ${matcher.max}`;
  return `a number ${from}${to}`.trimEnd();
}

/** The text, or its beginning and how long it is. Never cuts a character in two. */
export function shortened(text: string): string {
  if (text.length <= MAX_VALUE) return text;
  return `${wholeStart(text, MAX_VALUE)}… (${text.length} characters)`;
}

/** The first `length` UTF-16 units, one fewer where that would cut a character in two. */
export function wholeStart(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** A path with the home folder as `~`, where `home` is that folder. Works on the beginning of longer words, too. */
export function withTilde(path: string, home: string): string {
  const folder = home.replace(/[/\\]+$/, '');
  if (folder === '' || !path.startsWith(folder)) return path;
  const rest = path.slice(folder.length);
  return rest === '' || /^([/\\]| \()/.test(rest) ? `~${rest}` : path;
}

export function lifetimeWords(lifetime: Lifetime): string {
  switch (lifetime.kind) {
    case 'always':
      return 'always';
    case 'session':
      return 'in this session';
    case 'until':
      return `until ${lifetime.at}`;
    default:
      return assertNever(lifetime);
  }
}

/** A folder is asked for as the worst case: whatever lies in it may be touched. */
function accessWords(kind: 'file' | 'folder', access: 'read' | 'write'): string {
  if (kind === 'file') return access;
  return access === 'write' ? 'read or write anything in' : 'read anything in';
}

function exceedsWords(excess: Excess): string {
  switch (excess.by) {
    case 'tool':
      return 'tool: not granted';
    case 'server':
      return 'server: it is started differently than when you granted this';
    case 'definition':
      return 'definition: the tool has changed since you granted it';
    case 'location':
      return excess.held === null ? 'place: nothing is granted there' : 'place: it lies outside';
    case 'access':
      return 'kind of access: you granted reading only';
    case 'argument':
      return `argument: ${excess.pointer} is another`;
    case 'unreadable':
      return 'what it touches can’t be worked out';
    default:
      return assertNever(excess.by);
  }
}

function asksWords(excess: Excess, home: string): string {
  switch (excess.kind) {
    case 'tool':
      return `use ${excess.asked}`;
    case 'file':
    case 'folder':
      return `${accessWords(excess.kind, excess.access ?? 'write')} ${withTilde(excess.asked, home)}`;
    case 'value':
      return `${excess.pointer} = ${excess.asked}`;
    case 'undetermined':
      return excess.asked;
    default:
      return assertNever(excess.kind);
  }
}

function grantedWords(excess: Excess, home: string): string {
  if (excess.held === null) return 'nothing of this kind';
  return excess.kind === 'file' || excess.kind === 'folder' ? withTilde(excess.held, home) : excess.held;
}

/** One excess as the prompt states it. */
export function excessWords(excess: Excess, home: string): ExcessWords {
  return {
    granted: grantedWords(excess, home),
    asks: asksWords(excess, home),
    exceeds: exceedsWords(excess),
    pointer: excess.pointer,
  };
}
