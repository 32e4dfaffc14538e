import { Chain } from './chain.ts';
import { checkFolderHead } from './check-head.ts';
import { checkSchema, checkStructure, rowsOf } from './database-schema.ts';
import { digest } from './digest.ts';
import type { Anchor, Entry, Start } from './entry.ts';
import type { Findings } from './finding.ts';
import { parseObject, type JsonObject } from './json-object.ts';
import { isSeq, type Prune, type Signed } from './proof-body.ts';
import { pruneOf } from './prune-of.ts';
import type { SignatureCheck } from './signature.ts';
import { visible } from './visible.ts';
import type { Database } from './open-database.ts';

const ROWS = `SELECT seq, at, kind, call, hash, typeof(body) AS form, CAST(body AS BLOB) AS body
  FROM entries NOT INDEXED ORDER BY seq`;
/** The same with the long columns of prunes alone: it is read before all else where entry 1 isn't there. */
const PRUNES = `SELECT seq, at, kind, call, iif(kind = 'prune', hash, '') AS hash,
  iif(kind = 'prune', typeof(body), '') AS form, iif(kind = 'prune', CAST(body AS BLOB), NULL) AS body
  FROM entries NOT INDEXED ORDER BY seq`;

export type DatabaseInput = {
  readonly database: Database;
  /** The slots of `record.head`, none when it is missing; null when only the database was given. */
  readonly head: readonly (Signed | null)[] | null;
  readonly key: string | null;
  readonly anchors: readonly Anchor[];
  readonly signed: SignatureCheck;
  /** Told now and then how many entries were read. */
  readonly progress: (entries: number) => void;
};

/** Verifies the entries of a database and, when it was given, the head. Never throws for what is in the file. Null when no entry can be read. */
export function verifyDatabase(input: DatabaseInput, findings: Findings): Chain | null {
  try {
    const { problem, readable } = checkSchema(input.database);
    if (problem !== null) findings.add('file', null, problem);
    if (!readable) return null;
    const structure = checkStructure(input.database);
    if (structure !== null) findings.add('file', null, `its structure is damaged (${structure})`);
    return readEntries(input, findings, structure === null);
  } catch (error) {
    findings.add('file', null, `it can't be read (${words(error)})`);
    return null;
  }
}

function words(error: unknown): string {
  return visible(error instanceof Error ? error.message : String(error));
}

/** `sound`: the file's structure is, so that a reading can break off only at a value that is too long. */
function readEntries(input: DatabaseInput, findings: Findings, sound: boolean): Chain {
  const chain = new Chain(startOf(input, sound), input.anchors, findings, input.signed);
  if (input.head !== null) chain.proofs.setHead(input.head);
  let entries = 0;
  let complete = true;
  try {
    for (const row of inOrder(rowsOf(input.database, ROWS))) {
      const entry = entryOf(row);
      if (entry === null) chain.takeMalformed('a column of it holds another type than it may');
      else chain.take(entry);
      entries += 1;
      if (entries % 1024 === 0) input.progress(entries);
    }
  } catch (error) {
    findings.add('unreadable', chain.expected, `it can't be read (${words(error)})`);
    complete = false;
  }
  chain.end();
  if (!complete) return chain;
  chain.proofs.checkAuthority(input.head === null ? 0 : (chain.proofs.head()?.seq ?? 0));
  if (input.head !== null) checkFolderHead(chain, input.head.length === 0, findings);
  return chain;
}

/** Breaks off at a row that doesn't lie behind the one before it: a forged structure can be walked for ever. */
function* inOrder(rows: Iterable<JsonObject>): Generator<JsonObject> {
  let before = 0;
  for (const row of rows) {
    const { seq } = row;
    if (!isSeq(seq) || seq <= before) throw new Error('the rows are not in their order');
    before = seq;
    yield row;
  }
}

/** Null when a column holds another type than it may. */
function entryOf({ seq, at, kind, call, hash, form, body }: JsonObject): Entry | null {
  const typed = isSeq(seq) && typeof at === 'string' && typeof kind === 'string' && typeof hash === 'string';
  const called = call === null || typeof call === 'string';
  if (!typed || !called || form !== 'text' || !(body instanceof Uint8Array)) return null;
  return { seq, at, hash, bodyHash: digest(body), body: bodyOf(body), columns: { kind, call } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function bodyOf(bytes: Uint8Array): Entry['body'] {
  try {
    const object = parseObject(utf8.decode(bytes));
    return object === null ? { kind: 'not-json' } : { kind: 'object', object };
  } catch {
    return { kind: 'not-json' };
  }
}

/** Where the reading begins: at entry 1, or behind what the last prune that fits accounts for (rule 1). */
function startOf(input: DatabaseInput, sound: boolean): Start {
  const first = firstSeq(input.database);
  if (first === 1) return { record: null, publicKey: input.key, first, previous: '0'.repeat(64) };
  const prune = lastPrune(input, first, sound ? PRUNES : ROWS);
  return {
    record: prune?.record ?? null,
    publicKey: input.key ?? prune?.publicKey ?? null,
    first,
    previous: prune?.hash ?? null,
  };
}

/** 1 where no row can be read, or the first is none: that the reading breaks off there is seen later. */
function firstSeq(database: Database): number {
  try {
    for (const { seq } of rowsOf(database, 'SELECT seq FROM entries NOT INDEXED ORDER BY seq LIMIT 1'))
      return isSeq(seq) ? seq : 1;
  } catch {
    return 1;
  }
  return 1;
}

/** Among the rows up to where the reading breaks off. */
function lastPrune({ database, key, signed }: DatabaseInput, first: number, rows: string): Prune | null {
  let last: Prune | null = null;
  try {
    for (const row of inOrder(rowsOf(database, rows))) {
      const entry = row['kind'] === 'prune' ? entryOf(row) : null;
      const prune = entry === null ? null : pruneOf(entry);
      if (prune?.seq === first - 1 && signed(key ?? prune.publicKey, prune.text, prune.signature))
        last = prune;
    }
  } catch {
    return last;
  }
  return last;
}
