import type { z } from 'zod';
import { callDetailSchema, type CallDetail, type CallRow } from '../../../shared/contract/history.ts';
import { madeRow } from './made-calls.ts';

const SHA = 'a3f1'.repeat(16);
const BEFORE = 'export function answer() {\n  const all = load();\n  return all.length;\n}\n';
const AFTER =
  'export function answer(limit: number) {\n  const all = load();\n  return Math.min(all.length, limit);\n}\n';

function argsOf(row: CallRow, n: number): unknown {
  const path = '/home/u/project/src/answer.ts';
  if (row.tool === 'write_file' && n % 2 === 0) return { path, content: AFTER };
  if (row.tool === 'write_file')
    return {
      path,
      edits: [
        { oldText: BEFORE, newText: AFTER },
        { oldText: 'debug: true', newText: 'debug: false' },
      ],
    };
  if (row.tool === 'execute_command')
    return {
      command: 'curl -H "Authorization: Bearer [redacted github-token 5f09ab12]" https://api.example.com',
      timeout: 30,
    };
  return { path, recursive: false, note: 'a\u200bb' };
}

type ReachInput = z.input<typeof callDetailSchema>['reaches'][number];

/** The reach behind the words of a row. */
function reachOf(words: string): ReachInput {
  const pointer = '/path';
  const [verb = '', ...rest] = words.split(' ');
  const what = rest.join(' ');
  if (words.startsWith('send to '))
    return { kind: 'recipient', pointer, asked: what.slice(3), address: what.slice(3) };
  if (verb === 'run')
    return { kind: 'command', pointer, text: what, argv: rest, problem: null, shell: 'bash' };
  if (verb === 'spend')
    return { kind: 'spend', pointer, asked: what, amount: rest[0] ?? '', currency: rest[1] ?? '' };
  if (what.startsWith('database '))
    return { kind: 'database', pointer, asked: 'select 1', name: rest[1] ?? '', access: 'read' };
  if (what.startsWith('https://'))
    return {
      kind: 'site',
      pointer,
      asked: what,
      scheme: 'https',
      host: new URL(what).host,
      port: 443,
      path: new URL(what).pathname,
      ambiguousPath: false,
      method: verb,
    };
  const real = what.replace('~', '/home/u');
  return {
    kind: 'file',
    pointer,
    asked: what.replace('~/project/', ''),
    real,
    key: real,
    access: verb === 'write' ? 'write' : 'read',
  };
}

type OriginInput = NonNullable<z.input<typeof callDetailSchema>['origins']>[number];

function originOf(row: CallRow, n: number): OriginInput {
  const seen = { call: 'call-270', at: row.at, server: 'filesystem', part: 'whole' } as const;
  const origins: readonly [OriginInput, ...OriginInput[]] = [
    { kind: 'result', tool: 'read_text_file', ...seen },
    { kind: 'nowhere', gaps: ['cut'] },
    { kind: 'result', tool: 'list_directory', ...seen, part: 'name' },
    { kind: 'arguments', tool: 'write_file', ...seen },
    { kind: 'grant', grant: `grant-${n % 9}` },
  ];
  return origins[n % origins.length] ?? origins[0];
}

/** All that a record would say of a made-up call; it parses as what main sends. */
export function madeDetail(n: number, of: number): CallDetail {
  const row = madeRow(n, of);
  const asked = row.by === 'you' || row.standing === 'waiting';
  const args = JSON.stringify(argsOf(row, n));
  const grant = {
    id: `grant-${n % 9}`,
    words: 'Claude Code may write in ~/project with filesystem > write_file',
    agent: { name: row.agent, executable: '/usr/bin/claude' },
    lifetime: { kind: 'always' as const },
    limits: [],
    tools: [],
    reach: [],
    deny: [],
  };
  const detail: z.input<typeof callDetailSchema> = {
    row,
    agent: {
      name: row.agent,
      process: {
        pid: 4242,
        executable: '/usr/bin/claude',
        command: 'claude --continue',
        cwd: '/home/u/project',
      },
      claims: { name: row.agent.toLowerCase(), version: '2.1.0' },
    },
    server: { name: row.server, identity: SHA },
    session: row.session,
    args: {
      text: args,
      bytes: args.length,
      sha256: SHA,
      redactions: args.includes('redacted') ? [{ rule: 'github-token', keyed: '5f09ab12' }] : [],
    },
    reaches: row.touched.map(reachOf),
    origins: row.touched.map((_, at) => originOf(row, n + at)),
    verdict: asked
      ? {
          kind: 'exceeds',
          excess: [
            {
              kind: 'file',
              pointer: '/path',
              asked: '/etc/hosts',
              access: 'write',
              held: 'write in ~/project',
              by: 'location',
            },
          ],
        }
      : { kind: 'inside', grants: [grant.id] },
    excess: asked
      ? [
          {
            granted: 'write in ~/project',
            asks: 'write in /etc',
            exceeds: 'place',
            pointer: '/path',
            rungs: [],
            answeredBy: null,
          },
        ]
      : [],
    grants: asked
      ? []
      : [
          {
            grant,
            at: '2026-03-30T08:00:00.000Z',
            seq: 812,
            from: 'call-270',
            revokedAt: null,
            extended: false,
          },
        ],
    decision:
      asked && row.standing !== 'waiting'
        ? {
            at: row.at,
            seq: row.seq + 2,
            answer:
              row.standing === 'allowed'
                ? { kind: 'allow-once' }
                : { kind: 'deny', reason: 'not in this task' },
          }
        : null,
    refusal:
      row.standing === 'refused'
        ? { code: 'denied-by-user', reason: 'You denied it: not in this task.' }
        : null,
    result:
      row.standing === 'refused' || row.standing === 'waiting'
        ? null
        : n % 5 === 0
          ? { text: '', bytes: 1830, sha256: SHA, kept: false }
          : {
              text: '{"content":[{"type":"text","text":"127.0.0.1 localhost\\nsecond line"}]}',
              bytes: n % 2 === 0 ? 48_211 : 70,
              sha256: SHA,
            },
    entries: [
      { seq: row.seq, kind: 'call', at: row.at, hash: SHA },
      { seq: row.seq + 1, kind: 'outcome', at: row.at, hash: SHA.replace('a', 'b') },
    ],
  };
  return callDetailSchema.parse(detail);
}
