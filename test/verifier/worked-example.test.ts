// The example in docs/record-format.md is what Remit writes with that key at that time, and a verifier finds it sound.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { instantSchema } from '../../shared/contract/ids.ts';
import { beginEntry } from '../../shared/contract/record-proof.ts';
import { CHAIN_START } from '../../shared/core/record-chain.ts';
import { EntryBatch, written } from '../../electron/authority/entry-batch.ts';
import { KEY_FILE } from '../../electron/authority/key-store.ts';
import { openDatabase } from '../../electron/authority/record-database.ts';
import { openRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces } from '../../electron/authority/record-places.ts';
import { RecordKeys } from '../../electron/authority/record-keys.ts';
import { exportJsonl } from '../../electron/history/export-jsonl.ts';
import { root } from '../support/serve.ts';
import { IMPLEMENTATIONS } from './implementations.ts';
import { sha256 } from './make-record.ts';

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'remit-example-')));
afterAll(() => rmSync(dir, { recursive: true }));

/** The secret key of RFC 8032, 7.1, test 1. */
const SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const RECORD = '0123456789abcdef0123456789abcdef';
const NOW = new Date('2026-06-01T12:00:00.000Z');
const data = join(dir, 'data');

/** The first entry, as Remit writes it, but under a name and with a key that don't change. */
function begin(): void {
  mkdirSync(data);
  writeFileSync(join(data, KEY_FILE), `${SECRET}\n`, { mode: 0o600 });
  const { publicKey } = new RecordKeys(Buffer.from(SECRET, 'hex'));
  const body = { kind: 'begin', format: 2, record: RECORD, publicKey, keyPlace: 'file', previous: null };
  const database = openDatabase(data, 'write');
  if (!database.ok) throw new Error(database.error.problem);
  const insert = database.value.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
  const start = { head: { seq: 0, hash: CHAIN_START }, unsigned: 0 };
  const at = instantSchema.parse(NOW.toISOString());
  new EntryBatch(start, at, insert, null).put([written(beginEntry.parse(body))]);
  database.value.close();
}

async function exported(): Promise<string> {
  begin();
  const places = recordPlaces(data, join(dir, 'state'), null);
  const record = await openRecord(data, { places, now: () => NOW, changed: () => undefined });
  if (!record.ok) throw new Error(record.error);
  expect(await record.value.writer.append([{ kind: 'pause', on: true }])).toMatchObject({ ok: true });
  await record.value.close();
  const lines: string[] = [];
  const write = (line: string): boolean => lines.push(line) > 0;
  const steps = exportJsonl(data, () => true, { write, finish: () => undefined, close: () => undefined });
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done !== true) continue;
    expect(step.value).toMatchObject({ ok: true });
    return lines.join('');
  }
}

const page = readFileSync(join(root, 'docs', 'record-format.md'), 'utf8');
const section = page.split('\n## ').find((text) => text.startsWith('A worked example')) ?? '';
/** The blocks of the section, without what sets them off. */
const blocks = [...section.matchAll(/\n((?: {4}.*\n)+)/g)].map(([, text = '']) =>
  text.replace(/^ {4}/gm, ''),
);

test('is what Remit writes, and verifies', async () => {
  const text = await exported();
  const [shown = ''] = blocks;
  expect(shown).toBe(text);
  for (const { judgeExport, judgeDatabase } of IMPLEMENTATIONS) {
    const given = { key: new RecordKeys(Buffer.from(SECRET, 'hex')).publicKey };
    expect(judgeExport(Buffer.from(shown), given)).toEqual({ verified: true, entry: null });
    expect(existsSync(join(data, 'record.head'))).toBe(true);
    const head = readFileSync(join(data, 'record.head'));
    expect(judgeDatabase(join(data, 'record.db'), head, given)).toEqual({ verified: true, entry: null });
  }
});

test('spells the texts that are hashed and signed', () => {
  const [text = '', hashed = '', checkpoint = '', head = ''] = blocks.map((block) => block.slice(0, -1));
  const [, , second = '', third = '', last = ''] = text.split('\n');
  expect(section).toContain(`is \`${sha256('{"kind":"pause","on":true}')}\``);
  expect(second).toContain(`"hash":"${sha256(hashed)}"`);
  const keys = new RecordKeys(Buffer.from(SECRET, 'hex'));
  expect(third).toContain(`"signature":"${keys.sign(checkpoint)}"`);
  expect(last).toContain(`"signature":"${keys.sign(head)}"`);
});

test('says what other answers there are', () => {
  const [text = ''] = blocks;
  const changed = text.replace('"on":true', '"on":false');
  const headless = text.replace(/\{"head".*\n/, '');
  for (const { judgeExport } of IMPLEMENTATIONS)
    expect([changed, headless].map((one) => JSON.stringify(judgeExport(Buffer.from(one))))).toEqual([
      '{"verified":false,"entry":2}',
      '{"verified":false,"entry":4}',
    ]);
  for (const answer of ['true,"entry":null', 'false,"entry":2', 'false,"entry":4'])
    expect(section).toContain(`{"verified":${answer}}`);
});
