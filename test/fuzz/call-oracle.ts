// What a plain reader finds in a text that was let through: `JSON.parse`, Node's own paths and URLs, and nothing of Remit's. It knows the
// little scope of the fuzzed call path by heart.

import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { GatedMessage } from '../../shared/core/classify-message.ts';

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const GATED = /^\s*(tools\/call|resources\/read)\s*$/i;

/** A message that goes on unjudged must not be a call, to the most lenient of readers either. */
export function passProblem(text: string): string | null {
  const parsed: unknown = JSON.parse(text);
  const messages: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  for (const message of messages) {
    if (!isFields(message)) continue;
    for (const [key, value] of Object.entries(message)) {
      if (folded(key) === 'method' && typeof value === 'string' && GATED.test(value))
        return `it passes as no call, and a reader finds ${JSON.stringify([key, value])}`;
    }
  }
  return null;
}

/** Null: what would be sent lies within the little scope. */
export function sentProblem(text: string, judged: GatedMessage): string | null {
  const message: unknown = JSON.parse(text);
  if (!isFields(message) || !isFields(message['params'])) return 'it has no parameters';
  const { params } = message;
  if (params['name'] !== judged.tool) return `the tool is ${JSON.stringify(params['name'])}`;
  const disguised = Object.keys(params).find(
    (key) => !['name', 'arguments'].includes(key) && ['name', 'arguments'].includes(folded(key)),
  );
  if (disguised !== undefined)
    return `a lenient reader takes ${JSON.stringify(disguised)} for ${folded(disguised)}`;
  const args = params['arguments'] ?? {};
  if (!isDeepStrictEqual(JSON.parse(judged.argsText), args))
    return 'other arguments were judged than are sent';
  if (!isFields(args)) return 'the arguments are no object';
  const check = Object.hasOwn(CHECKS, judged.tool) ? CHECKS[judged.tool] : undefined;
  if (check === undefined) return `the tool ${judged.tool} is not granted`;
  const lenient = Object.fromEntries(Object.entries(args).map(([key, value]) => [folded(key), value]));
  return check(lenient) ?? strayProblem(args);
}

/** As readers that ignore case fold it (Go's). */
function folded(key: string): string {
  return key.normalize('NFKC').toUpperCase().toLowerCase().trim();
}

const PROJECT = '/home/u/project';

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether every way to read a path that a tool has ends in the folder. Without its argument a tool can only refuse. */
function pathProblem(value: unknown, folder: string): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string') return `the path is ${JSON.stringify(value)}`;
  const plain = value.replace(/^file:\/\/(localhost)?(?=\/)/i, '');
  const readings = new Set([
    plain,
    decoded(plain),
    decoded(decoded(plain)),
    plain.normalize('NFKC'),
    plain.trim(),
  ]);
  for (const reading of [...readings].flatMap((one) => [one, one.replaceAll('\\', '/')])) {
    const path = posix.resolve(PROJECT, reading.replace(/^~(?=\/|$)/, '/home/u'));
    if (!within(path, folder)) return `the path leads to ${path}`;
    if (reading.includes('\0')) return 'the path holds a NUL';
  }
  return null;
}

function urlProblem(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string' || !URL.canParse(value)) return `the address is ${JSON.stringify(value)}`;
  const { origin, pathname, username, password } = new URL(value);
  if (username !== '' || password !== '') return 'the address has credentials';
  if (origin === 'https://api.acme.com') return null;
  const path = decoded(decoded(pathname));
  const isGuide = origin === 'https://docs.acme.com' && `${path}/`.startsWith('/guide/');
  return isGuide && !/\\|\/\.\.?(\/|$)/.test(path) ? null : `the address leads to ${origin}${pathname}`;
}

function mailProblem(value: unknown): string | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  for (const one of list.flatMap((text) => (typeof text === 'string' ? text.split(/[,;]/) : [text]))) {
    if (one === null) continue;
    if (typeof one !== 'string') return `a recipient is ${JSON.stringify(one)}`;
    if (one.trim() !== '' && !/@acme\.com\s*>?\s*$/i.test(one)) return `a recipient is ${one}`;
  }
  return null;
}

/** Lines with quotes or escapes are left to the comparison with a real shell. */
function commandProblem(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string') return `the command is ${JSON.stringify(value)}`;
  if (/[$`]|<\(|>\(/.test(value.replace(/'[^']*'/g, ''))) return 'the command expands something';
  if (/['"\\#]/.test(value)) return null;
  const line = value
    // What a here-document holds was looked through for what expands.
    .replace(/<<(\w+)([^\n]*)\n(?:[^\n]*\n)*?\1(?=\n|$)/g, '$2')
    .replace(/\d?>>?\s*(\/dev\/null|&\d)(?=[\s;&|)]|$)/g, '')
    .replace(/(<|>>?)[ \t]*([\w./~-]+)(?=[\s;&|)]|$)/g, withoutFile);
  for (const piece of line.split(/[;&|\n(){}]+/)) {
    const words = piece.trim();
    if (
      words !== '' &&
      !/^(git\s+status|ls)(\s|$)/.test(words) &&
      !/^(if|then|else|elif|fi|!|true|false)\b/.test(words)
    )
      return `a command is ${words}`;
    if (/[<>]/.test(words)) return `a command redirects: ${words}`;
  }
  return null;
}

/** What is redirected to a file within the scope is as good as left out. */
function withoutFile(whole: string, operator: string, path: string): string {
  return pathProblem(path, operator === '<' ? PROJECT : `${PROJECT}/out`) === null ? ' ' : whole;
}

function moneyProblem(args: Fields): string | null {
  const { amount, currency } = args;
  // What holds no digit is no amount to anybody.
  if (amount === undefined || (typeof amount === 'string' && !/\p{N}/u.test(amount))) return null;
  const isAmount = typeof amount === 'number' || typeof amount === 'string';
  const value = isAmount ? Number(amount) : Number.NaN;
  if (!(value >= 0 && value <= 10)) return `the amount is ${JSON.stringify(amount)}`;
  return typeof currency === 'string' && /^eur$/i.test(currency)
    ? null
    : `the currency is ${JSON.stringify(currency)}`;
}

const WRITING =
  /\b(insert|update|delete|drop|alter|create|truncate|grant|revoke|copy|merge|replace|into|call|exec|execute|attach|lock|set)\b/i;

/** Statements with text, names in quotes or comments are left to the comparison with the databases' own parsers. */
function sqlProblem(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string') return `the statement is ${JSON.stringify(value)}`;
  if (/['"`$]|--|\/\*|#|\[/.test(value)) return null;
  return WRITING.test(value) ? `the statement holds ${WRITING.exec(value)?.[0] ?? ''}` : null;
}

const CHECKS: Readonly<Record<string, (args: Fields) => string | null>> = {
  read_file: (args) => pathProblem(args['path'], PROJECT),
  write_file: (args) => pathProblem(args['path'], `${PROJECT}/out`),
  run: (args) => commandProblem(args['command']),
  fetch: (args) => urlProblem(args['url']),
  // A message without copies says so in one of two ways.
  send_email: ({ to, cc, bcc }) => mailProblem(to) ?? mailProblem(cc ?? []) ?? mailProblem(bcc ?? []),
  pay: moneyProblem,
  query: (args) => sqlProblem(args['sql'] ?? args['query']),
};

const KNOWN: ReadonlySet<string> = new Set(
  'path command url to cc bcc amount currency sql query content body subject text description message'.split(
    ' ',
  ),
);

/** No other argument may name a place or an address outside. */
function strayProblem(args: Fields): string | null {
  for (const [key, value] of Object.entries(args)) {
    if (KNOWN.has(folded(key))) continue;
    for (const text of textsIn(value)) {
      const problem = /^[a-z]+:\/\//i.test(text) ? urlProblem(text) : placeProblem(text);
      if (problem !== null) return `the argument ${JSON.stringify(key)}: ${problem}`;
    }
  }
  return null;
}

function placeProblem(text: string): string | null {
  if (/@evil/i.test(text)) return `it names ${text}`;
  return /^[/~]|\.\.[/\\]/.test(text) ? pathProblem(text, PROJECT) : null;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
