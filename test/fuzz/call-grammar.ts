// Messages to start from, and messages by a grammar: calls of granted and other tools, with arguments in and out of the little scope.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../support/random.ts';

type List = readonly [string, ...string[]];

const TOOLS: List = [
  'read_file',
  'write_file',
  'run',
  'fetch',
  'send_email',
  'pay',
  'query',
  'delete_file',
  'read_fıle',
];
const KEYS: List = [
  'path',
  'command',
  'url',
  'to',
  'cc',
  'amount',
  'currency',
  'sql',
  'content',
  'encoding',
  'timeout_ms',
  'cwd',
  'head',
  'options',
  'Path',
];
export const PATHS: List = [
  'README.md',
  'src/../README.md',
  '/home/u/project/a',
  '/home/u/project/out/b',
  '../other',
  '~/project/a',
  'out/x.txt',
  '%2e%2e/x',
  'a\\..\\..\\b',
  'file:///home/u/project/a',
  '/home/u/project-2/a',
  '.git/hooks/pre-commit',
];
export const COMMANDS: List = [
  'git status',
  'git status --short && ls -la',
  'ls src | head',
  'git status; id',
  'ls $(id)',
  'git status > /dev/null 2>&1',
  'ls \'a b\' "c"',
  'ls `id`',
  'if git status; then ls; fi',
  'git -c core.pager=id status',
  'ls <<E\n$(id)\nE',
];
const URLS: List = [
  'https://api.acme.com/v1/x?y=1',
  'https://docs.acme.com/guide/a',
  'https://docs.acme.com/guide/../admin',
  'https://docs.acme.com/guide/%2e%2e/admin',
  'https://api.acme.com@evil.test/',
  'https://api.acme.com.evil.test/',
  'http://api.acme.com/',
  'https://api.acme.com:443/',
  'https://API.ACME.COM./',
  'https:\\\\api.acme.com\\a',
];
const MAILS: List = [
  'ann@acme.com',
  '"Ann" <ann@acme.com>',
  'ann@acme.com, bob@evil.test',
  'ann@acme.com.evil.test',
  'ann%evil.test@acme.com',
  '"a@evil.test"@acme.com',
];
const STATEMENTS: List = [
  'SELECT * FROM t WHERE a = 1',
  'WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x',
  'SELECT 1; DROP TABLE t',
  'SELECT pg_sleep(1)',
  'EXPLAIN ANALYZE DELETE FROM t',
  'SELECT count(*) FROM t -- x',
  "SELECT 'a''b', \"c\" FROM t",
];
const NUMBERS: List = [
  '5',
  '10',
  '10.01',
  '-1',
  '1e1',
  '0.1',
  '9007199254740993',
  '"5"',
  '"10.0"',
  '"1e1"',
  '"٣"',
];

function value(random: Random, depth: number): string {
  const text = (list: List): string => JSON.stringify(random.one(list));
  switch (random.number(depth > 3 ? 8 : 10)) {
    case 0:
    case 1:
      return text(PATHS);
    case 2:
      return text(COMMANDS);
    case 3:
      return text(URLS);
    case 4:
      return text(MAILS);
    case 5:
      return text(STATEMENTS);
    case 6:
      return random.one(NUMBERS);
    case 7:
      return random.one(['null', 'true', '"EUR"', '"utf-8"', '""', '"x"']);
    case 8:
      return `[${Array.from({ length: random.number(4) }, () => value(random, depth + 1)).join(',')}]`;
    default:
      return object(random, depth + 1);
  }
}

function object(random: Random, depth: number): string {
  const members = Array.from(
    { length: random.number(4) },
    () => `${JSON.stringify(random.one(KEYS))}:${value(random, depth)}`,
  );
  return `{${members.join(',')}}`;
}

/** The arguments that a tool has, each with a value of its kind. */
function argumentsOf(tool: string, random: Random): string {
  const text = (list: List): string => JSON.stringify(random.one(list));
  const more = random.chance(4) ? `,${JSON.stringify(random.one(KEYS))}:${value(random, 0)}` : '';
  switch (tool) {
    case 'read_file':
      return `{"path":${text(PATHS)}${more}}`;
    case 'write_file':
      return `{"path":${text(PATHS)},"content":"x"${more}}`;
    case 'run':
      return `{"command":${text(COMMANDS)}${more}}`;
    case 'fetch':
      return `{"url":${text(URLS)}${more}}`;
    case 'send_email':
      return `{"to":${random.chance(2) ? text(MAILS) : `[${text(MAILS)}]`},"subject":"s","body":"b"${more}}`;
    case 'pay':
      return `{"amount":${random.one(NUMBERS)},"currency":"EUR"${more}}`;
    case 'query':
      return `{"sql":${text(STATEMENTS)}${more}}`;
    default:
      return object(random, 0);
  }
}

/** A tool with the JSON text of arguments for it. */
export function makeArguments(random: Random): { readonly tool: string; readonly args: string } {
  const tool = random.one(TOOLS);
  return { tool, args: random.chance(6) ? object(random, 0) : argumentsOf(tool, random) };
}

export function makeMessage(random: Random): string {
  const { tool, args } = makeArguments(random);
  const method = random.chance(12)
    ? random.one(['resources/read', 'tools/list', 'Tools/Call', 'ping'])
    : 'tools/call';
  const id = random.one(['1', '"a"', 'null', '1.5', '9007199254740993']);
  const params = `{"name":${JSON.stringify(tool)},"arguments":${args}}`;
  const message = `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
  return random.chance(20) ? `[${message}]` : message;
}

function call(tool: string, args: unknown): string {
  return textOf(tool, JSON.stringify(args));
}

function textOf(tool: string, args: string): string {
  return `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${tool}","arguments":${args}}}`;
}

/** Calls of the labelled decisions, under the names of the tools that the little scope grants. */
function labelled(): readonly string[] {
  const file = join(import.meta.dirname, '..', 'corpus', 'decisions.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.flatMap((line) => {
    const one: unknown = JSON.parse(line);
    if (typeof one !== 'object' || one === null || !('call' in one)) return [];
    const asked = one.call;
    if (typeof asked !== 'object' || asked === null || !('args' in asked)) return [];
    return [call(toolFor(asked.args), asked.args)];
  });
}

function toolFor(args: unknown): string {
  const keys: readonly string[] = typeof args === 'object' && args !== null ? Object.keys(args) : [];
  const found = [
    ['command', 'run'],
    ['url', 'fetch'],
    ['to', 'send_email'],
    ['amount', 'pay'],
    ['sql', 'query'],
    ['query', 'query'],
    ['content', 'write_file'],
  ].find(([key = '']) => keys.includes(key));
  return found?.[1] ?? 'read_file';
}

export const SEEDS: readonly string[] = [
  ...PATHS.map((path) => call('read_file', { path })),
  ...PATHS.map((path) => call('write_file', { path, content: 'x' })),
  ...COMMANDS.map((command) => call('run', { command })),
  ...URLS.map((url) => call('fetch', { url })),
  ...MAILS.map((to) => call('send_email', { to, subject: 's', body: 'b' })),
  ...STATEMENTS.map((sql) => call('query', { sql })),
  ...NUMBERS.map((amount) => textOf('pay', `{"amount":${amount},"currency":"EUR"}`)),
  '{"jsonrpc":"2.0","id":2,"method":"resources/read","params":{"uri":"file:///home/u/project/a"}}',
  '{"jsonrpc":"2.0","id":3,"method":"tools/list"}',
  '{"jsonrpc":"2.0","method":"notifications/initialized"}',
  '{"jsonrpc":"2.0","id":4,"result":{"content":[]}}',
  '[{"jsonrpc":"2.0","id":5,"method":"ping"}]',
  '{"id":\uf7ff\uf7c0\uf780}',
  ...labelled(),
];
