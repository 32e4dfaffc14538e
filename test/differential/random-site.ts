// Addresses near a granted one: pieces that readers are known to disagree about, around hosts that are granted and hosts that aren't.

import type { SiteGrant } from '../../shared/contract/scope.ts';
import type { Random } from '../support/random.ts';

type Named = Pick<SiteGrant, 'origin' | 'host' | 'url'>;

export const SITE_GRANTS: readonly [Named, ...Named[]] = [
  { origin: 'https://api.example.com' },
  { origin: 'http://127.0.0.1:8080' },
  { origin: 'http://[::1]' },
  { host: '*.example.com' },
  { host: 'example.com' },
  { url: 'https://api.example.com/v1/' },
  { url: 'https://example.com/docs' },
  { host: '*.xn--bcher-kva.example' },
];

const SCHEMES = [
  'https://',
  'http://',
  'HTTPS://',
  'https:/',
  'https:',
  '//',
  'https:\\\\',
  'wss://',
  'https:///',
  ' https://',
  '',
] as const;
const HOSTS = [
  ...([
    'api.example.com',
    'example.com',
    'API.Example.COM',
    'docs.example.com',
    '127.0.0.1',
    '[::1]',
    'evil.test',
  ] as const),
  ...([
    'api.example.com.',
    'api.example.com.evil.test',
    'evilexample.com',
    'ｅxample.com',
    'ex\u00adample.com',
    'exаmple.com',
  ] as const),
  ...([
    '0x7f.1',
    '2130706433',
    '127.1',
    '[::ffff:127.0.0.1]',
    '[0:0::1]',
    'bücher.example',
    'a.bücher.example',
    'example。com',
  ] as const),
  ...([
    '%65xample.com',
    'a..example.com',
    '.example.com',
    '',
    'localhost',
    'straße.example.com',
    'a_b.example.com',
    '-.example.com',
  ] as const),
] as const;
const GLUE = [
  '@',
  ':',
  '%40',
  '\\',
  '#',
  '?',
  '/',
  ';',
  '&',
  '%00',
  '\t',
  '\n',
  '％',
  '.',
  '..',
  ':443',
  ':80',
  ':8080',
  ':',
  ':0443',
  '',
] as const;
const PATHS = [
  ...([
    '/',
    '/v1',
    '/v1/',
    '/v1/users',
    '/docs',
    '/docs/',
    '/docsx',
    '/..',
    '/../',
    '/.',
    '//',
    '/%2e%2e',
    '/%2e',
    '/..;',
    '/..%2f',
  ] as const),
  ...([
    '%2f',
    '%5c',
    '%252e',
    '\\..',
    '/.../',
    '/%c0%ae',
    '/．．',
    '/a',
    ';x',
    '?',
    '#',
    '?x=/../',
    '@b',
    '%zz',
    '%0d%0a',
    ' ',
    'é',
  ] as const),
] as const;

/** Mostly an address of a usual shape, with one or two pieces that don't belong. */
export function randomSite(random: Random): string {
  const host =
    random.number(3) === 0
      ? random.one(HOSTS)
      : random.one(['api.example.com', 'example.com', 'docs.example.com', '127.0.0.1:8080', '[::1]']);
  const scheme =
    random.number(4) === 0 ? random.one(SCHEMES) : random.one(['https://', 'http://', 'https://']);
  let authority: string = host;
  if (random.number(4) === 0) authority = `${random.one(HOSTS)}${random.one(GLUE)}${authority}`;
  if (random.number(4) === 0)
    authority = `${authority}${random.one(GLUE)}${random.number(2) === 0 ? random.one(HOSTS) : ''}`;
  let path = '';
  for (let left = random.number(6); left > 0; left -= 1) path += random.one(PATHS);
  const text = `${scheme}${authority}${path}`;
  if (random.number(12) > 0) return text;
  const at = random.number(text.length + 1);
  return `${text.slice(0, at)}${String.fromCodePoint(random.number(2) === 0 ? random.number(128) : random.number(0x3000))}${text.slice(at)}`;
}
