// How the naive judge compares single things: each rule as the schemas' sentences put it, one by one, and none of Remit's own comparing.

import { LosslessNumber } from 'lossless-json';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { DatabaseAccess } from '../../shared/contract/database.ts';
import type { SiteReach } from '../../shared/contract/reach.ts';
import type { ArgMatcher, SiteGrant } from '../../shared/contract/scope.ts';
import { isJsonList, isJsonObject } from '../../shared/core/strict-json.ts';

/** A name with `*` for any run of characters. */
export function nameMatches(pattern: string, name: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${source.join('[^]*')}$`).test(name);
}

export function argumentAt(args: JsonObject, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = args;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replace(/~1/g, '/').replace(/~0/g, '~');
    if (isJsonList(at)) at = at.find((_item, index) => String(index) === name);
    else if (isJsonObject(at)) at = new Map(Object.entries(at)).get(name);
    else return undefined;
  }
  return at;
}

/** One text for equal values: keys in order, numbers as they are written. */
function ordered(value: unknown): string {
  if (value instanceof LosslessNumber) return `long ${value.value}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(ordered).join()}]`;
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${ordered(one)}`);
  return `{${members.sort().join()}}`;
}

export function equal(a: unknown, b: unknown): boolean {
  return ordered(a) === ordered(b);
}

/** Whether an argument is as the matcher says; `hasReach`: whether something is touched there. */
export function argumentFits(matcher: ArgMatcher, value: JsonValue | undefined, hasReach: boolean): boolean {
  if (matcher === 'any') return true;
  if ('absent' in matcher) return value === undefined;
  if (value === undefined) return false;
  if ('reach' in matcher) return value !== null && value !== '' && !isEmptyList(value) && hasReach;
  if ('equals' in matcher) return equal(matcher.equals, value);
  if ('oneOf' in matcher) return matcher.oneOf.some((one) => equal(one, value));
  if ('glob' in matcher) return typeof value === 'string' && nameMatches(matcher.glob, value);
  if (typeof value !== 'number') return false;
  return value >= (matcher.min ?? -Infinity) && value <= (matcher.max ?? Infinity);
}

function isEmptyList(value: JsonValue): boolean {
  return isJsonList(value) && value.length === 0;
}

/** Whether it could be as a denial says: one of a list, a number that is long or written as text. */
export function argumentCouldBe(matcher: ArgMatcher, value: JsonValue | undefined): boolean {
  if (argumentFits(matcher, value, true)) return true;
  if (value === undefined || matcher === 'any' || 'absent' in matcher || 'reach' in matcher) return false;
  if (isJsonList(value)) return value.some((one) => argumentCouldBe(matcher, one));
  if ('equals' in matcher || 'oneOf' in matcher || 'glob' in matcher) return false;
  const text = value instanceof LosslessNumber ? value.value : value;
  if (typeof text !== 'string') return false;
  const isPlain = text.trim() !== '' && !Number.isNaN(Number(text));
  return isPlain ? argumentFits(matcher, Number(text), true) : /[0-9]/.test(text);
}

/** Whether a path is a folder or lies in it. */
export function within(path: string, folder: string): boolean {
  return folder === '/' || `${path}/`.startsWith(`${folder}/`);
}

export function siteOrigin({ scheme, host, port }: SiteReach): string {
  const usual = (scheme === 'https' && port === 443) || (scheme === 'http' && port === 80);
  return `${scheme}://${host}${usual ? '' : `:${port}`}`;
}

function subdomain(host: string, pattern: string): boolean {
  return host.length > pattern.length - 1 && host.endsWith(pattern.slice(1));
}

function beneathUrl(site: SiteReach, url: string): boolean {
  const address = siteOrigin(site) + site.path;
  return address === url || address.startsWith(url.endsWith('/') ? url : `${url}/`);
}

export function siteGranted(grant: SiteGrant, site: SiteReach): boolean {
  if (grant.methods !== undefined && !grant.methods.some((one) => one === site.method)) return false;
  if (grant.origin !== undefined) return grant.origin === siteOrigin(site);
  if (grant.url !== undefined) return !site.ambiguousPath && beneathUrl(site, grant.url);
  if (grant.host === '*') return true;
  if (grant.host === undefined || site.scheme !== 'https' || site.port !== 443) return false;
  return grant.host.startsWith('*.') ? subdomain(site.host, grant.host) : site.host === grant.host;
}

/** A denied host is denied over every scheme and port; where the method or the path isn't sure, the denial counts. */
export function siteDenied(denial: SiteGrant, site: SiteReach): boolean {
  if (denial.methods !== undefined && site.method !== null && !denial.methods.includes(site.method))
    return false;
  if (denial.origin !== undefined) return denial.origin === siteOrigin(site);
  if (denial.url !== undefined)
    return site.ambiguousPath
      ? `${denial.url}/`.startsWith(`${siteOrigin(site)}/`)
      : beneathUrl(site, denial.url);
  if (denial.host === '*' || denial.host === site.host) return true;
  return denial.host?.startsWith('*.') === true && subdomain(site.host, denial.host);
}

export function addressed(granted: string, address: string): boolean {
  if (granted === '*' || granted === address) return true;
  const [, domain] = /^\*@(.+)$/.exec(granted) ?? [];
  const [, own] = /^[^@#+!].*@([^@]*)$/.exec(address) ?? [];
  return domain !== undefined && domain === own;
}

/** Decimals as whole numbers of the same small part. */
function parts(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(40, '0'));
}

export function isAtMost(amounts: readonly string[], limit: string): boolean {
  return amounts.map(parts).reduce((sum, one) => sum + one, 0n) <= parts(limit);
}

const STRENGTH: Readonly<Record<DatabaseAccess, number>> = { read: 1, write: 2, admin: 3 };

export function includesAccess(held: DatabaseAccess, asked: DatabaseAccess): boolean {
  return STRENGTH[held] >= STRENGTH[asked];
}
