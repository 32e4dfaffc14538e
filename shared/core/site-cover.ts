// Whether a site grant covers an address. The grant's text is in the form that reading an address gives (`readSiteGrant`), so that
// comparing is comparing text.

import type { SiteReach } from '../contract/reach.ts';
import type { SiteGrant } from '../contract/scope.ts';
import { originOf } from './reach-keys.ts';

type Named = Pick<SiteGrant, 'origin' | 'host' | 'url'>;
type Site = Pick<SiteReach, 'scheme' | 'host' | 'port' | 'path' | 'ambiguousPath'>;

/**
 * Methods are judged elsewhere. A grant that names nothing, or more than one thing, covers nothing; a host is granted over https at its
 * usual port, and `*` is every site.
 */
export function siteCovers({ origin, host, url }: Named, site: Site): boolean {
  if ([origin, host, url].filter((one) => one !== undefined).length !== 1) return false;
  if (origin !== undefined) return origin === originOf(site);
  if (host === '*') return true;
  if (host !== undefined) return site.scheme === 'https' && site.port === 443 && hostCovers(host, site.host);
  return url !== undefined && !site.ambiguousPath && prefixCovers(url, `${originOf(site)}${site.path}`);
}

/** `*.` before a name means its subdomains and not itself. */
function hostCovers(granted: string, host: string): boolean {
  if (!granted.startsWith('*.')) return granted === host;
  return granted.length > 2 && host.length > granted.length - 1 && host.endsWith(granted.slice(1));
}

/** At the prefix or beneath it: `/docs` covers `/docs/a` and not `/docsx`, `/docs/` not `/docs`. */
function prefixCovers(prefix: string, address: string): boolean {
  if (!address.startsWith(prefix)) return false;
  return address.length === prefix.length || prefix.endsWith('/') || address.charAt(prefix.length) === '/';
}
