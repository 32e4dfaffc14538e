// Rungs about web addresses: this address and what lies beneath it, its origin, its domain with subdomains, any site.

import type { SiteReach } from '../contract/reach.ts';
import type { SiteGrant } from '../contract/scope.ts';
import { ownedDomain } from '../profiles/shared-domains.ts';
import { listWords, nameWords } from './plain-words.ts';
import { originOf, parentDomains } from './reach-keys.ts';
import type { ReachPlan } from './reach-plan.ts';

type Named = Pick<SiteGrant, 'origin' | 'host' | 'url'>;

const MAX_SITES = 10;

type Where = {
  readonly kind: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly named: readonly Named[];
};

/** The sites are opened with the same method. */
export function sitePlans(sites: readonly SiteReach[]): readonly ReachPlan[] {
  const method = sites[0]?.method ?? null;
  const methods = method === null ? {} : { methods: [method] };
  const wheres = [...addresses(sites), ...origins(sites), ...domain(sites), ANY];
  return wheres.map(({ kind, label, words, named }) => ({
    kind,
    label,
    words: `${methodWords(method)} ${listWords(words)}`,
    grants: named.map((one) => ({ kind: 'site', ...one, ...methods })),
  }));
}

const ANY: Where = { kind: 'any', label: 'Any site', words: ['any site'], named: [{ host: '*' }] };

/** The root of a site is its origin, and where a path leads has to be sure. */
function addresses(sites: readonly SiteReach[]): readonly Where[] {
  const urls = [...new Set(sites.map((site) => `${originOf(site)}${site.path}`))];
  if (urls.length > MAX_SITES || sites.some((site) => site.path === '/' || site.ambiguousPath)) return [];
  const label = urls.length > 1 ? 'These addresses' : 'This address';
  const words = urls.map((url) => `${nameWords(url)} and beneath`);
  return [{ kind: 'address', label, words, named: urls.map((url) => ({ url })) }];
}

function origins(sites: readonly SiteReach[]): readonly Where[] {
  const all = [...new Set(sites.map(originOf))];
  if (all.length > MAX_SITES) return [];
  const label = all.length > 1 ? `These ${all.length} sites` : `Site ${all[0] ?? ''}`;
  const words = all.map((one) => `anything at ${nameWords(one)}`);
  return [{ kind: 'origin', label, words, named: all.map((origin) => ({ origin })) }];
}

function domain(sites: readonly SiteReach[]): readonly Where[] {
  const owned = [...new Set(sites.map(({ host }) => ownedDomain([host, ...parentDomains(host)])))];
  const [name] = owned;
  if (owned.length > 1 || name === undefined || name === null || name.includes('*')) return [];
  const words = [`anything at ${nameWords(name)} and its subdomains over https`];
  const named = [{ host: name }, { host: `*.${name}` }];
  return [{ kind: 'domain', label: `${name} and subdomains`, words, named }];
}

function methodWords(method: string | null): string {
  if (method === null) return 'use any method at';
  return method === 'GET' ? 'GET' : `${method} to`;
}
