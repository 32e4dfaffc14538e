// The record's head and its name, read after docs/record-format.md for an export.

import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';

const hex = (digits: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const headSchema = z.strictObject({
  record: hex(32),
  seq: z.number().int().positive(),
  hash: hex(64),
  signature: hex(128),
});
export type RecordHead = z.infer<typeof headSchema>;

/** What an export's first line says. `previous` is the hash before the first entry. */
export type RecordName = {
  readonly record: string;
  readonly publicKey: string;
  readonly first: number;
  readonly previous: string;
};

const SLOT = 512;

function keyFrom(publicKey: string): KeyObject {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function slotFrom(text: string, name: RecordName): RecordHead | null {
  try {
    const head = headSchema.parse(JSON.parse(text));
    const signed = `remit head\n${head.record}\n${head.seq}\n${head.hash}`;
    const fits = verify(
      null,
      Buffer.from(signed),
      keyFrom(name.publicKey),
      Buffer.from(head.signature, 'hex'),
    );
    return fits && head.record === name.record ? head : null;
  } catch {
    // Cut off while it was written, or empty still: the other slot counts.
    return null;
  }
}

/** The newest entry that the record's head names. */
export function readHead(dataDir: string, name: RecordName): Result<RecordHead, string> {
  const path = join(dataDir, 'record.head');
  if (!existsSync(path)) return err(`the record's head \`${path}\` is missing: see \`remit verify\``);
  const bytes = readFileSync(path);
  const slots = [0, SLOT].flatMap(
    (at) => slotFrom(bytes.subarray(at, at + SLOT).toString('utf8'), name) ?? [],
  );
  const [head] = slots.sort((a, b) => b.seq - a.seq);
  return head === undefined
    ? err(`the record's head \`${path}\` can't be read, or its signature is wrong: see \`remit verify\``)
    : ok(head);
}

const rowSchema = z.object({ seq: z.number().int(), body: z.string() });
const beginSchema = z.object({ kind: z.literal('begin'), record: hex(32), publicKey: hex(64) });
const pruneSchema = z.object({
  kind: z.literal('prune'),
  record: hex(32),
  publicKey: hex(64),
  seq: z.number().int(),
  hash: hex(64),
});

/** Which record this is, and where it begins: at its `begin`, or behind what the last fitting `prune` took away. */
export function readName(database: DatabaseSyncInstance): Result<RecordName, string> {
  const first = rowSchema.safeParse(
    database.prepare('SELECT seq, body FROM entries ORDER BY seq LIMIT 1').get(),
  );
  if (!first.success) return err('the record has no entries yet');
  const begin = beginSchema.safeParse(JSON.parse(first.data.body));
  if (first.data.seq === 1 && begin.success) {
    const { record, publicKey } = begin.data;
    return ok({ record, publicKey, first: 1, previous: '0'.repeat(64) });
  }
  const rows: readonly unknown[] = database
    .prepare("SELECT seq, body FROM entries WHERE kind = 'prune' ORDER BY seq DESC")
    .all();
  for (const row of rows) {
    const prune = pruneSchema.safeParse(JSON.parse(rowSchema.parse(row).body));
    if (!prune.success || prune.data.seq + 1 !== first.data.seq) continue;
    const { record, publicKey, hash } = prune.data;
    return ok({ record, publicKey, first: first.data.seq, previous: hash });
  }
  return err('the record is of an older form, or its beginning is missing: see `remit verify`');
}
