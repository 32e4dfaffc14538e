// A second verifier of Remit's record, written from the page `record-format.md` alone. "Rule n" is that page's rule n.
import { isUtf8 } from 'node:buffer';
import { createHash, createPublicKey, hash as digest, verify } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

const LONGEST = 67108864; // of a line of an export and of a value in a database, in bytes
const LF = 10;
const ZEROS = '0'.repeat(64);
const UNREADABLE = null; // stands among the entries for what can't be read as one

const ID_FORM = /^[0-9a-f]{32}$/;
const HASH_FORM = /^[0-9a-f]{64}$/;
const SIGNATURE_FORM = /^[0-9a-f]{128}$/;
const AT_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const HEADER_FORM =
  /^\{"remit":"record","format":2,"record":"([0-9a-f]{32})","publicKey":"([0-9a-f]{64})","first":([1-9]\d{0,15}),"previous":"([0-9a-f]{64})"\}$/;
const ENTRY_FORM =
  /^\{"seq":([1-9]\d{0,15}),"at":"([ !#-[\]-~]{0,40})","hash":"([0-9a-f]{64})","(body|bodyHash)":/;
const BODY_HASH_FORM = /^"([0-9a-f]{64})"\}$/;
const HEAD_START = '{"head":';
const HEAD_FORM =
  /^\{"record":"([0-9a-f]{32})","seq":([1-9]\d{0,15}),"hash":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\}$/;

const TABLE =
  'CREATE TABLE entries ( seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, call TEXT, body TEXT NOT NULL, hash TEXT NOT NULL ) STRICT';
const COLUMN = '(?:seq|at|kind|call|body|hash)';
const TEXT = `'[A-Za-z0-9_-]+'`;
const INDEX_FORM = new RegExp(
  `^CREATE INDEX ([A-Za-z0-9_]+) ON entries \\(${COLUMN}(?:, ${COLUMN})*\\)` +
    `(?: WHERE ${COLUMN} (?:IS NOT NULL|= ${TEXT}|IN \\(${TEXT}(?:, ${TEXT})*\\)))?$`,
);

// Texts come as blobs: what stands there byte for byte, also where it isn't UTF-8. Whether they were texts is asked beside it.
const ROWS = `SELECT seq, CAST(at AS BLOB) AS at, CAST(kind AS BLOB) AS kind, CAST(call AS BLOB) AS call, CAST(body AS BLOB) AS body,
  CAST(hash AS BLOB) AS hash, typeof(at) = 'text' AND typeof(kind) = 'text' AND typeof(body) = 'text' AND typeof(hash) = 'text'
  AND typeof(call) IN ('text', 'null') AS readable FROM entries NOT INDEXED ORDER BY seq`;

const AUTHORITY = new Set([
  'decision',
  'grant',
  'revocation',
  'profile',
  'setting',
  'pass',
  'scope',
  'prune',
]);

/** Judges an export, of which `bytes` are all. */
export function judgeExport(bytes, given) {
  return withoutThrowing(() => judge(readExport(bytes), given));
}

/** Judges a database; `headBytes` are those of `record.head`, null when there is no such file, undefined when nothing is known about it. */
export function judgeDatabase(path, headBytes, given) {
  return withoutThrowing(() => judge(readDatabase(path, headBytes), given));
}

function withoutThrowing(judging) {
  try {
    return judging();
  } catch {
    return { verified: false, entry: null };
  }
}

// --- Reading. Both kinds of file become the same: the entries as they stand there, where they start, and what is known besides.

function readExport(bytes) {
  const { lines, rest } = splitLines(bytes);
  const header = headerOf(lines[0]);
  if (header === null) return null;
  const headAt = lines.findIndex(
    (line, i) => i > 0 && line.toString('latin1', 0, HEAD_START.length) === HEAD_START,
  );
  const entryLines = lines.slice(1, headAt < 0 ? lines.length : headAt);
  return {
    header,
    start: header.first,
    items: entryLines.map(entryOfLine),
    slots: headAt < 0 ? [] : [slotOfHeadLine(lines[headAt])],
    head: 'needed',
    brokenOff: false,
    faultAtEnd: rest || (headAt >= 0 && headAt < lines.length - 1),
    faultOfFile: false,
  };
}

/** The lines of an export, and whether anything stands behind them that is no line. */
function splitLines(bytes) {
  const lines = [];
  let from = 0;
  while (from < bytes.length) {
    const to = bytes.indexOf(LF, from);
    if (to < 0 || to - from > LONGEST) return { lines, rest: true };
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return { lines, rest: false };
}

function headerOf(line) {
  const parts = line === undefined ? null : HEADER_FORM.exec(line.toString('latin1'));
  if (parts === null) return null;
  const [, record, publicKey, first, previous] = parts;
  if (!isPlace(Number(first)) || (first === '1' && previous !== ZEROS)) return null;
  return { record, publicKey, first: Number(first), previous };
}

function entryOfLine(line) {
  if (!isUtf8(line)) return UNREADABLE;
  const text = line.toString();
  const parts = ENTRY_FORM.exec(text);
  if (parts === null || !isPlace(Number(parts[1]))) return UNREADABLE;
  const [start, seq, at, hash, member] = parts;
  const rest = text.slice(start.length);
  const entry = { seq: Number(seq), at, hash, columns: null };
  if (member === 'bodyHash') {
    const bodyHash = BODY_HASH_FORM.exec(rest);
    return bodyHash === null ? UNREADABLE : { ...entry, body: null, bodyHash: bodyHash[1], json: null };
  }
  if (!rest.endsWith('}')) return UNREADABLE;
  // What stands before the body is ASCII: its length is the same in bytes.
  return {
    ...entry,
    body: line.subarray(start.length, line.length - 1),
    bodyHash: null,
    json: objectOf(rest.slice(0, -1)),
  };
}

function slotOfHeadLine(line) {
  const text = line.toString('latin1');
  return text.endsWith('}') ? text.slice(HEAD_START.length, -1) : '';
}

function readDatabase(path, headBytes) {
  const file = realpathSync(path); // SQLite looks for the -wal beside the file that a link leads to
  const url = pathToFileURL(file);
  // Without a -wal SQLite must neither make one (nor a -shm) nor roll back a -journal.
  if (!isFilled(`${file}-wal`)) url.search = 'immutable=1';
  const db = new DatabaseSync(url, { readOnly: true });
  try {
    db.exec('BEGIN'); // all answers are from the same state, whoever writes meanwhile
    const form = formOfDatabase(db);
    if (form === 'none') return null;
    return {
      header: null,
      ...readRows(db),
      slots: headBytes ? slotsOf(headBytes) : [],
      head: headBytes === undefined ? 'unknown' : headBytes === null ? 'lacking' : 'needed',
      faultAtEnd: false,
      faultOfFile: form !== 'good',
    };
  } finally {
    db.close();
  }
}

function isFilled(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.size > 0;
}

/** Rule 8: `good`, `bad` (a fault of the file, and the entries are looked at all the same), or `none` (they can't be looked at). */
function formOfDatabase(db) {
  const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
  const tables = schema.filter(isTheTable);
  const encoding = db.prepare('PRAGMA encoding').get().encoding;
  const version = db.prepare('PRAGMA user_version').get().user_version;
  const check = db.prepare('PRAGMA integrity_check(1)').all();
  if (tables.length === 0 || encoding !== 'UTF-8') return 'none';
  const isWhole = check.length === 1 && check[0].integrity_check === 'ok';
  const isAlone = tables.length === 1 && schema.every((row) => isTheTable(row) || isAnIndex(row));
  return isWhole && isAlone && version === 2 ? 'good' : 'bad';
}

function isTheTable(row) {
  return (
    row.type === 'table' &&
    row.name === 'entries' &&
    row.tbl_name === 'entries' &&
    withSingleSpaces(row.sql) === TABLE
  );
}

function isAnIndex(row) {
  return (
    row.type === 'index' &&
    row.tbl_name === 'entries' &&
    INDEX_FORM.exec(withSingleSpaces(row.sql))?.[1] === row.name
  );
}

const withSingleSpaces = (sql) => (typeof sql === 'string' ? sql.replace(/[\t\n\f\r ]+/g, ' ') : '');

function readRows(db) {
  const items = [];
  let start = 1;
  let last = 0n;
  try {
    const select = db.prepare(ROWS);
    select.setReadBigInts(true); // a seq can be any integer of 64 bits
    for (const row of select.iterate()) {
      const isTooLong = [row.at, row.kind, row.call, row.body, row.hash].some(
        (value) => value?.length > LONGEST,
      );
      if (isTooLong || row.seq <= last || !isPlace(Number(row.seq))) return { start, items, brokenOff: true };
      if (last === 0n) start = Number(row.seq);
      last = row.seq;
      items.push(row.readable === 1n ? entryOfRow(row) : UNREADABLE);
    }
  } catch {
    return { start, items, brokenOff: true }; // a damaged page
  }
  return { start, items, brokenOff: false };
}

function entryOfRow(row) {
  const body = asBuffer(row.body);
  return {
    seq: Number(row.seq),
    at: asBuffer(row.at).toString(),
    hash: asBuffer(row.hash).toString(),
    columns: {
      kind: asBuffer(row.kind).toString(),
      call: row.call === null ? null : asBuffer(row.call).toString(),
    },
    body,
    bodyHash: null,
    json: isUtf8(body) ? objectOf(body.toString()) : null,
  };
}

const asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function slotsOf(headBytes) {
  if (headBytes.length !== 1024) return [];
  return [0, 512].map((from) => {
    const slot = asBuffer(headBytes).toString('latin1', from, from + 512);
    return slot.endsWith('\n') ? slot.slice(0, -1).replace(/ +$/, '') : '';
  });
}

// --- Judging

function judge(source, given) {
  if (source === null) return { verified: false, entry: null };
  const faults = { ofFile: source.faultOfFile, lowest: Infinity };
  const givenKey = given?.key ?? null;
  if (source.header !== null && givenKey !== null && source.header.publicKey !== givenKey)
    faults.ofFile = true;

  const note = judgeStart(source, givenKey, faults);
  const identity = identityOf(source, note, givenKey);
  const reading = walk(source, startingHash(source, note), identity, faults);

  if (reading.end === source.start || source.brokenOff || source.faultAtEnd) fault(faults, reading.end);
  const head = headOf(source.slots, identity);
  judgeHead(source, head, reading, faults);
  judgeAnchors(given?.anchors ?? [], reading, faults);
  if (!source.brokenOff) judgeAuthority(source.header === null ? head : null, reading, faults);

  const entry = faults.lowest === Infinity ? null : faults.lowest;
  return { verified: entry === null && !faults.ofFile, entry };
}

function fault(faults, place) {
  if (place < faults.lowest) faults.lowest = place;
}

/** Rule 1: the body of the note that counts, or null. */
function judgeStart({ header, items, start }, givenKey, faults) {
  if (start === 1) return null;
  const key = givenKey ?? header?.publicKey ?? null;
  const notes = items
    .filter((item) => item !== UNREADABLE && isNote(item, start, key))
    .map((item) => item.json);
  const counting = notes.findLast((note) => note.seq === start - 1) ?? null;
  if (counting === null || (header !== null && counting.hash !== header.previous)) {
    const earlier = notes.reduce(
      (largest, note) => (note.seq < start - 1 ? Math.max(largest, note.seq) : largest),
      0,
    );
    fault(faults, earlier + 1);
  }
  return counting;
}

function isNote({ json, columns }, start, key) {
  if (json?.kind !== 'prune' || !isPrune(json) || json.seq >= start) return false;
  return (
    (columns === null || columns.kind === 'prune') &&
    isSigned(pruneText(json), json.signature, key ?? json.publicKey)
  );
}

function startingHash({ header, start }, note) {
  if (start === 1) return ZEROS;
  return header === null ? (note?.hash ?? null) : header.previous;
}

/**
 * Rule 4: whose record it is. What isn't known is null; then a fault was found before every entry that it would be compared with, but for entry 1,
 * which isn't a `begin` then.
 */
function identityOf({ header, items, start }, note, givenKey) {
  if (header !== null) return { key: givenKey ?? header.publicKey, record: header.record };
  const first = items[0]?.json ?? null;
  const namer = start > 1 ? note : first?.kind === 'begin' && isBegin(first) ? first : null;
  return { key: givenKey ?? namer?.publicKey ?? null, record: namer?.record ?? null };
}

/** Reads the entries in their order, and judges those that are there by the rules 2 to 5. */
function walk({ items, start }, startHash, identity, faults) {
  const reading = { start, end: start, hashes: new Map(), lastCheckpoint: 0, authority: [] };
  let previous = startHash;
  for (const item of items) {
    if (item === UNREADABLE) {
      fault(faults, reading.end);
      reading.end += 1;
      previous = null;
      continue;
    }
    if (item.seq !== reading.end) fault(faults, reading.end);
    if (item.seq < reading.end) continue; // passed over
    if (item.seq > reading.end) previous = null;
    // Behind the lowest fault an entry's own faults change nothing.
    if (item.seq < faults.lowest && !isSound(item, previous, identity, reading.hashes))
      fault(faults, item.seq);
    reading.hashes.set(item.seq, item.hash);
    if (item.json?.kind === 'checkpoint') reading.lastCheckpoint = item.seq;
    if (item.seq !== 1 && changesAuthority(item.json)) reading.authority.push(item.seq);
    previous = item.hash;
    reading.end = item.seq + 1;
  }
  return reading;
}

const changesAuthority = (json) =>
  AUTHORITY.has(json?.kind) || (json?.kind === 'definition' && json.standing === 'accepted');

function isSound(entry, previous, identity, hashes) {
  return isChained(entry, previous) && isBodySound(entry) && isProofSound(entry, previous, identity, hashes);
}

/** Rule 2. */
function isChained({ seq, at, hash, body, bodyHash }, previous) {
  if (!AT_FORM.test(at)) return false;
  return previous === null || hash === sha256(`${previous}\n${seq}\n${at}\n${bodyHash ?? sha256(body)}`);
}

/** Rule 3. */
function isBodySound({ seq, body, json, columns }) {
  if (json === null) return body === null && seq !== 1; // left out of an export
  if (columns !== null && !areColumnsSound(columns, json)) return false;
  if (seq === 1 || json.kind === 'begin') return seq === 1 && json.kind === 'begin' && isBegin(json);
  if (json.kind === 'checkpoint') return isCheckpoint(json);
  return json.kind !== 'prune' || isPrune(json);
}

function areColumnsSound({ kind, call }, json) {
  return (
    kind === json.kind &&
    call === (json.call ?? null) &&
    !kind.includes('\uFFFD') &&
    !call?.includes('\uFFFD')
  );
}

/** The rules 4 and 5, for a body that is of its kind's form. */
function isProofSound({ seq, json }, previous, { key, record }, hashes) {
  switch (json?.kind) {
    case 'begin':
      return json.record === record && json.publicKey === key;
    case 'checkpoint':
      if (json.record !== record || json.seq !== seq - 1 || (previous !== null && json.hash !== previous))
        return false;
      return isSigned(placeText('checkpoint', json), json.signature, key);
    case 'prune':
      if (json.record !== record || json.publicKey !== key || json.seq >= seq) return false;
      if (hashes.has(json.seq) && hashes.get(json.seq) !== json.hash) return false;
      return isSigned(pruneText(json), json.signature, key);
    default:
      return true;
  }
}

/** The head among the slots, or null: the one that counts with the largest place, the first of those. */
function headOf(slots, { key, record }) {
  let head = null;
  for (const slot of slots) {
    const parts = HEAD_FORM.exec(slot);
    if (parts === null || parts[1] !== record || !isPlace(Number(parts[2]))) continue;
    const found = { record, seq: Number(parts[2]), hash: parts[3] };
    if ((head === null || found.seq > head.seq) && isSigned(placeText('head', found), parts[4], key))
      head = found;
  }
  return head;
}

/** Rule 6. */
function judgeHead({ header, head: state, brokenOff }, head, { start, end, hashes }, faults) {
  if (head !== null && hashes.has(head.seq) && hashes.get(head.seq) !== head.hash) fault(faults, head.seq);
  if (state === 'unknown' || brokenOff) return;
  if (head === null || head.seq < start || head.seq >= end) {
    const mayLack = state === 'lacking' && start === 1 && end === 2; // a crash before the first head was written
    if (!mayLack) fault(faults, end);
  }
  if (header !== null && head !== null && head.seq >= start && head.seq < end - 1)
    fault(faults, head.seq + 1);
}

/** Rule 7. */
function judgeAnchors(anchors, { end, hashes }, faults) {
  for (const { seq, hash } of anchors) {
    if (seq >= end) fault(faults, end);
    else if (hashes.has(seq) && hashes.get(seq) !== hash) fault(faults, seq);
  }
}

/** Rule 9. `head` is that of a database, or null. */
function judgeAuthority(head, { lastCheckpoint, authority }, faults) {
  const signedUpTo = Math.max(lastCheckpoint, head?.seq ?? 0);
  const unsigned = authority.find((seq) => seq > signedUpTo);
  if (unsigned !== undefined) fault(faults, unsigned);
}

// --- The forms of the bodies, whose `kind` was looked at before

function isBegin({ format, record, publicKey, keyPlace, previous }) {
  if (format !== 2 || !isHex(ID_FORM, record) || !isHex(HASH_FORM, publicKey)) return false;
  if (keyPlace !== 'keychain' && keyPlace !== 'file') return false;
  return (
    previous === null || (isObject(previous) && namesPlace(previous) && typeof previous.why === 'string')
  );
}

const isCheckpoint = (json) => namesPlace(json) && isHex(SIGNATURE_FORM, json.signature);

function isPrune(json) {
  if (!namesPlace(json) || !isHex(HASH_FORM, json.publicKey) || !isHex(SIGNATURE_FORM, json.signature))
    return false;
  return (json.why === 'age' || json.why === 'size') && isObject(json.carried);
}

const namesPlace = ({ record, seq, hash }) =>
  isHex(ID_FORM, record) && isPlace(seq) && isHex(HASH_FORM, hash);
const isHex = (form, value) => typeof value === 'string' && form.test(value);
const isPlace = (value) => Number.isSafeInteger(value) && value >= 1;
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object that a text is, or null. */
function objectOf(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

// --- Hashes and signatures

const sha256 = (data) => digest('sha256', data);
const placeText = (what, { record, seq, hash }) => `remit ${what}\n${record}\n${seq}\n${hash}`;
const pruneText = (prune) => `${placeText('prune', prune)}\n${canonicalHash(prune.carried)}`;

/** The SHA-256 of a value's canonical JSON (RFC 8785). Without recursion, as it may be nested deeper than the stack allows. */
function canonicalHash(root) {
  const hash = createHash('sha256');
  const open = []; // the objects and arrays that were begun
  let text = '';
  let value = root;
  for (;;) {
    if (typeof value === 'object' && value !== null) {
      const names = Array.isArray(value) ? null : Object.keys(value).sort();
      text += names === null ? '[' : '{';
      open.push({ value, names, size: names === null ? value.length : names.length, next: 0 });
    } else {
      text += JSON.stringify(value); // writes half of a pair as an escape, and Infinity as null, as the page wants it
    }
    while (open.length > 0 && open.at(-1).next === open.at(-1).size)
      text += open.pop().names === null ? ']' : '}';
    if (open.length === 0) return hash.update(text).digest('hex');
    if (text.length > 65536) {
      hash.update(text);
      text = '';
    }
    const parent = open.at(-1);
    const name = parent.names === null ? parent.next : parent.names[parent.next];
    if (parent.next > 0) text += ',';
    if (parent.names !== null) text += `${JSON.stringify(name)}:`;
    value = parent.value[name];
    parent.next += 1;
  }
}

const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex'); // what stands before the 32 bytes of a public key in DER
const keys = new Map();

/** Whether `signature` (in hex) is one of `text` with `key` (in hex, or null: not known). Under what is no point Node finds none valid. */
function isSigned(text, signature, key) {
  return isHex(HASH_FORM, key) && verify(null, Buffer.from(text), keyOf(key), Buffer.from(signature, 'hex'));
}

function keyOf(key) {
  let publicKey = keys.get(key);
  if (publicKey === undefined) {
    publicKey = createPublicKey({
      key: Buffer.concat([SPKI_START, Buffer.from(key, 'hex')]),
      format: 'der',
      type: 'spki',
    });
    if (keys.size >= 1000) keys.clear();
    keys.set(key, publicKey);
  }
  return publicKey;
}
