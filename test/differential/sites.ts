// Compares how we read web addresses with two readers that share no code with it: the URL class, and the regular expression and the
// algorithm of RFC 3986 (appendix B, 5.2.4).

import { readSite, readSiteGrant } from '../../electron/authority/read-site.ts';
import type { SiteGrant } from '../../shared/contract/scope.ts';
import { siteCovers } from '../../shared/core/site-cover.ts';
import { randomSite, SITE_GRANTS } from './random-site.ts';
import { randomFrom } from '../support/random.ts';

export type SiteDifferences = {
  readonly cases: number;
  /** Inside a grant for us alone. */
  readonly unsafe: readonly string[];
  /** How often only we said that an address isn't inside. */
  readonly safe: number;
  /** How many were inside for all. */
  readonly inside: number;
};
type Named = Pick<SiteGrant, 'origin' | 'host' | 'url'>;
type Parts = { readonly scheme: string; readonly host: string; readonly port: string; readonly path: string };

export function differentialSites(count: number, seed: number): Promise<SiteDifferences> {
  const random = randomFrom(seed);
  const unsafe: string[] = [];
  const found = { safe: 0, inside: 0 };
  for (let at = 0; at < count; at += 1) {
    const address = randomSite(random);
    const grant = random.one(SITE_GRANTS);
    const { ours, others } = siteVerdicts(address, grant);
    const agreed = others.every((one) => one);
    if (ours && !agreed)
      unsafe.push(`${JSON.stringify(address)} is inside ${JSON.stringify(grant)} only for us`);
    else if (ours) found.inside += 1;
    else if (agreed) found.safe += 1;
  }
  return Promise.resolve({ cases: count, unsafe, ...found });
}

/** Whether the address is inside, as we and as each of the others see it. */
export function siteVerdicts(
  address: string,
  grant: Named,
): { readonly ours: boolean; readonly others: readonly boolean[] } {
  const read = readSite(address);
  const normal = readSiteGrant(grant);
  const others = [whatwgParts(address), rfcParts(address)].map(
    (parts) => parts !== null && naivelyInside(grant, parts),
  );
  return { ours: read.kind === 'site' && normal.ok && siteCovers(normal.value, read.site), others };
}

function whatwgParts(address: string): Parts | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port, pathname, username, password } = new URL(address);
  return username + password === ''
    ? { scheme: protocol.slice(0, -1), host: hostname, port, path: pathname }
    : null;
}

function rfcParts(address: string): Parts | null {
  const [, , scheme = '', , authority = '', path = ''] =
    /^(([^:/?#]+):)?(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?/s.exec(address) ?? [];
  const [, user, host = '', , port = ''] = /^(.*@)?(\[[^\]]*\]|[^:]*)(:(\d*))?$/s.exec(authority) ?? [];
  if (user !== undefined || host === '') return null;
  return { scheme: scheme.toLowerCase(), host: aLabels(host), port, path: withoutDots(path) };
}

/** The only name of another script among the granted ones. */
function aLabels(host: string): string {
  return host.toLowerCase().replaceAll('bücher', 'xn--bcher-kva');
}

/** RFC 3986, 5.2.4, by its letter. */
function withoutDots(path: string): string {
  let input = path;
  let output = '';
  while (input !== '') {
    if (/^\/\.(\/|$)/.test(input)) input = input.replace(/^\/\.\/?/, '/');
    else if (/^\/\.\.(\/|$)/.test(input)) {
      input = input.replace(/^\/\.\.\/?/, '/');
      output = output.replace(/\/?[^/]*$/, '');
    } else {
      const segment = /^\/?[^/]*/.exec(input)?.[0] ?? '';
      output += segment;
      input = input.slice(segment.length);
    }
  }
  return output === '' ? '/' : output;
}

function naivelyInside(grant: Named, { scheme, host, port, path }: Parts): boolean {
  const number = port === '' ? { https: '443', http: '80' }[scheme] : `${Number(port)}`;
  if (grant.host !== undefined) {
    const named = grant.host.startsWith('*.')
      ? host.endsWith(grant.host.slice(1)) && host !== grant.host.slice(1)
      : host === grant.host;
    return named && scheme === 'https' && number === '443';
  }
  const granted = new URL(grant.origin ?? grant.url ?? '');
  const sameOrigin =
    scheme === granted.protocol.slice(0, -1) &&
    host === granted.hostname &&
    number === (granted.port === '' ? { 'https:': '443', 'http:': '80' }[granted.protocol] : granted.port);
  if (!sameOrigin || grant.url === undefined) return sameOrigin;
  const prefix = granted.pathname.split('/');
  const asked = path.split('/');
  if (prefix.at(-1) === '') prefix.pop();
  const isBeneath = prefix.every((part, at) => part === asked[at]);
  return isBeneath && (asked.length > prefix.length || !granted.pathname.endsWith('/'));
}
