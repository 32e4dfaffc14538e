// Under which key a reach grant is kept, and under which keys the grants that could cover a reach are found. Paths have keys of their own
// (path-key.ts); all other kinds share one table, in which a key begins with the kind.

import type { JsonValue } from '../contract/json.ts';
import type {
  CommandReach,
  DatabaseReach,
  RecipientReach,
  SiteReach,
  SpendReach,
  ValueReach,
} from '../contract/reach.ts';
import type {
  CommandGrant,
  DatabaseGrant,
  RecipientGrant,
  SiteGrant,
  SpendGrant,
  ValueGrant,
} from '../contract/scope.ts';
import { valueAt } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';
import { canonicalText } from './canonical-text.ts';

/** Grants that are kept in the common table. */
export type KeyedGrant = SiteGrant | RecipientGrant | SpendGrant | CommandGrant | DatabaseGrant | ValueGrant;
/** Reaches that are looked up in it. */
export type KeyedReach = SiteReach | RecipientReach | SpendReach | CommandReach | DatabaseReach | ValueReach;

/** Stands between the parts of a key: no part holds it, because JSON text and addresses escape or refuse it. */
const NUL = '\u0000';
/** More words in a prefix, or steps in a path, aren't looked at to find a grant, only to compare with it. */
const MAX_DEEP = 64;

export function keyOfGrant(grant: KeyedGrant): string {
  switch (grant.kind) {
    case 'site':
      return siteKey(grant);
    case 'recipient':
      return `recipient ${grant.address.toLowerCase()}`;
    case 'spend':
      return `spend ${grant.currency}`;
    case 'command':
      if ('line' in grant) return `command line ${grant.shell} ${grant.line}`;
      return grant.match === 'exact' ? `command exact ${grant.argv.join(NUL)}` : commandPrefix(grant.argv);
    case 'database':
      return `database ${grant.name}`;
    case 'value':
      return valueGrantKey(grant);
    default:
      return assertNever(grant);
  }
}

/** Under which a denial is kept: a denied command is denied with whatever words follow. */
export function keyOfDenial(denial: KeyedGrant): string {
  return denial.kind === 'command' && 'argv' in denial ? commandPrefix(denial.argv) : keyOfGrant(denial);
}

function commandPrefix(argv: readonly string[]): string {
  return `command prefix ${argv.slice(0, MAX_DEEP).join(NUL)}`;
}

/** The keys under which grants that could cover the reach are kept, narrow to wide. `value` is the argument at the reach's pointer. */
export function keysOfReach(reach: KeyedReach, args: JsonValue): readonly string[] {
  switch (reach.kind) {
    case 'site':
      return siteKeys(reach);
    case 'recipient':
      return recipientKeys(reach.address.toLowerCase());
    case 'spend':
      return [`spend ${reach.currency}`];
    case 'command':
      return commandKeys(reach, args);
    case 'database':
      return [`database ${reach.name}`, 'database *'];
    case 'value':
      return valueKeys(reach.pointer, valueAt(args, reach.pointer));
    default:
      return assertNever(reach);
  }
}

/** What all keys of the neighbours of a reach begin with: where the nearest authority is looked for. */
export function neighbourhood(reach: KeyedReach): string {
  return reach.kind === 'value' ? `value ${reach.pointer}${NUL}` : `${reach.kind} `;
}

/** `https:`, nothing, and the host. */
const ORIGIN_STEPS = 3;

function siteKey({ origin, host, url }: SiteGrant): string {
  if (origin !== undefined) return `site origin ${origin}`;
  if (url !== undefined) {
    const steps = url.split('/').slice(0, ORIGIN_STEPS + MAX_DEEP);
    return `site url ${(steps.at(-1) === '' ? steps.slice(0, -1) : steps).join('/')}`;
  }
  if (host === undefined) return 'site none';
  return host.startsWith('*.') ? `site beneath ${host.slice(2)}` : `site host ${host}`;
}

/** Scheme, host and port as an origin is written: the scheme's usual port is left out (RFC 6454, 6.2). */
export function originOf({ scheme, host, port }: Pick<SiteReach, 'scheme' | 'host' | 'port'>): string {
  return port === (scheme === 'https' ? 443 : 80) ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
}

function siteKeys(reach: SiteReach): readonly string[] {
  const origin = originOf(reach);
  const keys: string[] = [];
  // Where the path leads isn't known for sure: no grant of a path covers it.
  if (!reach.ambiguousPath) {
    const steps = reach.path.split('/').slice(1, MAX_DEEP + 1);
    let prefix = `site url ${origin}`;
    keys.push(prefix);
    for (const step of steps) keys.push((prefix = `${prefix}/${step}`));
  }
  keys.push(`site origin ${origin}`, `site host ${reach.host}`);
  for (const parent of parentDomains(reach.host)) keys.push(`site beneath ${parent}`);
  keys.push('site host *');
  return keys;
}

/** The domains above a host; an address has none. */
export function* parentDomains(host: string): Generator<string> {
  if (/^\[|^[\d.]+$/.test(host)) return;
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) yield host.slice(dot + 1);
}

function recipientKeys(address: string): readonly string[] {
  const at = address.lastIndexOf('@');
  const domain = at > 0 ? [`recipient *${address.slice(at)}`] : [];
  return [`recipient ${address}`, ...domain, 'recipient *'];
}

let lastKey = { shell: '', line: '', key: '' };

/** Every command of a line has the whole line among its keys: one text for all of them is hashed once. */
function lineKey(shell: string, line: string): string {
  if (lastKey.line !== line || lastKey.shell !== shell)
    lastKey = { shell, line, key: `command line ${shell} ${line}` };
  return lastKey.key;
}

function commandKeys({ argv, pointer, shell }: CommandReach, args: JsonValue): readonly string[] {
  const line = valueAt(args, pointer);
  const keys = typeof line === 'string' ? [lineKey(shell, line)] : [];
  if (argv === null || argv.some((word) => word.includes(NUL))) return keys;
  keys.push(`command exact ${argv.join(NUL)}`);
  let prefix = 'command prefix ';
  argv.slice(0, MAX_DEEP).forEach((word, at) => {
    prefix = at === 0 ? `${prefix}${word}` : `${prefix}${NUL}${word}`;
    keys.push(prefix);
  });
  return keys;
}

function valueGrantKey(grant: ValueGrant): string {
  return 'any' in grant ? anyValue(grant.pointer) : valueKey(grant.pointer, grant.equals);
}

function valueKeys(pointer: string, value: JsonValue | undefined): readonly string[] {
  return value === undefined ? [] : [valueKey(pointer, value), anyValue(pointer)];
}

/** By pointer, then value. JSON text holds no NUL, so that the last one ends the pointer. */
function valueKey(pointer: string, value: unknown): string {
  return `value ${pointer}${NUL}${canonicalText(value) ?? ''}`;
}

function anyValue(pointer: string): string {
  return `value ${pointer}${NUL}${NUL}`;
}
