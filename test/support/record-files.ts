// Looks at a record's files as somebody would who knows only docs/record-format.md, and changes them as somebody would who shouldn't.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import canonicalize from 'canonicalize';
import { z } from 'zod';

const rowSchema = z.strictObject({
  seq: z.number(),
  at: z.string(),
  kind: z.string(),
  call: z.string().nullable(),
  body: z.string(),
  hash: z.string(),
});
export type RowOnDisk = z.infer<typeof rowSchema>;

const signedSchema = z.looseObject({
  record: z.string(),
  seq: z.number(),
  hash: z.string(),
  signature: z.string(),
});
const bodySchema = z.looseObject({ kind: z.string() });

export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function isSigned(text: string, signature: string, publicKey: string): boolean {
  const der = Buffer.from(`302a300506032b6570032100${publicKey}`, 'hex');
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

export function rowsOf(data: string): readonly RowOnDisk[] {
  const database = new DatabaseSync(join(data, 'record.db'), { readOnly: true });
  try {
    return z.array(rowSchema).parse(database.prepare('SELECT * FROM entries ORDER BY seq').all());
  } finally {
    database.close();
  }
}

export function bodyOf(row: RowOnDisk | undefined): z.infer<typeof bodySchema> {
  return bodySchema.parse(JSON.parse(row?.body ?? '{}'));
}

/** Runs SQL on the record's database, past Remit. */
export function change(data: string, sql: string): void {
  const database = new DatabaseSync(join(data, 'record.db'));
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Adds an entry to the record's end that fits its chain: that takes no key. */
export function forge(data: string, body: unknown): void {
  const last = rowsOf(data).at(-1);
  const text = canonicalize(body) ?? '';
  const seq = (last?.seq ?? 0) + 1;
  const at = last?.at ?? '';
  const hash = sha(`${last?.hash ?? ''}\n${seq}\n${at}\n${sha(text)}`);
  const { kind, call } = bodyOf({ seq, at, kind: '', call: null, body: text, hash });
  const database = new DatabaseSync(join(data, 'record.db'));
  database
    .prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)')
    .run(seq, at, kind, typeof call === 'string' ? call : null, text, hash);
  database.close();
}

export function copyOf(folder: string, to: string): void {
  cpSync(folder, to, { recursive: true });
}

/** The place that `record.head` names, the newest of the slots whose signature is right; null when there is none. */
export function headOf(data: string, publicKey: string): { seq: number; hash: string } | null {
  const bytes = readFileSync(join(data, 'record.head'));
  if (bytes.length !== 1024) throw new Error(`record.head has ${bytes.length} bytes`);
  const slots = [bytes.subarray(0, 512), bytes.subarray(512)].flatMap((slot) => {
    if (slot.at(-1) !== 10 || slot.toString().trim() === '') return [];
    const one = signedSchema.parse(JSON.parse(slot.toString()));
    const text = `remit head\n${one.record}\n${one.seq}\n${one.hash}`;
    return isSigned(text, one.signature, publicKey) ? [{ seq: one.seq, hash: one.hash }] : [];
  });
  return slots.sort((a, b) => b.seq - a.seq)[0] ?? null;
}

/** Everything that the page says of entries, as problems; `previous` is the hash before the first. */
export function chainProblems(
  rows: readonly RowOnDisk[],
  publicKey: string,
  previous = '0'.repeat(64),
): string[] {
  const problems: string[] = [];
  let before = { seq: (rows[0]?.seq ?? 1) - 1, hash: previous };
  for (const row of rows) {
    const body = bodyOf(row);
    if (row.seq !== before.seq + 1) problems.push(`${row.seq} does not follow ${before.seq}`);
    if (row.hash !== sha(`${before.hash}\n${row.seq}\n${row.at}\n${sha(row.body)}`))
      problems.push(`hash of ${row.seq}`);
    if (canonicalize(JSON.parse(row.body)) !== row.body) problems.push(`${row.seq} is not canonical`);
    if (row.kind !== body.kind || row.call !== (body['call'] ?? null)) problems.push(`columns of ${row.seq}`);
    if (body.kind === 'checkpoint') {
      const one = signedSchema.parse(body);
      if (one.seq !== before.seq || one.hash !== before.hash)
        problems.push(`checkpoint ${row.seq} names another`);
      const text = `remit checkpoint\n${one.record}\n${one.seq}\n${one.hash}`;
      if (!isSigned(text, one.signature, publicKey)) problems.push(`signature of ${row.seq}`);
    }
    before = { seq: row.seq, hash: row.hash };
  }
  return problems;
}
