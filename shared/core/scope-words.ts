// Authority in words: the sentences that the user reads and agrees to. A sentence says neither less nor more than its grant covers.

import type { ArgMatcher, Lifetime, PathGrant, ReachGrant, SpendGrant } from '../contract/scope.ts';
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
  if ('reach' in matcher) return 'what is granted apart';
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
    case 'task':
      return 'in this task';
    case 'once':
      return 'for one call';
    case 'until':
      return `until ${lifetime.at}`;
    default:
      return assertNever(lifetime);
  }
}

/** What a reach grant covers, in a few words: "*@acme.com", "GET https://api.acme.com", "git status …". */
export function reachGrantWords(grant: ReachGrant): string {
  switch (grant.kind) {
    case 'file':
    case 'folder':
      return pathGrantWords(grant);
    case 'site': {
      const place = grant.origin ?? grant.host ?? grant.url ?? '';
      return grant.methods === undefined ? place : `${grant.methods.join(' or ')} ${place}`;
    }
    case 'recipient':
      return grant.address === '*' ? 'anyone' : grant.address;
    case 'spend':
      return spendWords(grant);
    case 'command':
      if ('line' in grant) return shortened(grant.line);
      return `${commandWords(grant.argv)}${grant.match === 'prefix' ? ' …' : ''}`;
    case 'database':
      return `${grant.name === '*' ? 'any database' : grant.name} (${grant.access})`;
    case 'value':
      return 'any' in grant ? 'anything' : shortened(jsonText(grant.equals));
    default:
      return assertNever(grant);
  }
}

function spendWords({ currency, perCall, total }: SpendGrant): string {
  const limits = [
    ...(perCall === undefined ? [] : [`up to ${perCall} ${currency} at a time`]),
    ...(total === undefined ? [] : [`up to ${total} ${currency} in all`]),
  ];
  return limits.join(', ');
}

/** A command's words as one line. */
export function commandWords(argv: readonly string[]): string {
  return shortened(argv.map(wordText).join(' '));
}

/** A word as a shell would need it. */
function wordText(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
