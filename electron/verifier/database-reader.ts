import { Chain } from './chain.ts';
import { checkFolderHead } from './check-head.ts';
import { checkSchema, checkStructure, rowsOf } from './database-schema.ts';
import { digest } from './digest.ts';
import type { Anchor, Entry, Start } from './entry.ts';
import type { Findings } from './finding.ts';
import { parseObject, type JsonObject } from './json-object.ts';
import { isSeq, readPrune, type Prune, type Signed } from './proof-body.ts';
import type { SignatureCheck } from './signature.ts';
import { visible } from './visible.ts';
import type { Database } from './open-database.ts';

const ROWS = `SELECT seq, at, kind, call, hash, typeof(body) AS form, CAST(body AS BLOB) AS body
  FROM entries NOT INDEXED ORDER BY seq`;
const KINDS = `SELECT seq, kind, iif(kind = 'prune', body, NULL) AS body FROM entries NOT INDEXED ORDER BY seq`;

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

/** `sound`: the file's structure is. If not, the reading ends with the first finding: a forged structure can be walked for ever. */
function readEntries(input: DatabaseInput, findings: Findings, sound: boolean): Chain {
  const chain = new Chain(startOf(input), input.anchors, findings, input.signed);
  if (input.head !== null) chain.proofs.setHead(input.head);
  let entries = 0;
  let complete = true;
  try {
    for (const row of rowsOf(input.database, ROWS)) {
      takeRow(chain, row);
      entries += 1;
      if (entries % 1024 === 0) input.progress(entries);
      complete = sound || findings.list()[0]?.entry == null;
      if (!complete) break;
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

function takeRow(chain: Chain, row: JsonObject): void {
  const { seq, at, kind, call, hash, form, body } = row;
  const typed =
    typeof seq === 'number' && typeof at === 'string' && typeof kind === 'string' && typeof hash === 'string';
  const called = call === null || typeof call === 'string';
  if (!typed || !called || form !== 'text' || !(body instanceof Uint8Array))
    chain.takeMalformed('a column of it holds another type than it may');
  else chain.take({ seq, at, hash, bodyHash: digest(body), body: bodyOf(body), columns: { kind, call } });
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
function startOf(input: DatabaseInput): Start {
  const unpruned: Start = {
    record: null,
    publicKey: input.key,
    first: 1,
    previous: '0'.repeat(64),
    prune: 'sought',
  };
  try {
    const first = firstSeq(input.database);
    if (first === null || first === 1) return unpruned;
    const prune = lastPrune(input, first);
    return {
      record: prune?.record ?? null,
      publicKey: input.key ?? prune?.publicKey ?? null,
      first,
      previous: prune?.hash ?? null,
      prune: prune === null ? 'sought' : 'found',
    };
  } catch {
    return unpruned;
  }
}

function firstSeq(database: Database): number | null {
  for (const { seq } of rowsOf(database, 'SELECT seq FROM entries NOT INDEXED ORDER BY seq LIMIT 1'))
    return isSeq(seq) ? seq : null;
  return null;
}

function lastPrune({ database, key, signed }: DatabaseInput, first: number): Prune | null {
  let last: Prune | null = null;
  let before = 0;
  for (const { seq, body } of rowsOf(database, KINDS)) {
    if (!isSeq(seq) || seq <= before) return last;
    before = seq;
    const object = typeof body === 'string' ? parseObject(body) : null;
    const prune = object?.['kind'] === 'prune' ? readPrune(object) : null;
    if (prune?.seq === first - 1 && signed(key ?? prune.publicKey, prune.text, prune.signature)) last = prune;
  }
  return last;
}
