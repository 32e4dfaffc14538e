// Credentials that are known by where they stand: in an address, behind the word `Bearer`, after an option of a well-known program.

import { Buffer } from 'node:buffer';
import { isPlaceholder } from './secret-names.ts';
import { patternRule, type SecretRule } from './secret-rule.ts';

const SCHEME = '(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}';
const isReal = (value: string): boolean => !isPlaceholder(value);

export const CREDENTIAL_RULES: readonly SecretRule[] = [
  patternRule(
    'url-password',
    /:\\*\/\\*\/[^\s/]{0,620}@/,
    new RegExp(`${SCHEME}://[^\\s:/?#@"'\`<>\\\\]{0,200}:(?<s>[^\\s/?#"'\`<>\\\\]{1,400})@(?=[^\\s@])`, 'dg'),
    isReal,
  ),
  patternRule(
    'url-token',
    /https?:\\*\/\\*\/[\w-]{20,300}(?::x-oauth-basic)?@/,
    /(?<![A-Za-z0-9+.-])https?:\/\/(?<s>[\w-]{20,300})(?::x-oauth-basic)?@/dg,
  ),
  patternRule(
    'authorization',
    /bearer(?:\s|\\)/,
    /\bBearer\s{1,4}(?<s>[A-Za-z0-9+/=_.~-]{8,4000})/dgi,
    isToken,
  ),
  patternRule(
    'authorization',
    /basic(?:\s|\\)/,
    /\bBasic\s{1,4}(?<s>[A-Za-z0-9+/=]{8,4000})/dgi,
    isUserAndPassword,
  ),
  patternRule(
    'authorization',
    ['authorization'],
    /authorization["'\\\]]{0,6}\s{0,4}[:=]\s{0,4}["'\\]{0,6}(?:(?:Bearer|Basic|Token|ApiKey|AWS4-HMAC-SHA256|Digest|Negotiate)\s{1,4})?(?<s>[^\s"'\\,;{}()]{4,4000})/dgi,
    (value) => isReal(value) && !/^(?:bearer|basic|digest|token|negotiate|apikey)$/i.test(value),
  ),
  optionRule('curl-user', 'curl', /\s(?:-u|--user)[\s=]{0,3}["']?[^\s:"']{1,100}:(?<s>[^\s"']{1,200})/dg),
  patternRule('sshpass', ['sshpass'], /\bsshpass\s{1,4}-p\s{0,4}["']?(?<s>[^\s"']{1,200})/dg, isReal),
  optionRule('mysql-password', 'mysql', /\s-p(?<s>[^\s"']{3,200})/dg),
  patternRule(
    'sql-password',
    /identified|password(?:\s|\\)/,
    /\b(?:identified\s{1,4}(?:with\s{1,4}\w{1,40}\s{1,4})?(?:by|as)|password)\s{1,4}'(?<s>[^'\n]{1,200})'/dgi,
    isReal,
  ),
];

/** Characters before an option in which its program is looked for. */
const COMMAND = 2000;

/** An option whose value is secret when the command it stands in runs this program. */
function optionRule(name: string, program: string, pattern: RegExp): SecretRule {
  const { find, hint } = patternRule(name, [program], pattern, isReal);
  const isRun = (text: string, at: number): boolean => {
    const before = text.slice(Math.max(0, at - COMMAND), at);
    const [command = ''] = before.slice(Math.max(0, before.lastIndexOf(program))).split(/[\n|;&]/, 1);
    return before.includes(program) && command.length === before.length - before.lastIndexOf(program);
  };
  return { name, hint, find: (text) => find(text).filter(({ start }) => isRun(text, start)) };
}

/** `bearer of news` is no token: one has digits, padding or mixed case. */
function isToken(value: string): boolean {
  if (isPlaceholder(value)) return false;
  return /[0-9]/.test(value) || /[a-z][A-Z]/.test(value) || /[+/=~]/.test(value);
}

/** `user:password` in base64 (RFC 7617, 2); `Basic HTTP/1.1` is none. */
function isUserAndPassword(value: string): boolean {
  return /^[^\u0000-\u001F\uFFFD:]{0,200}:/.test(Buffer.from(value, 'base64').toString('utf8'));
}
