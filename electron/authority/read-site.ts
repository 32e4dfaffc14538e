// Reads a web address by two rules, the strict grammar of RFC 3986 and the URL standard that browsers and runtimes follow. Where the two
// differ, or where other readers are known to, the address can't be worked out.

import type { SiteReach } from '../../shared/contract/reach.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { SiteGrant } from '../../shared/contract/scope.ts';
import { originOf } from '../../shared/core/reach-keys.ts';
import { isAmbiguousPath } from '../../shared/core/ambiguous-path.ts';
import { isIpv4, readHost } from './read-host.ts';

/** Where an address leads. The path has no dot segments any more, and is `/` at least. */
export type Site = Pick<SiteReach, 'scheme' | 'host' | 'port' | 'path' | 'ambiguousPath'>;
export type SiteReading =
  { readonly kind: 'site'; readonly site: Site } | { readonly kind: 'unreadable'; readonly why: string };

type Unreadable = { readonly kind: 'unreadable'; readonly why: string };
const unreadable = (why: string): Unreadable => ({ kind: 'unreadable', why });

/** Servers and browsers take no longer ones for certain (RFC 9110, 4.1 asks for 8,000 octets). */
const MAX_ADDRESS = 8_192;
/** Controls, format characters, lone surrogates, private use, what no version of Unicode names, and every kind of space. */
const UNSEEN = /[\p{C}\p{Z}]/u;
/** Scheme, host, port, path, query, fragment (RFC 3986, 3). What a part may hold is looked at apart. */
const PARTS =
  /^(https?):\/\/(\[[0-9A-Fa-f:.]+\]|[^/?#[\]@:%]+)(?::([1-9]\d{0,4}|0))?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/isu;
/** ASCII that has to be encoded and that tools cut addresses at. `[]{}|^` are let through after the host: many real queries hold them. */
const DELIMITERS = /["<>`]/;
/** An encoded NUL ends the text for some readers, an encoded line break the header line. */
const BREAKS = /%(00|0a|0d)/i;

/** Never throws. Anything but http and https is unreadable: other schemes can't be compared with what was granted. */
export function readSite(text: string): SiteReading {
  if (text.length > MAX_ADDRESS) return unreadable('it is longer than a web address');
  if (UNSEEN.test(text)) return unreadable('it holds a space or a character that can’t be seen');
  if (!/^https?:\/\//i.test(text)) return unreadable('it is not a web address');
  if (text.includes('\\')) return unreadable('readers differ about its backslash');
  if (DELIMITERS.test(text)) return unreadable('it holds a character that an address can’t hold');
  const parts = PARTS.exec(text);
  if (parts === null) return unreadable(malformed(text));
  const [, , , , path = '', query = '', fragment = ''] = parts;
  if (path === '' && `${query}${fragment}`.includes('@'))
    return unreadable('readers differ about where its host ends');
  if (/%(?![0-9a-f]{2})/i.test(path)) return unreadable('its path is encoded wrongly');
  if (BREAKS.test(path) || BREAKS.test(query)) return unreadable('it holds an encoded line break');
  return agreed(text, parts);
}

function malformed(text: string): string {
  const [, authority = ''] = /^https?:\/\/([^/?#]*)/i.exec(text) ?? [];
  if (authority.includes('@')) return 'it names a user before the host';
  if (authority.includes('%')) return 'its host is encoded';
  return authority === '' ? 'it names no host' : 'its host or port is malformed';
}

function agreed(text: string, [, scheme = '', host = '', port, path = '/']: RegExpExecArray): SiteReading {
  const url = whatwg(text);
  if (url === null) return unreadable('it is not a well-formed web address');
  const lower = scheme.toLowerCase() === 'https' ? 'https' : 'http';
  const usual = lower === 'https' ? 443 : 80;
  const given = port === undefined ? usual : Number(port);
  if (url.protocol !== `${lower}:` || Number(url.port === '' ? usual : url.port) !== given)
    return unreadable('readers differ about its scheme or port');
  const read = host.startsWith('[') ? readIpv6(host, url.hostname) : readHost(host);
  if (read.kind === 'unreadable') return read;
  if (read.host !== url.hostname) return unreadable('readers differ about its host');
  const ambiguousPath = isAmbiguousPath(path);
  return {
    kind: 'site',
    site: { scheme: lower, host: read.host, port: given, path: url.pathname, ambiguousPath },
  };
}

/** `URL.parse` would do, but Node 20 lacks it. */
function whatwg(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** An IPv6 address has to be written in the form of RFC 5952: in any other, readers disagree whether it is the same host. */
function readIpv6(
  written: string,
  read: string,
): Unreadable | { readonly kind: 'host'; readonly host: string } {
  if (written.toLowerCase() !== read) return unreadable('its address has another form');
  return { kind: 'host', host: read };
}

/**
 * The text of a site grant in the form that `siteCovers` compares: an origin without the usual port, an address without dot segments.
 * Fails with what is wrong, in words for the user who wrote it.
 */
export function readSiteGrant(
  grant: Pick<SiteGrant, 'origin' | 'host' | 'url'>,
): Result<Partial<Pick<SiteGrant, 'origin' | 'host' | 'url'>>, string> {
  if (grant.host !== undefined) return readHostGrant(grant.host);
  const text = grant.origin ?? grant.url ?? '';
  const read = readSite(text);
  if (read.kind === 'unreadable') return err(`\`${text}\` can’t be granted: ${read.why}`);
  const { site } = read;
  if (/[?#]/.test(text))
    return err(`\`${text}\` can’t be granted: only an address without \`?\` and \`#\` can`);
  if (grant.url === undefined) {
    if (!/^[^/]*\/\/[^/]*\/?$/.test(text))
      return err(`\`${text}\` names a path: write it as \`url\`, or leave the path out`);
    return ok({ origin: originOf(site) });
  }
  if (site.ambiguousPath)
    return err(`\`${text}\` can’t be granted: servers differ about where its path leads`);
  return ok({ url: `${originOf(site)}${site.path}` });
}

function readHostGrant(text: string): Result<{ host: string }, string> {
  if (text === '*') return ok({ host: text });
  const beneath = text.startsWith('*.');
  const name = beneath ? text.slice(2) : text;
  const read = name.includes('*') || UNSEEN.test(name) ? unreadable('it is not a host name') : readName(name);
  if (read.kind === 'unreadable') return err(`\`${text}\` can’t be granted: ${read.why}`);
  if (!beneath) return ok({ host: read.host });
  if (isIpv4(read.host) || read.host.startsWith('['))
    return err(`\`${text}\` can’t be granted: an address has no subdomains`);
  return ok({ host: `*.${read.host}` });
}

function readName(name: string): Unreadable | { readonly kind: 'host'; readonly host: string } {
  const read = readSite(`https://${name}/`);
  if (read.kind === 'unreadable') return read;
  const { host, path, port } = read.site;
  const isWhole = path === '/' && port === 443 && !/[/:?#]/.test(name.replace(/^\[[^\]]*\]$/, ''));
  return isWhole ? { kind: 'host', host } : unreadable('a host is only the name, without port and path');
}
