import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  callIdSchema,
  grantIdSchema,
  requestIdSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
} from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { Collector, type Received } from '../support/collector.ts';
import { HOME, HistorySetup } from '../support/history-setup.ts';
import { RECORD, Sending } from '../support/sending.ts';

/** Stands wherever an entry holds what somebody typed, sent or answered. */
const TOLD = 'PLANTED';
const hash = sha256Schema.parse('a'.repeat(64));
const call = callIdSchema.parse('call-1');
const session = sessionIdSchema.parse('session-1');
const request = requestIdSchema.parse('request-1');
const server = { name: serverNameSchema.parse('files'), identity: hash };
const grant = grantIdSchema.parse('g1');
const excerpt = { text: TOLD, bytes: 7, sha256: hash };
const process = { pid: 1, executable: `/${TOLD}`, command: TOLD, cwd: `/${TOLD}` };
const agent = { name: 'codex', process, claims: { name: TOLD, version: TOLD } };
const excess = { kind: 'value', pointer: '/a', asked: TOLD, held: TOLD, by: 'argument', why: TOLD } as const;

const INTENT: EntryBody = {
  kind: 'call',
  call,
  session,
  task: null,
  agent,
  server,
  tool: 'write',
  digest: hash,
  definition: { kind: 'listed', hash, changed: false },
  args: excerpt,
  reaches: [
    {
      kind: 'file',
      pointer: '/path',
      asked: TOLD,
      real: `${HOME}/notes.txt`,
      key: `${HOME}/notes.txt`,
      access: 'write',
    },
    {
      kind: 'site',
      pointer: '/url',
      asked: `https://a.example/x?q=${TOLD}`,
      scheme: 'https',
      host: 'a.example',
      port: 443,
      path: '/x',
      ambiguousPath: false,
      method: 'GET',
    },
    { kind: 'value', pointer: '/note', value: TOLD },
    { kind: 'undetermined', pointer: '/to', asked: TOLD, why: TOLD },
    { kind: 'spend', pointer: '/sum', asked: TOLD, amount: '12.50', currency: 'EUR' },
  ],
  verdict: { kind: 'exceeds', excess: [excess] },
};

const BODIES: readonly EntryBody[] = [
  { kind: 'session', session, server, agent },
  {
    kind: 'definition',
    server,
    tool: 'write',
    hash,
    standing: 'first',
    definition: excerpt,
  },
  INTENT,
  {
    kind: 'prompt',
    call,
    request,
    digest: hash,
    excess: [{ granted: TOLD, asks: TOLD, exceeds: TOLD, pointer: '/a', rungs: [], answeredBy: null }],
  },
  { kind: 'decision', call, request, answer: { kind: 'deny', reason: TOLD } },
  {
    kind: 'refusal',
    call,
    session,
    server: 'files',
    refusal: { code: 'denied-by-user', reason: TOLD },
    message: excerpt,
  },
  { kind: 'covered', call, request, grants: [grant] },
  { kind: 'outcome', call, status: 'ok', durationMs: 12.5, result: excerpt },
  {
    kind: 'refusal',
    call: null,
    session,
    server: 'files',
    refusal: { code: 'invalid-message', reason: TOLD },
    message: excerpt,
  },
  {
    kind: 'grant',
    request: null,
    grant: {
      id: grant,
      words: TOLD,
      agent: 'any',
      lifetime: { kind: 'always' },
      limits: [],
      tools: [],
      reach: [],
      deny: [],
    },
  },
  { kind: 'revocation', grant },
  { kind: 'server', server: server.name, change: 'ended', detail: TOLD },
  { kind: 'session-end', session, reason: TOLD },
  { kind: 'pause', on: true },
  {
    kind: 'setting',
    setting: { name: 'telemetry', value: { endpoint: 'https://told.example/PLANTED' } },
  },
];

let setup: HistorySetup;
let collector: Collector;
beforeEach(async () => {
  setup = await HistorySetup.make();
  collector = await Collector.start();
});
afterEach(async () => {
  await collector.close();
  await setup.end();
});

/** Sends these entries; resolves with what arrived of them. */
async function sent(bodies: readonly EntryBody[]): Promise<readonly Received[]> {
  const before = setup.entries.length;
  await setup.append(bodies);
  await new Sending(setup, collector.address).stop();
  const first = setup.entries[before]?.seq ?? 0;
  return collector.taken().filter((entry) => Number(entry['remit.seq']) >= first);
}

describe('what is sent of an entry', () => {
  test('is nothing that somebody typed, sent or answered', async () => {
    await sent(BODIES);
    expect(setup.entries.map(({ body }) => JSON.stringify(body)).join('')).toContain(TOLD);
    const texts = collector.requests.map(({ text }) => text).join('');
    expect(texts).not.toContain(TOLD);
    expect(texts).not.toContain(HOME);
    expect(collector.taken().length).toBeGreaterThan(BODIES.length);
  });

  test('is its place, its call, and what was decided', async () => {
    const entries = await sent(BODIES);
    const intent = entries.find((entry) => entry['remit.kind'] === 'call');
    const entry = setup.entries.find(({ body }) => body.kind === 'call');
    expect(intent).toEqual({
      at: entry?.at,
      severity: '9 INFO',
      sentence: 'codex calls files.write: exceeds what is granted',
      'remit.record': RECORD,
      'remit.seq': entry?.seq,
      'remit.hash': entry?.hash,
      'remit.kind': 'call',
      'remit.call': 'call-1',
      'remit.session': 'session-1',
      'remit.agent': 'codex',
      'remit.server': 'files',
      'remit.tool': 'write',
      'remit.verdict': 'exceeds',
      'remit.exceeds_by': ['argument'],
      'remit.reaches': [
        'write ~/notes.txt',
        'GET https://a.example/x',
        'argument /note',
        'argument /to (can’t be worked out)',
        'spend 12.50 EUR',
      ],
    });
  });

  test('names the call in each of its entries', async () => {
    const entries = await sent(BODIES);
    const about = entries.filter((entry) => entry['remit.call'] === 'call-1');
    expect(about).toHaveLength(6);
    for (const entry of about)
      expect(entry).toMatchObject({ 'remit.agent': 'codex', 'remit.server': 'files', 'remit.tool': 'write' });
    expect(about.find((entry) => entry['remit.kind'] === 'outcome')).toMatchObject({
      'remit.outcome': 'ok',
      'remit.duration_ms': 12.5,
    });
  });

  test('is a warning when a call was refused, with who refused', async () => {
    const warnings = (await sent(BODIES)).filter(({ severity }) => severity !== '9 INFO');
    expect(
      warnings.map((entry) => [entry.severity, entry['remit.refusal'], entry['remit.decided_by']]),
    ).toEqual([
      ['13 WARN', 'denied-by-user', 'you'],
      ['13 WARN', 'invalid-message', 'rule'],
    ]);
  });

  test('names who decided', async () => {
    const inside: EntryBody = { ...INTENT, verdict: { kind: 'inside', grants: [grant] } };
    const timeout: EntryBody = { kind: 'decision', call, request, answer: { kind: 'not-now' } };
    const entries = await sent([inside, timeout, ...BODIES]);
    const by = entries.map((entry) => entry['remit.decided_by']).filter((one) => one !== undefined);
    expect(by).toEqual(['grant', 'timeout', 'you', 'you', 'grant', 'rule']);
    expect(entries[0]).toMatchObject({ 'remit.grants': ['g1'] });
  });

  test('stays small, however much an entry holds', async () => {
    const value = { kind: 'command', pointer: '/c', argv: null, problem: null, shell: 'bash' } as const;
    const text = `echo ${'€'.repeat(5000)}`;
    const large: EntryBody = { ...INTENT, reaches: Array.from({ length: 250 }, () => ({ ...value, text })) };
    const entries = await sent(Array.from({ length: 20 }, () => large));
    expect(entries).toHaveLength(20);
    expect(entries[0]).toMatchObject({ 'remit.reaches_omitted': 150 });
    expect(collector.requests.length).toBeGreaterThan(1);
    for (const { text: body } of collector.requests) expect(Buffer.byteLength(body)).toBeLessThan(1_048_576);
  });
});
