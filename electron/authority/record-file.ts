// Opens the record: verifies it against everything that was signed of it, folds what is in force out of it, and hands out one writer and one
// reader. A record that doesn't verify can be read, but nothing is appended to it and no grant in it is trusted.

import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { RecordEntry } from '../../shared/contract/record-entry.ts';
import type { RetentionChoice, RetentionPreview } from '../../shared/contract/record-setting.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ChainPlace } from '../../shared/core/record-chain.ts';
import { beginRecord, isToBegin } from './begin-record.ts';
import { checkProofs, type CheckedProofs } from './check-proofs.ts';
import { GONE, PREVIOUS_FILE } from './previous-record.ts';
import type { AnchorStore } from './record-anchor.ts';
import { RecordCheck, type Broken, type RecordIdentity } from './record-check.ts';
import {
  emptyDatabase,
  openDatabase,
  openProblem,
  RECORD_FILE,
  type OpenProblem,
} from './record-database.ts';
import { RecordHead, signedPlace, type FoundHead } from './record-head.ts';
import { newSecret, RecordKeys, type KeyedHash } from './record-keys.ts';
import type { RecordPlaces } from './record-places.ts';
import { RecordProof } from './record-proof.ts';
import { recordReader, type RecordReader } from './record-reading.ts';
import { RecordWriter } from './record-writer.ts';
import type { RecordState } from './record-state.ts';
import { Redactor } from './redactor.ts';
import { NOTHING_GOES } from './retention-preview.ts';
import { removeUpTo, Retention } from './retention.ts';
import { WalFile } from './wal-file.ts';

export type RecordPorts = {
  readonly places: RecordPlaces;
  readonly now: () => Date;
  /** Hears of entries as they come to stand in the record; of none when its health changes. */
  readonly changed: (entries: readonly RecordEntry[]) => void;
  /** Hears of the newest entry that is on the disk, before anyone hears that it was written. */
  readonly synced?: (seq: number) => void;
};

export type OpenRecord = {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  /** What everything goes through that is written: for all else that leaves Remit, too. */
  readonly redactor: Redactor;
  /** Removes what the user doesn't want to keep any longer; resolves with the number of entries that went. */
  readonly prune: () => Promise<number>;
  /** What it would remove now under another choice. */
  readonly wouldPrune: (choice: RetentionChoice) => Promise<RetentionPreview>;
  readonly close: () => Promise<void>;
};

/** What opening has made of the files. */
type Opening = {
  readonly database: DatabaseSyncInstance;
  readonly checked: RecordCheck;
  readonly sound: {
    readonly identity: RecordIdentity;
    readonly keys: RecordKeys;
    readonly head: FoundHead;
    /** What isn't sure about it, as long as it is open. */
    readonly doubt: string | null;
  } | null;
  readonly broken: Broken | null;
};

/**
 * Opens the record in `dir`, a real path, or begins one. A record that doesn't verify is no error: its health says so. The error is a sentence
 * that names the file and the remedy.
 */
export async function openRecord(dir: string, ports: RecordPorts): Promise<Result<OpenRecord, string>> {
  const found = openDatabase(dir, 'write');
  if (!found.ok) return unusable(ports, found.error);
  const database = found.value;
  try {
    const isNew = await isToBegin(dir, database, ports.places);
    if (isNew) await beginRecord(dir, database, ports.places, ports.now());
    const opening = await verified(dir, database, ports.places, isNew);
    // SQLite puts the log beside the file that a link leads to.
    const wal = new WalFile(realpathSync(join(dir, RECORD_FILE)));
    if (opening.sound === null) return ok(unverified(ports, opening, wal));
    return ok(await sound(dir, ports, opening, opening.sound, wal));
  } catch (error) {
    database.close();
    const cause = error instanceof Error ? error.message : String(error);
    return unusable(ports, openProblem(join(dir, RECORD_FILE), cause));
  }
}

/** What can't be made sense of is a record that doesn't verify; what can't be reached is none. */
function unusable(ports: RecordPorts, { kind, problem }: OpenProblem): Result<OpenRecord, string> {
  if (kind === 'unreachable') return err(problem);
  const database = emptyDatabase();
  const broken = { seq: 1, problem: `can't be read: ${problem}` };
  return ok(unverified(ports, { database, checked: new RecordCheck(database), sound: null, broken }, null));
}

async function verified(
  dir: string,
  database: DatabaseSyncInstance,
  { keys, anchors, folders }: RecordPlaces,
  isNew: boolean,
): Promise<Opening> {
  const checked = new RecordCheck(database);
  const broken = checked.run();
  const { identity } = checked;
  if (broken !== null || identity === null)
    return {
      database,
      checked,
      sound: null,
      broken: broken ?? { seq: 1, problem: 'does not begin a record' },
    };
  const names = { record: identity.record, folders: isNew ? [] : folders };
  const proofs = await checkProofs({ dir, checked, anchors, names });
  if (proofs.broken !== null) return { database, checked, sound: null, broken: proofs.broken };
  const secret = await keys.load(identity.record, identity.keyPlace);
  if (!secret.ok) return { database, checked, sound: null, broken: keyProblem(checked, secret.error) };
  const own = new RecordKeys(secret.value);
  if (own.publicKey !== identity.publicKey)
    return {
      database,
      checked,
      sound: null,
      broken: keyProblem(checked, 'the key that is kept for it is another'),
    };
  return {
    database,
    checked,
    sound: { identity, keys: own, head: proofs.head, doubt: doubtOf(checked, proofs, anchors, isNew) },
    broken: null,
  };
}

function keyProblem({ first }: RecordCheck, problem: string): Broken {
  return { seq: first, problem: `can't be continued: ${problem}` };
}

/** Puts head and anchors where the record is now. */
async function proofFor(
  dir: string,
  { anchors, folders }: RecordPlaces,
  place: ChainPlace,
  { identity, keys, head, doubt }: NonNullable<Opening['sound']>,
): Promise<RecordProof> {
  const { record } = identity;
  const file =
    head.kind === 'found'
      ? RecordHead.open(dir, head.slot)
      : await RecordHead.create(
          dir,
          signedPlace(record, place, (text) => keys.sign(text)),
        );
  // One slot may have been cut off by a crash: it is written anew, whether the other lags behind or not.
  const headAt = head.kind === 'found' ? 0 : place.seq;
  const names = [record, ...folders];
  const ports = { record, keys, head: file, anchors, names, anchorsFound: doubt };
  const proof = new RecordProof(ports, place, headAt);
  await proof.secure();
  await proof.anchor();
  // The record names it; now that the anchors name the record, it is never begun again.
  rmSync(join(dir, PREVIOUS_FILE), { force: true });
  return proof;
}

async function sound(
  dir: string,
  ports: RecordPorts,
  { database, checked }: Opening,
  opened: NonNullable<Opening['sound']>,
  wal: WalFile,
): Promise<OpenRecord> {
  const { state } = checked;
  const { now, places } = ports;
  const { identity, keys } = opened;
  const proof = await proofFor(dir, places, checked.head, opened);
  if (checked.pruned >= checked.first) removeUpTo(database, checked.pruned);
  const redactor = redactorOf(keys.keyed, state);
  const writer = new RecordWriter(
    {
      database,
      wal,
      proof,
      now,
      redact: redactor.entry,
      durability: () => state.settings.durability,
      changed: (entries) => {
        // A prune hands on what the state holds already.
        for (const { seq, at, body } of entries) if (body.kind !== 'prune') state.take(seq, at, body);
        ports.changed(entries);
      },
      synced: (seq) => ports.synced?.(seq),
    },
    { head: checked.head, unsigned: checked.unsigned, broken: null },
  );
  const proofView = () => ({
    ...identity,
    anchorPlace: places.anchors.place(),
    anchorProblem: proof.anchorProblem,
  });
  const reader = recordReader({ database, state, writer, now, broken: null, proof: proofView });
  const secure = (): Promise<void> => proof.secure();
  const retention = new Retention({ database, identity, keys, state, writer, now, secure });
  const close = (): Promise<void> => writer.close();
  const prune = (): Promise<number> => retention.run();
  return { writer, reader, redactor, prune, wouldPrune: (choice) => retention.preview(choice), close };
}

function doubtOf(
  { begin }: RecordCheck,
  { isLoose }: CheckedProofs,
  anchors: AnchorStore,
  isNew: boolean,
): string | null {
  if (isNew && begin?.previous?.why === GONE) return `${GONE}, and a new one was begun`;
  if (!isLoose) return null;
  return `there was no copy of the record's head in ${anchors.place()} when Remit started: whether this is the newest copy of the record could not be told`;
}

/** Nothing is appended, so no key is needed; what is hashed meanwhile is never kept. */
function unverified(
  ports: RecordPorts,
  { database, checked, broken }: Opening,
  wal: WalFile | null,
): OpenRecord {
  const { seq, problem } = broken ?? { seq: 1, problem: 'is missing' };
  const words = `the record does not verify: entry ${seq} ${problem}; grants are suspended and calls refused until the record is restored or moved away`;
  const redactor = redactorOf(new RecordKeys(newSecret()).keyed, checked.state);
  const writer = new RecordWriter(
    {
      database,
      wal,
      proof: null,
      now: ports.now,
      redact: redactor.entry,
      durability: () => 'each',
      changed: ports.changed,
      synced: () => undefined,
    },
    { head: checked.head, unsigned: 0, broken: words },
  );
  const { identity, state } = checked;
  const proof = () =>
    identity === null
      ? null
      : { ...identity, anchorPlace: ports.places.anchors.place(), anchorProblem: null };
  const reader = recordReader({ database, state, writer, now: ports.now, broken: { seq, problem }, proof });
  return {
    writer,
    reader,
    redactor,
    prune: () => Promise.resolve(0),
    wouldPrune: () => Promise.resolve(NOTHING_GOES),
    close: () => writer.close(),
  };
}

function redactorOf(keyed: KeyedHash, state: RecordState): Redactor {
  return new Redactor({ keyed, keepsArguments: (server) => !state.settings.unkept.has(server) });
}
