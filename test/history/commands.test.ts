import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { callRowSchema } from '../../shared/contract/history.ts';
import { callIdSchema, type CallId } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { writeRecord, RECORD_ID, sha256Hex, type WrittenRecord } from '../support/format-2-record.ts';
import { randomFrom } from '../support/random.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { remit, removeFolder, runRemit, temporaryFolder } from '../support/serve.ts';

const variety = {
  agents: 3,
  servers: 3,
  tools: 10,
  folders: 3,
  files: 3,
  sites: 3,
  people: 5,
  perSession: 10,
};
/** Calls in the record, and entries that the head doesn't name yet. */
const CALLS = 800;
const UNHEADED = 3;
let folder: string;
let record: WrittenRecord;
let bodies: readonly EntryBody[];

/** A call whose texts are meant to do harm where they are shown. */
function hostile(like: EntryBody, call: CallId): EntryBody {
  if (like.kind !== 'call') throw new Error('no call');
  const reach = { kind: 'value', pointer: '/note', value: '</td><script>alert(1)</script>' } as const;
  return {
    ...like,
    call,
    tool: '=HYPERLINK("http://x")',
    agent: { ...like.agent, name: '<img src=x>' },
    reaches: [reach],
  };
}

beforeAll(() => {
  folder = temporaryFolder();
  const calls = new RecordedCalls(randomFrom(4), variety, homedir());
  const made = Array.from({ length: CALLS }, () => calls.next());
  const bad = hostile(made[0]?.[0] ?? { kind: 'stop' }, callIdSchema.parse('hostile'));
  bodies = [...calls.before(), ...made.flat(), bad, { kind: 'stop' }, { kind: 'stop' }, { kind: 'stop' }];
  record = writeRecord(folder, bodies, UNHEADED);
});
afterAll(() => removeFolder(folder));

function run(...words: readonly string[]): { code: number; out: string; err: string } {
  return runRemit([...words, '--data', folder]);
}

function lines(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}

describe('remit log', () => {
  test('prints every call that a filter finds, newest first', () => {
    const all = lines(run('log', '--json', '--limit', '5000').out).map((line) =>
      callRowSchema.parse(JSON.parse(line)),
    );
    expect(all).toHaveLength(CALLS + 1);
    expect(all.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).sort((a, b) => b - a));
    const wanted = all.filter(({ agent, standing }) => agent === 'codex' && standing === 'refused');
    const found = lines(run('log', '--json', '--limit', '5000', 'agent:codex', 'verdict:refused').out);
    expect(found.map((line) => callRowSchema.parse(JSON.parse(line)))).toEqual(wanted);
    expect(lines(run('log').out)).toHaveLength(50);
    expect(lines(run('log', '--limit', '3', '-agent:codex').out)).toHaveLength(3);
  });

  test('takes a phrase as one word of the shell, and finds what it says', () => {
    const phrase = run('log', '--json', '--limit', '500', 'config deploy').out;
    const quoted = run('log', '--json', '--limit', '500', '"config deploy"').out;
    expect(phrase).toBe(quoted);
    expect(run('log', 'run:git deploy').code).toBe(0);
  });

  test('says where a filter is wrong', () => {
    const { code, err } = run('log', 'agent:codex', 'colour:red');
    expect(code).toBe(2);
    expect(err).toContain('`colour:red`');
  });

  test('ends quietly when nobody reads on', () => {
    const done = spawnSync('sh', ['-c', `"${remit}" log --json --limit 5000 --data "${folder}" | head -1`], {
      encoding: 'utf8',
    });
    expect(done.stdout.split('\n')).toHaveLength(2);
    expect(done.stderr).toBe('');
  });

  test('two at once don’t get into each other’s way, with no index to begin with', async () => {
    const fresh = temporaryFolder();
    writeRecord(fresh, bodies);
    const outs = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<string>((done) => {
            const child = spawn(remit, ['log', '--json', '--limit', '5000', '--data', fresh]);
            let out = '';
            child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
            child.once('close', () => done(out));
          }),
      ),
    );
    expect(outs.map((out) => lines(out).length)).toEqual([CALLS + 1, CALLS + 1, CALLS + 1]);
    removeFolder(fresh);
  });
});

const countsSchema = z.object({
  calls: z.number(),
  inside: z.number(),
  asked: z.number(),
  refused: z.number(),
});
const reportSchema = countsSchema.extend({
  agents: z.array(countsSchema.extend({ name: z.string() })),
  tasks: z.array(countsSchema.extend({ task: z.string().nullable() })),
  grants: z.array(z.object({ words: z.string(), uses: z.number() })),
});

describe('remit report', () => {
  test('adds up what the record says', () => {
    const report = reportSchema.parse(JSON.parse(run('report', '--json').out));
    const prompts = bodies.filter(({ kind }) => kind === 'prompt').length;
    const refusals = bodies.filter(({ kind }) => kind === 'refusal').length;
    expect(report).toMatchObject({ calls: CALLS + 1, asked: prompts, refused: refusals });
    for (const part of [report.agents, report.tasks])
      expect(part.reduce((sum, { calls }) => sum + calls, 0)).toBe(CALLS + 1);
    const covered = bodies.filter(({ kind }) => kind === 'covered').length;
    expect(report.grants).toEqual([{ ...report.grants[0], uses: report.inside + covered }]);
  });

  test('is about the calls that a filter finds', () => {
    const { out } = run('report', 'agent:codex');
    expect(out).toContain('codex');
    expect(out).not.toContain('cursor');
    expect(out).toMatch(/1 granted, 1 of them used/);
  });
});

const entryLine =
  /^\{"seq":(\d+),"at":"([^"]+)","hash":"([0-9a-f]{64})",(?:"body":(.*)|"bodyHash":"([0-9a-f]{64})")\}$/;

/** Checks an export as docs/record-format.md says, and gives back the bodies in it by their place. */
function verified(text: string): ReadonlyMap<number, string> {
  const [first = '', ...rest] = lines(text);
  expect(first).toBe(
    `{"remit":"record","format":2,"record":"${RECORD_ID}","publicKey":"${record.publicKey}","first":1,"previous":"${'0'.repeat(64)}"}`,
  );
  const found = new Map<number, string>();
  let previous = '0'.repeat(64);
  for (const [index, line] of rest.slice(0, -1).entries()) {
    const [, seq, at, hash, body, bodyHash] = entryLine.exec(line) ?? [];
    expect(Number(seq)).toBe(index + 1);
    expect(sha256Hex(`${previous}\n${seq}\n${at}\n${bodyHash ?? sha256Hex(body ?? '')}`)).toBe(hash);
    if (body !== undefined) found.set(index + 1, body);
    previous = hash ?? '';
  }
  const last = record.hashes.length - UNHEADED;
  expect(rest).toHaveLength(last + 1);
  expect(JSON.parse(rest.at(-1) ?? '')).toMatchObject({
    head: { record: RECORD_ID, seq: last, hash: previous },
  });
  return found;
}

describe('remit export', () => {
  test('gives the record up to its head, so that it verifies', () => {
    const out = join(folder, 'export.jsonl');
    expect(run('export', '--out', out).code).toBe(0);
    const found = verified(readFileSync(out, 'utf8'));
    expect(found.size).toBe(record.hashes.length - UNHEADED);
  });

  test('leaves out the bodies that a filter doesn’t choose, and still verifies', () => {
    const out = join(folder, 'chosen.jsonl');
    expect(run('export', 'agent:codex', 'verdict:asked', '--out', out).code).toBe(0);
    const found = verified(readFileSync(out, 'utf8'));
    const kinds = [...found.values()].map((body) =>
      z.object({ kind: z.string(), call: z.string().optional() }).parse(JSON.parse(body)),
    );
    expect(kinds[0]?.kind).toBe('begin');
    const chosen = new Set(kinds.slice(1).map(({ call }) => call));
    const logged = lines(run('log', '--json', '--limit', '5000', 'agent:codex', 'verdict:asked').out);
    expect(chosen.size).toBe(logged.length);
    expect(found.size).toBeGreaterThan(logged.length * 2);
  });

  test('makes a file for the user alone, and writes over none', () => {
    const out = join(folder, 'export.csv');
    expect(run('export', '--format', 'csv', '--out', out).code).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const again = run('export', '--format', 'csv', '--out', out);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is there already');
    expect(lines(readFileSync(out, 'utf8'))[0]).toMatch(/^at,seq,call,agent,server,tool,.*\r$/);
  });

  test('guards a spreadsheet against formulas', () => {
    const { out } = run('export', 'agent:<img*', '--format', 'csv');
    expect(out).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  test('makes a page in which nothing runs and nothing is loaded', () => {
    const { out } = run('export', '--format', 'html');
    expect(out).toContain("default-src 'none'");
    expect(out).toContain('&lt;img src=x&gt;');
    expect(out).toContain('&lt;/td&gt;&lt;script&gt;');
    expect(out).not.toMatch(/<script|<img|<link|\son\w+=|href=/);
    const style = /<style>([^]*?)<\/style>/.exec(out)?.[1] ?? '';
    const digest = Buffer.from(sha256Hex(style), 'hex').toString('base64');
    expect(out).toContain(`style-src 'sha256-${digest}'`);
    expect(out.match(/<tr><td>2026/g)).toHaveLength(CALLS + 1);
  });

  test('knows its formats', () => {
    expect(run('export', '--format', 'pdf').err).toContain('jsonl, csv, html');
  });
});
