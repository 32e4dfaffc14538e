// Calls made up from their number alone, so that a history of a million needs no memory and is the same in every run.

import type { CallRow, FilterTerm, HistoryFilter } from '../../../shared/contract/history.ts';
import { callIdSchema, instantSchema, sessionIdSchema, taskIdSchema } from '../../../shared/contract/ids.ts';

const AGENTS = ['Claude Code', 'Codex', 'Cursor', 'Gemini CLI', 'nightly-report'];
const SERVERS: readonly (readonly [string, string, (n: number) => string])[] = [
  ['filesystem', 'read_text_file', (n) => `read ~/project/src/part-${n % 40}/file-${n % 7}.ts`],
  ['filesystem', 'write_file', (n) => `write ~/project/src/part-${n % 40}/file-${n % 7}.ts`],
  ['github', 'create_issue', () => 'POST https://api.github.com/repos/acme/app/issues'],
  ['fetch', 'fetch', (n) => `GET https://docs.example.com/guide/chapter-${n % 90}?lang=en`],
  ['shell', 'execute_command', (n) => `run npm run test -- --shard ${n % 12}/12`],
  ['mail', 'send_email', (n) => `send to client-${n % 30}@example.com`],
  ['stripe', 'create_refund', (n) => `spend ${(n % 90) + 1}.50 EUR`],
  ['postgres', 'query', () => 'read database shop'],
];
/** The newest call stands here. */
export const NOW = Date.parse('2026-03-31T14:30:00.000Z');

const LONG_AGENTS = [
  'an agent that somebody has named with eighty letters so that nothing else has room',
  'وكيل المهام اليومية',
  '每日任务代理',
];
const LONG_TOUCHED = [
  `write /home/u/${'a-folder-with-a-long-name/'.repeat(11)}notes.md`,
  'read /home/u/وكيل/ملاحظات/notes.md',
  'read /home/u/每日任务/笔记.md',
];

/** The same call by an agent with a long or foreign name, of a place with such a name. */
export function withLongNames(row: CallRow, n: number): CallRow {
  return { ...row, agent: LONG_AGENTS[n % 3] ?? '', touched: [LONG_TOUCHED[n % 3] ?? ''] };
}

/** A number that looks drawn by chance, from 0 up to, but without, `below`. */
export function drawn(n: number, salt: number, below: number): number {
  let x = (n * 2654435761 + salt * 40503) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 2246822519) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 3266489917) >>> 0;
  return ((x ^ (x >>> 16)) >>> 0) % below;
}

/** The call with a number: greater is newer. `of` is how many there are before new ones come. */
export function madeRow(n: number, of: number): CallRow {
  const fate = drawn(n, 1, 100);
  const [server, tool, touched] = SERVERS[drawn(n, 2, SERVERS.length)] ?? ['', '', String];
  const session = Math.floor(n / 37);
  const standing =
    n >= of - 1 ? 'waiting' : fate < 86 ? 'inside' : fate < 94 ? 'allowed' : fate < 99 ? 'refused' : 'inside';
  return {
    call: callIdSchema.parse(`call-${n}`),
    seq: n * 3 + 1,
    at: instantSchema.parse(new Date(NOW - (of - n) * 41_000 - drawn(n, 3, 30_000)).toISOString()),
    agent: AGENTS[drawn(session, 4, AGENTS.length)] ?? '',
    server,
    tool,
    session: sessionIdSchema.parse(`session-${session}`),
    task: session % 3 === 0 ? null : taskIdSchema.parse(`task-${Math.floor(session / 9)}`),
    touched: n % 97 === 5 ? ['read ~/project/a\u202egnp.exe', 'read ~/.ssh/config'] : [touched(n)],
    standing,
    by:
      standing === 'inside'
        ? 'grant'
        : standing === 'waiting'
          ? 'nobody'
          : fate % 3 === 0 && standing === 'refused'
            ? 'rule'
            : 'you',
    why: whyWords(standing, touched(n)),
    outcome:
      standing === 'refused'
        ? 'none'
        : standing === 'waiting'
          ? 'running'
          : fate % 17 === 3
            ? 'tool-error'
            : 'ok',
    durationMs: standing === 'refused' || standing === 'waiting' ? null : drawn(n, 5, 4000) / 2,
  };
}

function whyWords(standing: CallRow['standing'], touched: string): string {
  if (standing === 'inside') return `grant: may ${touched.replace(/ (\S+)\/[^/]+$/, ' in $1')}, always`;
  if (standing === 'allowed') return 'you allowed it once';
  return standing === 'waiting' ? 'waits for your answer' : 'you denied it: not in this task';
}

/** Whether a call is found by a filter: terms of one key are alternatives, those of different keys all have to hold. */
export function isFound(row: CallRow, filter: HistoryFilter): boolean {
  const keys = new Set(filter.filter((one) => !one.negated).map(({ key }) => key));
  if (filter.some((one) => one.negated && holds(row, one))) return false;
  return [...keys].every((key) => filter.some((one) => one.key === key && !one.negated && holds(row, one)));
}

function holds(row: CallRow, { key, value }: FilterTerm): boolean {
  const touched = row.touched.join(' ');
  switch (key) {
    case 'agent':
    case 'server':
    case 'tool':
    case 'outcome':
    case 'by':
      return row[key] === value;
    case 'verdict':
      return (
        row.standing === value || (value === 'asked' && (row.by === 'you' || row.standing === 'waiting'))
      );
    case 'session':
      return row.session === value;
    case 'task':
      return value === '*' ? row.task !== null : row.task === value;
    case 'since':
      return row.at >= value;
    case 'before':
      return row.at < value;
    default:
      return touched.toLowerCase().includes(value.toLowerCase());
  }
}
