// Makes records for tests and benches, from docs/record-format.md: shares nothing with what Remit writes them with.

import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

export type Body = Readonly<Record<string, unknown>> & { readonly kind: string };
export type Row = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly call: string | null;
  readonly body: string;
  readonly hash: string;
};
export type Signer = { readonly key: KeyObject; readonly publicKey: string };
export type Made = { readonly id: string; readonly signer: Signer; readonly rows: readonly Row[] };

export const START = '0'.repeat(64);
export const ID = 'a1'.repeat(16);
const PKCS8 = '302e020100300506032b657004220420';
const SCHEMA = `CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  call TEXT,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT`;

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Always the same key for the same `seed`, from 0 to 255. */
export function signerOf(seed: number): Signer {
  const raw = Buffer.alloc(32, seed).toString('hex');
  const key = createPrivateKey({ key: Buffer.from(PKCS8 + raw, 'hex'), format: 'der', type: 'pkcs8' });
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { key, publicKey: der.subarray(-32).toString('hex') };
}

export function signText(signer: Signer, text: string): string {
  return sign(null, Buffer.from(text), signer.key).toString('hex');
}

/** Canonical for the bodies that are made here: members sorted on every level. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

export function timeOf(seq: number): string {
  return new Date(Date.UTC(2026, 5, 1) + seq * 1000).toISOString();
}

export function rowOf(previous: string, seq: number, body: Body): Row {
  const text = canonical(body);
  const call = typeof body['call'] === 'string' ? body['call'] : null;
  return linked({ seq, at: timeOf(seq), kind: body.kind, call, body: text, hash: '' }, previous);
}

/** The row with the hash that it has behind `previous`. */
export function linked(row: Row, previous: string): Row {
  return { ...row, hash: sha256(`${previous}\n${row.seq}\n${row.at}\n${sha256(row.body)}`) };
}

export function beginBody(signer: Signer): Body {
  return {
    kind: 'begin',
    format: 2,
    record: ID,
    publicKey: signer.publicKey,
    keyPlace: 'file',
    previous: null,
  };
}

export function checkpointBody(signer: Signer, seq: number, hash: string): Body {
  const signature = signText(signer, `remit checkpoint\n${ID}\n${seq}\n${hash}`);
  return { kind: 'checkpoint', record: ID, seq, hash, signature };
}

export function pruneBody(signer: Signer, seq: number, hash: string): Body {
  const carried = { grants: [{ id: 'g-1', uses: 3 }], corrections: {} };
  const text = `remit prune\n${ID}\n${seq}\n${hash}\n${sha256(canonical(carried))}`;
  return {
    kind: 'prune',
    record: ID,
    seq,
    hash,
    publicKey: signer.publicKey,
    why: 'age',
    carried,
    signature: signText(signer, text),
  };
}

function plainBody(seq: number, padding: number): Body {
  if (padding > 0) return { kind: 'note', call: `c-${seq}`, text: 'x'.repeat(padding) };
  if (seq % 3 === 0) return { kind: 'pause', on: seq % 2 === 0 };
  return { kind: 'outcome', call: `c-${seq}`, durationMs: 1.5, result: null, status: 'ok' };
}

export type Plan = {
  readonly entries: number;
  /** Every so many entries a checkpoint. */
  readonly checkpoints: number;
  /** At the place `at` a prune that names entry `upTo`, and behind it a checkpoint. */
  readonly prunes?: readonly { readonly at: number; readonly upTo: number }[];
  readonly signer?: Signer;
  /** So many bytes of text in each body. */
  readonly padding?: number;
};

/** The rows of a record, one by one, with nothing removed yet. */
export function* rowsOf({
  entries,
  checkpoints,
  prunes = [],
  padding = 0,
  signer = signerOf(1),
}: Plan): Generator<Row> {
  const named = new Map<number, string>();
  let previous = START;
  for (let seq = 1; seq <= entries; seq += 1) {
    const prune = prunes.find(({ at }) => at === seq);
    const body =
      seq === 1
        ? beginBody(signer)
        : prune !== undefined
          ? pruneBody(signer, prune.upTo, named.get(prune.upTo) ?? START)
          : seq % checkpoints === 0 || prunes.some(({ at }) => at === seq - 1)
            ? checkpointBody(signer, seq - 1, previous)
            : plainBody(seq, padding);
    const row = rowOf(previous, seq, body);
    if (prunes.some(({ upTo }) => upTo === seq)) named.set(seq, row.hash);
    previous = row.hash;
    yield row;
  }
}

/** `removed`: entries up to there are gone, as after a prune. */
export function makeRecord(plan: Plan, removed = 0): Made {
  return { id: ID, signer: plan.signer ?? signerOf(1), rows: [...rowsOf(plan)].slice(removed) };
}

export function headText(signer: Signer, { seq, hash }: Pick<Row, 'seq' | 'hash'>, record = ID): string {
  const signature = signText(signer, `remit head\n${record}\n${seq}\n${hash}`);
  return JSON.stringify({ record, seq, hash, signature });
}

/** `record.head` with these heads in its slots. */
export function headFile(...slots: readonly string[]): Buffer {
  return Buffer.concat([0, 1].map((at) => Buffer.from(`${(slots[at] ?? '').padEnd(511)}\n`)));
}

export function firstLine(made: Made, previous = START): string {
  const first = made.rows[0]?.seq ?? 1;
  const { publicKey } = made.signer;
  return JSON.stringify({ remit: 'record', format: 2, record: ID, publicKey, first, previous });
}

export function lineOf({ seq, at, hash, body }: Row): string {
  return `{"seq":${seq},"at":"${at}","hash":"${hash}","body":${body}}`;
}

export function lineWithout({ seq, at, hash, body }: Row): string {
  return JSON.stringify({ seq, at, hash, bodyHash: sha256(body) });
}

/** The lines of an export. `previous`: the hash before the first row. */
export function exportLines(made: Made, previous = START): readonly string[] {
  const last = made.rows.at(-1);
  const head = last === undefined ? '' : headText(made.signer, last);
  return [firstLine(made, previous), ...made.rows.map(lineOf), `{"head":${head}}`];
}

export function textOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

/** Makes `record.db` there; `pageSize` is small in tests that damage every bit of it. */
export function writeDatabase(path: string, rows: Iterable<Row>, pageSize = 4096, extra = ''): void {
  const database = new DatabaseSync(path);
  database.exec(
    `PRAGMA page_size=${pageSize}; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; ${SCHEMA}; ${extra}`,
  );
  database.exec('PRAGMA user_version=2; BEGIN');
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
  for (const { seq, at, kind, call, body, hash } of rows) insert.run(seq, at, kind, call, body, hash);
  database.exec('COMMIT');
  database.close();
}

/** A data folder: the database, and the head with the newest two places. */
export function writeFolder(dir: string, made: Made): void {
  mkdirSync(dir, { recursive: true });
  writeDatabase(join(dir, 'record.db'), made.rows);
  const heads = made.rows.slice(-2).map((row) => headText(made.signer, row));
  writeFileSync(join(dir, 'record.head'), headFile(...heads));
}
