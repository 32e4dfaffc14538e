// Follows which writes to a record's files have been synced, and makes up what a power cut would leave of them: all that was synced, and any
// part of what was written since. It stands between the program and Node's `fs`, so it has to be loaded before anything else. What SQLite syncs
// by itself isn't seen; it does so when it moves the log into the database, and then all of both files counts as synced.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const PAGE = 4096;
const SLOT = 512;
const real = { ...fs };
const read = (path) => (real.existsSync(path) ? real.readFileSync(path) : Buffer.alloc(0));

let dir = '';
const open = new Map();
/** The database and its log when they were last synced. */
let synced = null;
let head = null;

const isIn = (fd, name) => open.get(fd) === join(dir, name);
const both = () => ({ db: read(join(dir, 'record.db')), wal: read(join(dir, 'record.db-wal')) });

/** What is synced once a sync that begins now has ended. */
function begun(fd) {
  if (isIn(fd, 'record.db-wal')) {
    const now = both();
    return () => (synced = now);
  }
  if (!isIn(fd, 'record.head') || head === null) return () => undefined;
  const [base, writes] = [read(join(dir, 'record.head')), head.writes.length];
  return () => (head = { base, writes: head.writes.slice(writes) });
}

function whenSynced(sync) {
  return (fd, done) => {
    const end = begun(fd);
    sync(fd, (error) => {
      if (error === null) end();
      done(error);
    });
  };
}

function synchronously(sync) {
  return (fd) => {
    const end = begun(fd);
    sync(fd);
    end();
  };
}

fs.openSync = (path, flags, ...more) => {
  const fd = real.openSync(path, flags, ...more);
  // Files are read through here, too.
  open.set(fd, flags === 'r+' ? String(path) : '');
  if (isIn(fd, 'record.head')) head = { base: read(path), writes: [] };
  return fd;
};
fs.write = (fd, bytes, offset, length, at, done) => {
  if (isIn(fd, 'record.head')) head?.writes.push({ at, bytes: Buffer.from(bytes) });
  return real.write(fd, bytes, offset, length, at, done);
};
fs.fdatasync = whenSynced(real.fdatasync);
fs.fsync = whenSynced(real.fsync);
fs.fdatasyncSync = synchronously(real.fdatasyncSync);
fs.fsyncSync = synchronously(real.fsyncSync);
syncBuiltinESMExports();

export function follow(data) {
  dir = data;
  synced = null;
  head = null;
}

/** The log with its changes up to some byte, or with some of its changed pages: a disk may write them in any order. */
function logAfter(before, now, random) {
  const old = Buffer.concat([before, Buffer.alloc(Math.max(0, now.length - before.length))]);
  const changed = [];
  for (let at = 0; at < now.length; at += PAGE)
    if (!now.subarray(at, at + PAGE).equals(old.subarray(at, at + PAGE))) changed.push(at);
  if (changed.length === 0) return now;
  const left = Buffer.from(old);
  if (random.chance(3)) {
    for (const at of changed) if (random.chance(2)) now.copy(left, at, at, at + PAGE);
    return left;
  }
  const [from, to] = [changed[0], changed.at(-1) + PAGE];
  now.copy(left, from, from, from + random.number(to - from + 1));
  return left;
}

/** Each slot is a sector or two of its own: as it was, or as one of the later writes has left it, one of them perhaps torn. */
function headAfter({ base, writes }, random) {
  const left = Buffer.from(base);
  let mayTear = random.chance(3);
  for (const at of [0, SLOT]) {
    const later = writes.filter((one) => one.at === at);
    const one = later[random.number(later.length + 1)];
    if (one === undefined) continue;
    const torn = mayTear ? random.number(SLOT) : SLOT;
    mayTear = false;
    one.bytes.copy(left, at, 0, torn);
  }
  return left;
}

export function afterPowerCut(random) {
  const { db, wal } = both();
  const files = new Map();
  const isMoved = synced === null || !synced.db.equals(db);
  if (real.existsSync(join(dir, 'record.db'))) files.set('record.db', db);
  if (real.existsSync(join(dir, 'record.db-wal')))
    files.set('record.db-wal', isMoved ? wal : logAfter(synced.wal, wal, random));
  if (real.existsSync(join(dir, 'record.head')))
    files.set('record.head', head === null ? read(join(dir, 'record.head')) : headAfter(head, random));
  return files;
}
