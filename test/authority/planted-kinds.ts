// Made-up secrets in the forms that real ones have, and things that look like secrets and are none.

import { base32Text } from '../../electron/authority/base32.ts';
import type { Random } from '../support/random.ts';

/** `secret` must be nowhere afterwards; `text` is how it stands among other words. */
export type Planted = { readonly kind: string; readonly secret: string; readonly text: string };
type Make = (random: Random) => Omit<Planted, 'kind'>;

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const WORD = LOWER + UPPER + DIGITS;
const URL64 = `${WORD}-_`;

export function some(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[random.number(alphabet.length)]).join('');
}

/** With letters of both cases and a digit at its beginning: words of chance are none. */
function mixed(random: Random, length: number, alphabet = WORD): string {
  return `q7X${some(random, alphabet, length - 4)}Z`;
}

function token(make: (random: Random) => string): Make {
  return (random) => {
    const secret = make(random);
    const around: readonly [string, ...string[]] = [
      'use @ for it',
      'export KEY=@ && run',
      '"@"',
      'it is (@).',
      '@',
      'a\n@\nb',
      '{"key":"@"}',
      'echo "a\\n@\\tb"',
    ];
    return { secret, text: random.one(around).replace('@', () => secret) };
  };
}

function inside(
  make: (random: Random, secret: string) => string,
  length: readonly [number, number] = [10, 24],
  alphabet = WORD,
): Make {
  return (random) => {
    const secret = mixed(random, length[0] + random.number(length[1] - length[0]), alphabet);
    return { secret, text: make(random, secret) };
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function jwt(random: Random): string {
  const head = base64('{"alg":"HS256","typ":"JWT"}');
  return `${head}.${base64(JSON.stringify({ sub: some(random, DIGITS, 10), name: some(random, LOWER, 8) }))}.${some(random, URL64, 43)}`;
}

function privateKey(random: Random): Omit<Planted, 'kind'> {
  const rows = Array.from({ length: 12 }, () => some(random, `${WORD}+/`, 64));
  const name = random.one(['RSA ', 'EC ', 'OPENSSH ', '', 'ENCRYPTED ']);
  const text = `-----BEGIN ${name}PRIVATE KEY-----\nMII${rows.join('\n')}\n-----END ${name}PRIVATE KEY-----\n`;
  return { secret: rows[random.number(12)] ?? '', text };
}

function card(random: Random): Omit<Planted, 'kind'> {
  const start = random.one(['4', '51', '55', '2221', '37', '6011']);
  const length = start === '37' ? 15 : 16;
  const body = start + some(random, DIGITS, length - start.length - 1);
  const last = Array.from(DIGITS).find((digit) => luhn(body + digit) % 10 === 0) ?? '0';
  const digits = body + last;
  const join = length === 15 ? '' : random.one(['', ' ', '-']);
  const secret = join === '' ? digits : (digits.match(/.{4}/g) ?? []).join(join);
  return { secret, text: `pay with ${secret} please` };
}

function wrongCard(body: string): string {
  return body + (Array.from(DIGITS).find((digit) => luhn(body + digit) % 10 === 1) ?? '0');
}

function luhn(digits: string): number {
  return Array.from(digits)
    .reverse()
    .reduce((sum, digit, at) => {
      const doubled = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return sum + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
}

/** A token or a password with its name, and all of it written another way. */
function encoded(encode: (text: string) => string): Make {
  return (random) => {
    const secret = random.one([
      `ghp_${some(random, WORD, 36)}`,
      `glpat-${some(random, URL64, 19)}x`,
      mixed(random, 20),
    ]);
    const named = random.one([`{"n":1,"password":"${secret}"}`, `DB_PASSWORD='${secret}' start`]);
    return { secret, text: `take ${encode(named)} for it` };
  };
}

function each(text: string, write: (code: string) => string): string {
  return Array.from(text, (one) => write((one.codePointAt(0) ?? 0).toString(16).padStart(2, '0'))).join('');
}

function octal(code: string): string {
  return `\\${Number.parseInt(code, 16).toString(8).padStart(3, '0')}`;
}

function standard(text: string): string {
  return Buffer.from(text).toString('base64');
}

function wrapped(text: string): string {
  return (standard(`${'lines before it\n'.repeat(9)}${text}`).match(/.{1,76}/g) ?? []).join('\r\n');
}

/** Ways to write a text that hide what is in it from who only reads. */
const ENCODED: Readonly<Record<string, Make>> = {
  'in-base64': encoded(standard),
  'in-base64-for-urls': encoded(base64),
  'in-base64-twice': encoded((text) => standard(standard(text))),
  'in-base64-behind-a-word': encoded((text) => `data/x_${standard(text)}`),
  'in-base64-in-lines': encoded(wrapped),
  'in-base64-among-bytes': encoded((text) =>
    Buffer.concat([Buffer.alloc(40, 0xfe), Buffer.from(text), Buffer.alloc(40, 0x01)]).toString('base64'),
  ),
  'in-hex': encoded((text) => Buffer.from(text).toString('hex')),
  'in-hex-with-colons': encoded((text) => each(text, (code) => `${code}:`)),
  'percent-encoded': encoded((text) => encodeURIComponent(text)),
  'percent-encoded-twice': encoded((text) => encodeURIComponent(encodeURIComponent(text))),
  'percent-encoded-all': encoded((text) => each(text, (code) => `%${code}`)),
  'in-unicode-escapes': encoded((text) => each(text, (code) => `\\u00${code}`)),
  'in-hex-escapes': encoded((text) => each(text, (code) => `\\x${code}`)),
  'in-base32': encoded((text) => base32Text(Buffer.from(text))),
  'in-base64-of-utf-16': encoded((text) => Buffer.from(text, 'utf16le').toString('base64')),
  'in-entities': encoded((text) => each(text, (code) => `&#x${code};`)),
  'in-octal-escapes': encoded((text) => each(text, octal)),
  'percent-encoded-base64': encoded((text) => encodeURIComponent(standard(text))),
};

const KINDS: Readonly<Record<string, Make>> = {
  ...ENCODED,
  'github-token': token((random) => `gh${random.one(['p', 'o', 'u', 's', 'r'])}_${some(random, WORD, 36)}`),
  'github-fine-token': token((random) => `github_pat_${some(random, WORD, 22)}_${some(random, WORD, 59)}`),
  'gitlab-token': token((random) => `glpat-${some(random, URL64, 19)}x`),
  'aws-access-key': token((random) => `${random.one(['AKIA', 'ASIA'])}${some(random, `${UPPER}234567`, 16)}`),
  'aws-secret-key': inside((_, secret) => `AWS_SECRET_ACCESS_KEY=${secret}`, [40, 41], `${WORD}/+`),
  'slack-token': token(
    (random) => `xoxb-${some(random, DIGITS, 12)}-${some(random, DIGITS, 12)}-${some(random, WORD, 24)}`,
  ),
  'slack-webhook': inside(
    (random, secret) =>
      `https://hooks.slack.com/services/T${some(random, UPPER, 8)}/B${some(random, UPPER, 8)}/${secret}`,
    [24, 25],
  ),
  'openai-token': token((random) => `sk-proj-${some(random, URL64, 74)}T3BlbkFJ${some(random, WORD, 74)}`),
  'anthropic-token': token((random) => `sk-ant-api03-${some(random, URL64, 92)}AA`),
  'stripe-key': token(
    (random) =>
      `${random.one(['sk', 'rk'])}_${random.one(['live', 'test'])}_${some(random, WORD, 24 + random.number(70))}`,
  ),
  'google-api-key': token((random) => `AIza${some(random, WORD, 35)}`),
  'google-oauth-secret': token((random) => `GOCSPX-${some(random, WORD, 28)}`),
  'npm-token': token((random) => `npm_${some(random, WORD, 36)}`),
  'pypi-token': token((random) => `pypi-AgEIcHlwaS5vcmc${some(random, WORD, 150)}`),
  'sendgrid-token': token((random) => `SG.${some(random, WORD, 22)}.${some(random, WORD, 43)}`),
  'huggingface-token': token((random) => `hf_${some(random, LOWER + UPPER, 34)}`),
  'telegram-token': token((random) => `1${some(random, DIGITS, 9)}:AA${some(random, WORD, 33)}`),
  'digitalocean-token': token((random) => `dop_v1_${some(random, HEX, 64)}`),
  'twilio-key': token((random) => `SK${some(random, HEX, 32)}`),
  'vault-token': token((random) => `hvs.${some(random, WORD, 95)}`),
  'figma-token': token((random) => `figd_${some(random, URL64, 40)}`),
  'docker-token': token((random) => `dckr_pat_${some(random, URL64, 27)}`),
  'tailscale-key': token((random) => `tskey-auth-${some(random, WORD, 12)}-${some(random, WORD, 32)}`),
  'databricks-token': token((random) => `dapi${some(random, HEX, 32)}`),
  'shopify-token': token((random) => `shpat_${some(random, HEX, 32)}`),
  'grafana-token': token((random) => `glsa_${some(random, WORD, 32)}_${some(random, HEX, 8)}`),
  'vercel-token': token((random) => `vcp_${some(random, WORD, 48)}`),
  'groq-token': token((random) => `gsk_${some(random, WORD, 52)}`),
  'notion-token': token((random) => `ntn_${some(random, DIGITS, 11)}${some(random, WORD, 35)}`),
  'linear-token': token((random) => `lin_api_${some(random, WORD, 40)}`),
  jwt: token(jwt),
  'private-key': privateKey,
  'card-number': card,
  'url-password': inside(
    (random, secret) =>
      `${random.one(['postgres', 'https', 'redis', 'amqp', 'mongodb+srv'])}://${some(random, LOWER, 6)}:${secret}@db.example.com/x`,
  ),
  bearer: inside((random, secret) =>
    random.one([
      `Authorization: Bearer ${secret}`,
      `curl -H "Authorization: Bearer ${secret}" https://a.example`,
      `bearer ${secret}`,
    ]),
  ),
  'basic-auth': inside(
    (_, secret) => `Authorization: Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
  ),
  'named-argument': inside((random, secret) =>
    random.one([
      `password=${secret}`,
      `--api-key ${secret}`,
      `--token=${secret}`,
      `DB_PASSWORD='${secret}'`,
      `client_secret: ${secret}`,
      `"password": "${secret}"`,
      `{"refresh_token":"${secret}"}`,
    ]),
  ),
  'query-parameter': inside(
    (random, secret) =>
      `https://api.example.com/v1?page=2&${random.one(['access_token', 'api_key', 'apikey', 'token', 'client_secret'])}=${secret}&x=1`,
  ),
  'connection-string': inside(
    (_, secret) => `Server=db;Database=x;User Id=sa;Password=${secret};Encrypt=true`,
  ),
  'curl-user': inside((_, secret) => `curl -u admin:${secret} https://a.example/x`),
  'azure-key': inside(
    (_, secret) => `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${secret};EndpointSuffix=core`,
    [60, 80],
    `${WORD}+/`,
  ),
};

/** Names a member whose value is secret, whatever it looks like. */
export const MEMBER_NAMES: readonly [string, ...string[]] = [
  'password',
  'passwd',
  'secret',
  'token',
  'api_key',
  'apiKey',
  'authorization',
  'access_token',
  'refreshToken',
  'client_secret',
  'private_key',
  'dbPassword',
  'x-api-key',
];

/** `count` secrets, of every kind in turn. For basic authentication the encoded form is the secret. */
export function plantedSecrets(random: Random, count: number): readonly Planted[] {
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, at) => {
    const [kind, make] = kinds[at % kinds.length] ?? ['', token(() => '')];
    const { secret, text } = make(random);
    return { kind, text, secret: kind === 'basic-auth' ? text.slice(text.lastIndexOf(' ') + 1) : secret };
  });
}

/** What of a secret stands in a text in base64, in hex, or with every character escaped. */
export function encodedFormsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64s = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(4, Math.floor(((before + bytes.length) * 4) / 3)),
  );
  const wide = Buffer.from(secret, 'utf16le').toString('base64');
  const base32s = [0, 1, 2, 3, 4].map((before) =>
    base32Text(Buffer.concat([Buffer.alloc(before), bytes])).slice(8, ((before + bytes.length) * 8) / 5 - 1),
  );
  return [
    ...base64s,
    ...base32s,
    wide.slice(0, -4),
    each(secret, (code) => `&#x${code};`),
    each(secret, octal),
    each(secret, (code) => `\\${octal(code)}`),
    ...base64s.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    each(secret, (code) => `%${code}`),
    each(secret, (code) => `\\u00${code}`),
    each(secret, (code) => `\\x${code}`),
    each(secret, (code) => `\\\\x${code}`),
  ];
}

export const PLANTED_KINDS: readonly string[] = Object.keys(KINDS);

const HARMLESS: readonly ((random: Random) => string)[] = [
  (random) => some(random, HEX, 40),
  (random) => `commit ${some(random, HEX, 7)} (tag: v1.2.${random.number(30)})`,
  (random) => [8, 4, 4, 4, 12].map((length) => some(random, HEX, length)).join('-'),
  (random) => `sha256:${some(random, HEX, 64)}`,
  (random) => `sha512-${Buffer.from(some(random, WORD, 64)).toString('base64')}`,
  (random) => `data:image/png;base64,${Buffer.from(some(random, WORD, 90)).toString('base64')}`,
  (random) => `order ${some(random, DIGITS, 17)}9`,
  // Numbers of a card's length without its check digit, and with it in groups of another size.
  (random) => wrongCard(`4${some(random, DIGITS, 14)}`),
  (random) =>
    `table ${some(random, '123456789', 8)} 4${some(random, DIGITS, 3)} 1 ${some(random, DIGITS, 4)}`,
  () => 'rows 4111111 111111111 of 2',
  (random) => String(1_700_000_000_000 + random.number(10 ** 9)),
  (random) => `max_tokens: ${1000 + random.number(5000)}`,
  (random) => `next_page_token=${some(random, WORD, 20)}`,
  (random) => `The password must have at least ${8 + random.number(9)} characters.`,
  (random) => `const token${random.number(9)} = await getToken(config.tokenPath);`,
  (random) => `password: process.env.DB_PASSWORD_${random.number(9)}`,
  (random) => `export GITHUB_TOKEN=$GH_TOKEN_${random.number(9)}`,
  (random) => `https://example.com:8443/${some(random, LOWER, 8)}/@scope/pkg@1.${random.number(20)}.0`,
  (random) => `git@github.com:acme/${some(random, LOWER, 8)}.git`,
  (random) => `mailto:${some(random, LOWER, 6)}@example.com`,
  (random) => `basic research and bearer bonds, page ${random.number(300)}`,
  (random) => `2026-11-${10 + random.number(20)}T12:00:00.${some(random, DIGITS, 6)}Z`,
  (random) => `ISBN 978-3-16-148410-${random.number(10)}`,
  (random) => `docker run -u 1000:1000 img-${some(random, LOWER, 6)}`,
  (random) => `interface Login { user: string; password: string; id: ${random.number(99)} }`,
  (random) => `+49 30 ${some(random, DIGITS, 8)}`,
  (random) => `/home/u/.config/${some(random, LOWER, 12)}/${some(random, HEX, 32)}.json`,
  (random) => `${some(random, WORD, 22)}==`,
  (random) =>
    `iVBORw0KGgo${Buffer.from(Array.from({ length: 600 }, () => random.number(256))).toString('base64')}`,
  (random) => Buffer.from(`A letter of ${random.number(999)} words and no secret in it.`).toString('base64'),
  (random) =>
    Buffer.from(`{"page":${random.number(99)},"next_page_token":"abc","title":"Notes"}`).toString('hex'),
  (random) => `https://example.com/a%20b%2Fc?q=%7B%22page%22%3A${random.number(99)}%7D`,
  (random) => `\\u00e4rger mit \\x41pfeln ${random.number(99)}`,
];

/** Look-alikes, every one another. */
export function harmlessTexts(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => HARMLESS[at % HARMLESS.length]?.(random) ?? '');
}
