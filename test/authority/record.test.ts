import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { beginNewRecord } from '../../electron/authority/begin-new-record.ts';
import { openDataDir } from '../../electron/authority/data-dir.ts';
import type { Keychain } from '../../electron/authority/keychain.ts';
import { openRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces } from '../../electron/authority/record-places.ts';
import { entryBodySchema, type EntryBody } from '../../shared/contract/record-entry.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import { AuthoritySetup, type SetupOptions } from '../support/authority-setup.ts';
import {
  bodyOf,
  chainProblems,
  change,
  copyOf,
  forge,
  headOf,
  rowsOf,
  sha,
} from '../support/record-files.ts';

const setups: AuthoritySetup[] = [];
async function setup(options: SetupOptions = {}): Promise<AuthoritySetup> {
  const made = await AuthoritySetup.make({}, options);
  setups.push(made);
  return made;
}
afterEach(async () => {
  for (const one of setups.splice(0)) await one.end();
});

/** The narrowest rung of each excess. */
function narrowest({ excess }: ApprovalRequest): Answer {
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
  return { kind: 'remember', rungs, lifetime: 'always' };
}

const note = (at: AuthoritySetup) => ({ path: join(at.folder, 'note.txt') });

/** A record in which the user has remembered that one note may be read. */
async function granted(options: SetupOptions = {}): Promise<AuthoritySetup> {
  const at = await setup(options);
  writeFileSync(note(at).path, 'hello');
  const ruling = at.judge(note(at));
  await at.answer(narrowest(await at.question()));
  expect((await ruling).kind).toBe('forward');
  return at;
}

/** Whether the note may be read without a question. */
async function passes(at: AuthoritySetup): Promise<boolean> {
  const ruling = at.judge(note(at));
  const asked = at.question().then(() => 'asked' as const);
  const first = await Promise.race([ruling, asked]);
  if (first !== 'asked') return first.kind === 'forward';
  await at.answer({ kind: 'not-now' });
  await ruling;
  return false;
}

async function expectUnverified(at: AuthoritySetup, problem: RegExp, seq?: number): Promise<void> {
  const health = at.record.reader.health();
  if (health.kind !== 'unverified') throw new Error(`the record is ${health.kind}`);
  expect(health.problem).toMatch(problem);
  if (seq !== undefined) expect(health).toMatchObject({ seq });
  expect(at.authority.grantRows()).toEqual([]);
  const ruling = await at.judge(note(at));
  expect(ruling).toMatchObject({ kind: 'refuse', refusal: { code: 'record-unverified' } });
  const written = await at.record.writer.append([{ kind: 'pause', on: true }]);
  expect(written.ok).toBe(false);
}

function publicKeyOf(at: AuthoritySetup): string {
  return at.record.reader.proof()?.publicKey ?? '';
}

describe('the record on disk', () => {
  test('begins with its key, is chained, signed and headed as the page says', async () => {
    const at = await granted();
    const key = publicKeyOf(at);
    await at.close();
    const rows = rowsOf(at.data);
    expect(bodyOf(rows[0])).toMatchObject({
      kind: 'begin',
      format: 2,
      publicKey: key,
      previous: null,
      keyPlace: 'file',
    });
    expect(chainProblems(rows, key)).toEqual([]);
    expect(headOf(at.data, key)).toEqual({ seq: rows.length, hash: rows.at(-1)?.hash });
    expect(rows.at(-1)?.kind).toBe('checkpoint');
    // What gives authority is signed in the transaction that writes it.
    const grant = rows.findIndex(({ kind }) => kind === 'grant');
    expect(rows.slice(grant + 1).find(({ kind }) => kind === 'checkpoint')?.at).toBe(rows[grant]?.at);
    expect(statSync(join(at.data, 'record.key')).mode & 0o777).toBe(0o600);
  });

  test('has a checkpoint at least every 1,000 entries', async () => {
    const at = await setup();
    const pauses = Array.from({ length: 2500 }, (): EntryBody => ({ kind: 'pause', on: true }));
    await at.record.writer.append(pauses);
    const key = publicKeyOf(at);
    await at.close();
    const rows = rowsOf(at.data);
    expect(chainProblems(rows, key)).toEqual([]);
    const signed = rows.filter(({ kind }) => kind === 'checkpoint').map(({ seq }) => seq);
    const gaps = signed.map((seq, index) => seq - (signed[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1000);
  });

  test('names a decision in its head before anybody acts on it', async () => {
    const at = await granted();
    const rows = rowsOf(at.data);
    const grant = rows.find(({ kind }) => kind === 'grant');
    expect(headOf(at.data, publicKeyOf(at))?.seq).toBeGreaterThan(grant?.seq ?? Infinity);
  });

  test('is continued after a restart, with what was granted', async () => {
    const at = await granted();
    for (let run = 0; run < 3; run += 1) {
      await at.restart();
      expect(at.record.reader.health()).toEqual({ kind: 'sound' });
      expect(await passes(at)).toBe(true);
    }
    expect(at.authority.grantRows()[0]).toMatchObject({ uses: 4 });
    const key = publicKeyOf(at);
    await at.close();
    expect(chainProblems(rowsOf(at.data), key)).toEqual([]);
  });

  test('gives hashes that depend on its secret, and are the same after a restart', async () => {
    const [at, other] = [await setup(), await setup()];
    const before = redacted(at);
    expect(before).toMatch(/\[redacted [\w-]+ [0-9a-f]{8}\]/);
    expect(redacted(other)).not.toBe(before);
    await at.restart();
    expect(redacted(at)).toBe(before);
  });
});

/** A secret as the record would hold it: with its hash under the record's key. */
function redacted(at: AuthoritySetup): string {
  return at.record.redactor.text('password=correct-horse-7');
}

describe('a record that was tampered with opens read-only, trusts no grant, and says where', () => {
  test.each([
    [
      'a body',
      "UPDATE entries SET body = replace(body, 'note.txt', 'nose.txt') WHERE kind = 'grant'",
      /not what was written/,
    ],
    ['a time', "UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 3", /not what was written/],
    [
      'a column',
      "UPDATE entries SET kind = 'pause' WHERE kind = 'revocation' OR seq = 2",
      /listed as something else/,
    ],
    ['an entry in the middle', 'DELETE FROM entries WHERE seq = 3', /is missing/],
    ['the first entry', 'DELETE FROM entries WHERE seq = 1', /is missing/],
    [
      'the last entry',
      'DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)',
      /is missing: .*record\.head/,
    ],
    ['the last entries', 'DELETE FROM entries WHERE seq > 2', /is missing: .*record\.head/],
  ])('%s', async (_what, sql, problem) => {
    const at = await granted();
    await at.close();
    change(at.data, sql);
    await at.begin();
    await expectUnverified(at, problem);
  });

  test('a grant that somebody added at its end, though it fits the chain', async () => {
    const at = await granted();
    const [row] = at.authority.grantRows();
    await at.close();
    const grant = { ...row?.grant, id: 'g-forged', words: 'may do anything' };
    const seq = rowsOf(at.data).length + 1;
    forge(at.data, { kind: 'grant', grant, request: null });
    await at.begin();
    await expectUnverified(at, /without this record's key/, seq);
  });

  test.each<[string, unknown]>([
    [
      "an answer of the user's",
      {
        kind: 'decision',
        call: 'c-x',
        request: 'r-x',
        answer: { kind: 'allow-once' },
      },
    ],
    [
      'a scope, with which what was used is counted anew',
      { kind: 'scope', sha256: '0'.repeat(64), grants: [] },
    ],
  ])('%s, put in at its end, though it fits the chain', async (_what, body) => {
    const at = await granted();
    await at.close();
    forge(at.data, body);
    const seq = rowsOf(at.data).length;
    await at.begin();
    await expectUnverified(at, /without this record's key/, seq);
  });

  test.each([
    [
      'a trigger',
      "CREATE TRIGGER kept BEFORE INSERT ON entries WHEN new.kind = 'call' BEGIN SELECT raise(IGNORE); END",
    ],
    ['a view', 'CREATE VIEW kept AS SELECT * FROM entries'],
    ['another table', 'CREATE TABLE kept (body TEXT)'],
  ])('%s in its database, which could keep out what is written', async (_what, sql) => {
    const at = await granted();
    await at.close();
    change(at.data, sql);
    await at.begin();
    await expectUnverified(at, /`kept`, which is no part of a record/);
  });

  test('a database without its table', async () => {
    const at = await granted();
    await at.close();
    change(at.data, 'DROP TABLE entries');
    await at.begin();
    await expectUnverified(at, /not a record/);
  });

  test('each page of the database damaged in its turn', async () => {
    const at = await granted();
    await at.close();
    const path = join(at.data, 'record.db');
    const whole = readFileSync(path);
    for (let page = 0; page * 4096 < whole.length; page += 1) {
      const bytes = Buffer.from(whole);
      bytes.fill(0xff, page * 4096, (page + 1) * 4096);
      writeFileSync(path, bytes);
      await at.begin();
      const health = at.record.reader.health();
      if (health.kind === 'unverified') await expectUnverified(at, /./);
      // A page of an index, or an empty one: the entries say the same without it.
      else expect(health.kind).toBe('sound');
      await at.close();
      for (const file of ['record.db-wal', 'record.db-shm']) rmSync(join(at.data, file), { force: true });
    }
  });

  test('a signature of another key', async () => {
    const [at, other] = [await granted(), await setup()];
    await other.close();
    const theirs = rowsOf(other.data).find(({ kind }) => kind === 'checkpoint');
    await at.close();
    const last = rowsOf(at.data).at(-1);
    const signature: unknown = bodyOf(theirs)['signature'];
    forge(at.data, { ...bodyOf(last), seq: last?.seq, hash: last?.hash, signature });
    await at.begin();
    await expectUnverified(at, /no checkpoint of this record/);
  });

  test('an older copy of its database', async () => {
    const at = await granted();
    await at.close();
    cpSync(join(at.data, 'record.db'), join(at.folder, 'old.db'));
    await at.begin();
    await passes(at);
    await at.close();
    rmSync(join(at.data, 'record.db-wal'), { force: true });
    cpSync(join(at.folder, 'old.db'), join(at.data, 'record.db'));
    await at.begin();
    await expectUnverified(at, /is missing: .*record\.head/);
  });

  test('an older copy of the whole folder', async () => {
    const at = await granted();
    await at.close();
    copyOf(at.data, join(at.folder, 'old'));
    await at.begin();
    await passes(at);
    await at.close();
    rmSync(at.data, { recursive: true });
    copyOf(join(at.folder, 'old'), at.data);
    await at.begin();
    await expectUnverified(at, /older copy/);
  });

  test.each([
    ['gone', (path: string) => rmSync(path)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['of something else', (path: string) => writeFileSync(path, `${' '.repeat(511)}\n`.repeat(2))],
  ])('a head that is %s', async (_what, spoil) => {
    const at = await granted();
    await at.close();
    spoil(join(at.data, 'record.head'));
    await at.begin();
    await expectUnverified(at, /record\.head/);
  });

  test('an anchor that nobody with its key has written', async () => {
    const at = await granted();
    await at.close();
    const state = join(at.folder, 'state');
    for (const name of readdirSync(state)) {
      const text = readFileSync(join(state, name), 'utf8');
      writeFileSync(join(state, name), text.replace(/"seq":\d+/, '"seq":2'));
    }
    await at.begin();
    await expectUnverified(at, /signature/);
  });

  test('pages that are no longer a database', async () => {
    const at = await granted();
    await at.close();
    writeFileSync(join(at.data, 'record.db'), Buffer.alloc(8192, 7));
    await at.begin();
    await expectUnverified(at, /can't be read/);
  });

  test('one page of the database that is damaged', async () => {
    const at = await granted();
    await at.record.writer.append(
      Array.from({ length: 500 }, (): EntryBody => ({ kind: 'pause', on: true })),
    );
    await at.close();
    const bytes = readFileSync(join(at.data, 'record.db'));
    bytes.fill(0xff, bytes.length - 8192, bytes.length - 4096);
    writeFileSync(join(at.data, 'record.db'), bytes);
    await at.begin();
    await expectUnverified(at, /./);
  });

  test('a record of somebody else in its place', async () => {
    const [at, other] = [await granted(), await granted()];
    await at.close();
    await other.close();
    rmSync(at.data, { recursive: true });
    copyOf(other.data, at.data);
    await at.begin();
    await expectUnverified(at, /another record/, 1);
  });
});

/** A keychain that nobody else can write to. */
function ownKeychain(): { keychain: Keychain; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const keychain = {
    get: (account: string) => Promise.resolve(kept.get(account) ?? null),
    set: (account: string, text: string) => Promise.resolve(void kept.set(account, text)),
  };
  return { keychain, kept };
}

test('a database that a link leads to is verified like any other', async () => {
  const [at, other] = [await granted(), await granted()];
  await at.close();
  await other.close();
  const path = join(at.data, 'record.db');
  renameSync(path, join(at.folder, 'elsewhere.db'));
  symlinkSync(join(at.folder, 'elsewhere.db'), path);
  await at.begin();
  expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  expect(await passes(at)).toBe(true);
  await at.close();
  rmSync(path);
  symlinkSync(join(other.data, 'record.db'), path);
  await at.begin();
  await expectUnverified(at, /./);
});

describe('a record that somebody made with a key of his own', () => {
  test('is not continued where it has just begun, though it names the one before it', async () => {
    const [at, other] = [await granted({ keychain: ownKeychain().keychain }), await setup()];
    await at.close();
    await other.close();
    const [own] = rowsOf(at.data);
    const [theirs] = rowsOf(other.data);
    const last = rowsOf(at.data).at(-1);
    const previous = { record: bodyOf(own)['record'], seq: last?.seq, hash: last?.hash, why: 'it ended' };
    change(other.data, 'DELETE FROM entries');
    forge(other.data, { ...bodyOf(theirs), previous });
    change(other.data, `UPDATE entries SET at = '${theirs?.at ?? ''}'`);
    const begun = rowsOf(other.data)[0];
    const hash = sha(`${'0'.repeat(64)}\n1\n${begun?.at ?? ''}\n${sha(begun?.body ?? '')}`);
    change(other.data, `UPDATE entries SET hash = '${hash}'`);
    rmSync(join(other.data, 'record.head'));
    rmSync(at.data, { recursive: true });
    copyOf(other.data, at.data);
    await at.begin();
    expect(publicKeyOf(at)).not.toBe(bodyOf(theirs)['publicKey']);
    expect(at.record.reader.proof()).toMatchObject({ keyPlace: 'keychain' });
    expect(bodyOf(rowsOf(at.data)[0])).toMatchObject({ previous: { record: bodyOf(own)['record'] } });
  });

  test('is not trusted where a link leads to it in place of the data folder', async () => {
    const { keychain } = ownKeychain();
    const [at, other] = [await granted({ keychain }), await granted()];
    await at.close();
    await other.close();
    rmSync(at.data, { recursive: true });
    symlinkSync(other.data, at.data);
    const real = openDataDir(at.data);
    if (!real.ok) throw new Error(real.error);
    const state = join(other.folder, 'state');
    const places = recordPlaces(real.value, state, keychain, at.data);
    const opened = await openRecord(real.value, { places, now: () => at.now, changed: () => undefined });
    if (!opened.ok) throw new Error(opened.error);
    expect(opened.value.reader.health()).toMatchObject({
      kind: 'unverified',
      problem: expect.stringMatching(/another record/) as string,
    });
    await opened.value.close();
    rmSync(at.data);
  });

  test('makes room for a new one', async () => {
    const [at, other] = [await granted(), await granted()];
    await at.close();
    await other.close();
    rmSync(at.data, { recursive: true });
    copyOf(other.data, at.data);
    await at.begin();
    await expectUnverified(at, /another record/, 1);
    await at.close();
    const aside = await beginNewRecord(at.data, 'the user began a new one', at.places, at.now);
    expect(aside.ok).toBe(true);
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  });
});

describe('the copy of the head outside the data folder', () => {
  test('follows within a minute, also where nothing is signed', async () => {
    const at = await granted();
    await at.restart();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const names = readdirSync(join(at.folder, 'state'));
    await at.record.writer.append([{ kind: 'pause', on: true }]);
    await vi.advanceTimersByTimeAsync(61_000);
    vi.useRealTimers();
    await vi.waitFor(() => {
      for (const name of names)
        expect(JSON.parse(readFileSync(join(at.folder, 'state', name), 'utf8'))).toMatchObject({
          seq: at.record.reader.head(),
        });
    });
  });
});

describe('a record whose anchors are gone', () => {
  test('is continued, and says so as long as it is open', async () => {
    const at = await granted();
    await at.close();
    rmSync(join(at.folder, 'state'), { recursive: true });
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(at.record.reader.proof()?.anchorProblem).toContain('no copy');
    expect(await passes(at)).toBe(true);
    expect(at.record.reader.proof()?.anchorProblem).toContain('no copy');
    await at.restart();
    expect(at.record.reader.proof()?.anchorProblem).toBeNull();
  });
});

describe('a head that lags behind after a crash', () => {
  test('is no harm, and is caught up when the record is opened', async () => {
    const at = await granted();
    const key = publicKeyOf(at);
    await at.close();
    const head = readFileSync(join(at.data, 'record.head'));
    await at.begin();
    expect(await passes(at)).toBe(true);
    await at.close();
    writeFileSync(join(at.data, 'record.head'), head);
    const last = rowsOf(at.data).length;
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(headOf(at.data, key)?.seq).toBeGreaterThanOrEqual(last);
  });
});

describe('a slot of the head that was cut off', () => {
  test('leaves the other, which counts', async () => {
    const at = await granted();
    await at.close();
    await at.begin();
    const key = publicKeyOf(at);
    await at.record.close();
    const path = join(at.data, 'record.head');
    const bytes = readFileSync(path);
    const newest = headOf(at.data, key);
    const slot = bytes.toString('utf8', 0, 512).includes(`"seq":${newest?.seq ?? 0},`) ? 0 : 512;
    bytes.fill(0, slot + 100, slot + 512);
    writeFileSync(path, bytes);
    await expect(at.begin()).resolves.toBeUndefined();
    // The anchor still names the newest entry, which is there.
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  });

  test.each([0, 1])('is written anew at the next start: slot %i', async (slot) => {
    const at = await setup();
    await at.close();
    await at.begin();
    const key = publicKeyOf(at);
    await at.record.close();
    const path = join(at.data, 'record.head');
    const torn = readFileSync(path);
    torn.fill(0, slot * 512 + 100, slot * 512 + 512);
    writeFileSync(path, torn);
    const opened = await openRecord(at.data, {
      places: at.places,
      now: () => at.now,
      changed: () => undefined,
    });
    expect(opened.ok).toBe(true);
    // As it lies there while it is open, with each slot torn in its turn: the other one has to count.
    const bytes = readFileSync(path);
    for (const other of [0, 1]) {
      const again = Buffer.from(bytes);
      again.fill(0, other * 512 + 100, other * 512 + 512);
      writeFileSync(path, again);
      expect(headOf(at.data, key)).not.toBeNull();
    }
    if (opened.ok) await opened.value.close();
  });
});

describe('a revoked grant', () => {
  test.each([
    ['database', ['record.db']],
    ['database and head', ['record.db', 'record.head']],
    ['head', ['record.head']],
    ['folder', ['record.db', 'record.head', 'record.key']],
  ])('does not come back with an older %s', async (_what, files) => {
    const at = await granted();
    const [row] = at.authority.grantRows();
    await at.close();
    copyOf(at.data, join(at.folder, 'old'));
    await at.begin();
    if (row === undefined) throw new Error('nothing was granted');
    expect((await at.authority.revoke(row.grant.id)).ok).toBe(true);
    // Nothing is left to be written at the end: killed here, Remit has lost nothing.
    copyOf(at.data, join(at.folder, 'killed'));
    await at.close();
    rmSync(at.data, { recursive: true });
    copyOf(join(at.folder, 'killed'), at.data);
    for (const file of files) cpSync(join(at.folder, 'old', file), join(at.data, file));
    if (files.includes('record.db'))
      for (const log of ['record.db-wal', 'record.db-shm']) rmSync(join(at.data, log), { force: true });
    await at.begin();
    expect(at.authority.grantRows()).toEqual([]);
    expect(await passesOrRefused(at)).toBe(false);
  });

  /** A record that doesn't verify refuses without asking. */
  async function passesOrRefused(at: AuthoritySetup): Promise<boolean> {
    if (at.record.reader.health().kind === 'unverified') return (await at.judge(note(at))).kind === 'forward';
    return passes(at);
  }
});

describe('a key that is gone', () => {
  test('leaves a record that can be read, and trusts no grant', async () => {
    const at = await granted();
    await at.close();
    rmSync(join(at.data, 'record.key'));
    await at.begin();
    await expectUnverified(at, /its key is gone/);
  });

  test('or another one', async () => {
    const [at, other] = [await granted(), await setup()];
    await at.close();
    cpSync(join(other.data, 'record.key'), join(at.data, 'record.key'));
    await at.begin();
    await expectUnverified(at, /another/);
  });

  test('from the keychain', async () => {
    const { keychain, kept } = ownKeychain();
    const at = await granted({ keychain });
    expect(at.record.reader.proof()).toMatchObject({ keyPlace: 'keychain', anchorPlace: 'the keychain' });
    expect(existsSync(join(at.data, 'record.key'))).toBe(false);
    expect(existsSync(join(at.folder, 'state'))).toBe(false);
    await at.restart();
    expect(await passes(at)).toBe(true);
    await at.close();
    kept.clear();
    await at.begin();
    await expectUnverified(at, /gone from the keychain/);
  });
});

describe('a new record', () => {
  test('begins where one was deleted, and names it', async () => {
    const at = await granted();
    const old = at.record.reader.proof()?.record;
    await at.close();
    const last = rowsOf(at.data).at(-1);
    rmSync(at.data, { recursive: true });
    mkdirSync(at.data);
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(bodyOf(rowsOf(at.data)[0])).toMatchObject({
      previous: { record: old, seq: last?.seq, hash: last?.hash },
    });
    expect(at.authority.grantRows()).toEqual([]);
    expect(at.record.reader.proof()?.anchorProblem).toContain('was gone when Remit started');
  });

  test('begins where the user gave up one that does not verify; the old one is kept, and does not come back', async () => {
    const at = await granted();
    const old = at.record.reader.proof()?.record;
    await at.close();
    copyOf(at.data, join(at.folder, 'old'));
    change(at.data, "UPDATE entries SET body = replace(body, 'note', 'nose') WHERE kind = 'grant'");
    await at.begin();
    await expectUnverified(at, /not what was written/);
    await at.close();
    const aside = await beginNewRecord(at.data, 'the user began a new one', at.places, at.now);
    if (!aside.ok) throw new Error(aside.error);
    expect(rowsOf(aside.value).length).toBeGreaterThan(5);
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(bodyOf(rowsOf(at.data)[0])).toMatchObject({
      previous: { record: old, why: 'the user began a new one' },
    });
    expect(await passes(at)).toBe(false);
    await at.restart();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    await at.close();
    rmSync(at.data, { recursive: true });
    copyOf(join(at.folder, 'old'), at.data);
    await at.begin();
    await expectUnverified(at, /another record/);
  });

  test('begins where making one was cut off', async () => {
    const at = await setup();
    await at.close();
    change(at.data, 'DELETE FROM entries');
    rmSync(join(at.data, 'record.head'));
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
    expect(rowsOf(at.data)[0]?.kind).toBe('begin');
  });
});

describe('settings', () => {
  test('hold from when they are set, and after a restart', async () => {
    const at = await setup();
    expect(at.record.reader.settings()).toMatchObject({ durability: 'each', retention: { days: null } });
    await at.authority.set({ name: 'durability', value: 'groups' });
    await at.authority.set({ name: 'retention', value: { days: 30, megabytes: 5 } });
    const setting = entryBodySchema.parse({
      kind: 'setting',
      setting: { name: 'arguments', value: { server: 'bank', kept: false } },
    });
    await at.record.writer.append([setting]);
    expect(at.record.reader.settings()).toMatchObject({
      durability: 'groups',
      retention: { days: 30, megabytes: 5 },
    });
    await at.restart();
    expect(at.record.reader.settings()).toMatchObject({
      durability: 'groups',
      retention: { days: 30, megabytes: 5 },
    });
    expect([...at.record.reader.settings().unkept]).toEqual(['bank']);
  });

  test('with `groups` nothing is lost that Remit ends with, and the head follows', async () => {
    const at = await granted();
    await at.authority.set({ name: 'durability', value: 'groups' });
    const key = publicKeyOf(at);
    for (let count = 0; count < 50; count += 1) expect(await passes(at)).toBe(true);
    await at.close();
    const rows = rowsOf(at.data);
    expect(rows.filter(({ kind }) => kind === 'call')).toHaveLength(51);
    expect(chainProblems(rows, key)).toEqual([]);
    expect(headOf(at.data, key)?.seq).toBe(rows.length);
    await at.begin();
    expect(at.record.reader.health()).toEqual({ kind: 'sound' });
  });
});
