// A second verifier of the record, written from docs/record-format.md alone: another style, another SQLite (Node's own), everything in memory at once.
// `node second-verifier.mjs PATH [KEY]` prints what it thinks.

import { createHash, verify } from 'node:crypto';
import { readFileSync, existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

const sha = (data) => createHash('sha256').update(data).digest('hex');
const lines = (...parts) => parts.join('\n');
const isHex = (digits) => (value) =>
  typeof value === 'string' && value.length === digits && /^[0-9a-f]*$/.test(value);
const [isId, isHash, isSignature] = [isHex(32), isHex(64), isHex(128)];
const isPlace = (value) => Number.isSafeInteger(value) && value > 0;
const isRecord = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
/** A longer line, or value of a column, is not read. */
const LONGEST = 64 * 1024 * 1024;
const attempt = (action, otherwise) => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};
const parsed = (text) => attempt(() => JSON.parse(text), undefined);

const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : isRecord(value)
      ? { names: Object.keys(value).sort(), of: value }
      : value;
const rfc8785 = (value) => {
  const known = sorted(value);
  if (Array.isArray(value)) return '[' + value.map(rfc8785).join() + ']';
  return isRecord(value)
    ? '{' + known.names.map((name) => JSON.stringify(name) + ':' + rfc8785(known.of[name])).join() + '}'
    : JSON.stringify(value);
};

const SPKI = '302a300506032b6570032100';
const signedBy = (memory) => (key, text, signature) => {
  const question = lines(key, signature, text);
  if (!memory.has(question))
    memory.set(
      question,
      attempt(() => {
        const publicKey = { key: Buffer.from(SPKI + key, 'hex'), format: 'der', type: 'spki' };
        return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'hex'));
      }, false),
    );
  return memory.get(question);
};
/** Shared by all judgements: the same signature is asked about again and again. */
const isSigned = signedBy(new Map());

const texts = {
  checkpoint: (it) => lines('remit checkpoint', it.record, it.seq, it.hash),
  head: (it) => lines('remit head', it.record, it.seq, it.hash),
  prune: (it) =>
    lines('remit prune', it.record, it.seq, it.hash, sha(attempt(() => rfc8785(it.carried), ''))),
};
const names = (it) => isRecord(it) && isId(it.record) && isPlace(it.seq) && isHash(it.hash);
const forms = {
  begin: (it) =>
    it.format === 2 &&
    isId(it.record) &&
    isHash(it.publicKey) &&
    ['keychain', 'file'].includes(it.keyPlace) &&
    (it.previous === null || (names(it.previous) && typeof it.previous.why === 'string')),
  checkpoint: (it) => names(it) && isSignature(it.signature),
  prune: (it) =>
    names(it) &&
    isSignature(it.signature) &&
    isHash(it.publicKey) &&
    ['age', 'size'].includes(it.why) &&
    isRecord(it.carried),
};
const is = (kind, body) => isRecord(body) && body.kind === kind && forms[kind](body);

/** Gives each row the place that the reading has come to when it meets it. */
const placed = (rows, first) =>
  rows.reduce(
    ({ next, hash, out }, row) => {
      const astray = !row.bad && row.seq < next;
      const missing = !row.bad && row.seq > next;
      const before = missing ? null : hash;
      const place = { row, next, before, astray, missing, at: missing ? row.seq : next };
      out.push(place);
      return astray ? { next, hash, out } : { next: place.at + 1, hash: row.bad ? null : row.hash, out };
    },
    { next: first.seq, hash: first.previous, out: [] },
  );

const INSTANT = /^\d{4}(-\d\d){2}T\d\d(:\d\d){2}\.\d{3}Z$/;

/** Every fault as a place: rules 2 to 5 and 7 for the rows as they stand. */
const rowFaults = (places, { record, key, anchors, firstSeq, trusted }) => {
  const hashes = new Map(places.filter((it) => !it.row.bad && !it.astray).map((it) => [it.at, it.row.hash]));
  return places.flatMap((it) => {
    const { row, at, next, before } = it;
    if (row.bad || it.astray) return [next];
    const body = row.body;
    const kind = body?.kind;
    const wrong = [
      before !== null && sha(lines(before, row.seq, row.at, row.bodyHash)) !== row.hash,
      !INSTANT.test(row.at),
      !row.leftOut && !isRecord(body),
      row.columns &&
        isRecord(body) &&
        (row.columns.kind !== kind ||
          row.columns.call !== (body.call ?? null) ||
          lines(row.columns.kind, row.columns.call).includes('\ufffd')),
      at === 1 && !(is('begin', body) && body.record === record && body.publicKey === key),
      at !== 1 && kind === 'begin',
      at !== 1 && kind === 'checkpoint' && !soundCheckpoint(body, at, before, record, key),
      at !== 1 && kind === 'prune' && !soundPrune(body, at, hashes, firstSeq, record, key),
      anchors.some((anchor) => anchor.seq === at && anchor.hash !== row.hash),
      trusted !== null && trusted.seq === at && trusted.hash !== row.hash,
    ].some(Boolean);
    return [...(it.missing ? [next] : []), ...(wrong ? [at] : [])];
  });
};

const soundCheckpoint = (body, at, before, record, key) =>
  is('checkpoint', body) &&
  (record === null || body.record === record) &&
  (key === null || isSigned(key, texts.checkpoint(body), body.signature)) &&
  body.seq === at - 1 &&
  (before === null || body.hash === before);

const soundPrune = (body, at, hashes, firstSeq, record, key) =>
  is('prune', body) &&
  (record === null || body.record === record) &&
  (key === null || (body.publicKey === key && isSigned(key, texts.prune(body), body.signature))) &&
  body.seq < at &&
  (body.seq < firstSeq || !hashes.has(body.seq) || hashes.get(body.seq) === body.hash);

const validPrunes = (bodies, key) =>
  bodies.filter(
    (body) => is('prune', body) && isSigned(key ?? body.publicKey, texts.prune(body), body.signature),
  );

const readHead = (text) => {
  const it = parsed(text);
  if (!names(it) || !isSignature(it.signature)) return null;
  const { record, seq, hash, signature } = it;
  return JSON.stringify({ record, seq, hash, signature }) === text ? it : null;
};
const counts = (record, key) => (it) =>
  it !== null && it.record === record && key !== null && isSigned(key, texts.head(it), it.signature);

const verdict = (places) => {
  const known = places.filter((place) => place !== null);
  return {
    verified: places.length === 0,
    entry: known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b)),
  };
};

/** The place named when nothing accounts for what is missing before the first entry. */
const unaccounted = (prunes, firstSeq) =>
  prunes
    .map((body) => body.seq)
    .filter((seq) => seq < firstSeq - 1)
    .reduce((a, b) => Math.max(a, b), 0) + 1;

const changesAuthority = (body) =>
  ['grant', 'revocation', 'profile', 'setting', 'pass'].includes(body.kind) ||
  (body.kind === 'definition' && body.standing === 'accepted');

/** Rule 9; `proved` is the place up to which the head has signed. */
const authorityFaults = (places, proved) => {
  const bodies = places
    .filter((it) => !it.row.bad && !it.astray && isRecord(it.row.body))
    .map(({ at, row: { body } }) => ({ at, body }));
  const behind = bodies.slice(bodies.findLastIndex(({ body }) => body.kind === 'checkpoint') + 1);
  const first = behind.find(({ at, body }) => at > Math.max(1, proved) && changesAuthority(body));
  return first === undefined ? [] : [first.at];
};

const anchorFaults = (anchors, end) => (anchors.some((anchor) => anchor.seq >= end) ? [end] : []);

// --- an export

const HEADER =
  /^{"remit":"record","format":2,"record":"([0-9a-f]{32})","publicKey":"([0-9a-f]{64})","first":([1-9]\d*),"previous":"([0-9a-f]{64})"}$/;
const LINE =
  /^{"seq":([1-9]\d*),"at":"([ !#-[\]-~]{0,40})","hash":"([0-9a-f]{64})","body(Hash":"([0-9a-f]{64})"|":(.*))}$/s;

const strictText = (bytes) =>
  attempt(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), null);

const rowOfLine = (bytes) => {
  const [whole, seq, at, hash, , standsIn, body] = LINE.exec(strictText(bytes) ?? '') ?? [];
  if (whole === undefined || !isPlace(Number(seq))) return { bad: true };
  const row = { seq: Number(seq), at, hash };
  return standsIn === undefined
    ? { ...row, bodyHash: sha(body), body: parsed(body) }
    : { ...row, bodyHash: standsIn, leftOut: true };
};

const cut = (bytes) => {
  const found = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at !== -1 && at - from <= LONGEST; at = bytes.indexOf(10, from)) {
    found.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return { whole: found, rest: bytes.subarray(from) };
};

/** Judges the bytes of an export: `{ verified, entry }`, where `entry` is the first place at fault or null. */
export const judgeExport = (bytes, { key: given = null, anchors = [] } = {}) => {
  const { whole, rest } = cut(bytes);
  const [, record, claimed, firstText, previous] = HEADER.exec(whole[0]?.toString('latin1') ?? '') ?? [];
  const firstSeq = Number(firstText);
  if (record === undefined || !isPlace(firstSeq) || (firstSeq === 1 && previous !== '0'.repeat(64)))
    return { verified: false, entry: null };
  const key = given ?? claimed;
  const headAt = whole.findIndex((line, index) => index > 0 && line.toString('latin1', 0, 8) === '{"head":');
  const rows = whole.slice(1, headAt === -1 ? undefined : headAt).map(rowOfLine);
  const { out: places, next: end } = placed(rows, { seq: firstSeq, previous });
  const headText =
    headAt === -1 ? '' : (/^{"head":(.*)}$/s.exec(whole[headAt].toString('latin1'))?.[1] ?? '');
  const head = [readHead(headText)].find(counts(record, key)) ?? null;
  const prunes = validPrunes(
    rows.map((row) => row.body),
    key,
  );
  const counting = prunes.filter((body) => body.seq === firstSeq - 1).at(-1);
  return verdict([
    ...(claimed === key ? [] : [null]),
    ...rowFaults(places, { record, key, anchors, firstSeq, trusted: head }),
    ...(rows.length === 0 ? [end] : []),
    ...(firstSeq === 1 || counting?.hash === previous ? [] : [unaccounted(prunes, firstSeq)]),
    ...(head === null ||
    head.seq >= end ||
    head.seq < firstSeq ||
    (headAt !== -1 && headAt < whole.length - 1)
      ? [end]
      : []),
    ...(head !== null && head.seq >= firstSeq && head.seq < end - 1 ? [head.seq + 1] : []),
    ...(rest.length > 0 ? [end] : []),
    ...authorityFaults(places, 0),
    ...anchorFaults(anchors, end),
  ]);
};

// --- a database

const TABLE =
  'CREATE TABLE entries ( seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, call TEXT, body TEXT NOT NULL, hash TEXT NOT NULL ) STRICT';
const column = '(?:seq|at|kind|call|body|hash)';
const condition = `${column} (?:IS NOT NULL|= '[\\w-]+'|IN \\('[\\w-]+'(?:, '[\\w-]+')*\\))`;
const INDEX = new RegExp(
  `^CREATE INDEX (\\w+) ON entries \\(${column}(?:, ${column})*\\)(?: WHERE ${condition})?$`,
);
const flat = (sql) =>
  String(sql)
    .split(/[\t\n\f\r ]+/)
    .join(' ');
const only = (database, pragma) =>
  Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? { none: null })[0];

const formFaults = (database) => {
  const things = database
    .prepare('SELECT type, name, tbl_name AS owner, sql FROM sqlite_schema')
    .all()
    .map(({ type, name, owner, sql }) => ({ type, name, owner, text: flat(sql) }));
  const isTable = ({ type, name, text }) => type === 'table' && name === 'entries' && text === TABLE;
  const isReadable = things.filter(isTable).length === 1 && only(database, 'encoding') === 'UTF-8';
  const isForm =
    things.every(
      (thing) =>
        thing.owner === 'entries' &&
        (isTable(thing) || (thing.type === 'index' && INDEX.exec(thing.text)?.[1] === thing.name)),
    ) &&
    only(database, 'user_version') === 2 &&
    only(database, 'integrity_check') === 'ok';
  return { isReadable, faults: isForm && isReadable ? [] : [null] };
};

const rowOfDump = ({ seq, at, kind, call, hash, bytes, form }) => {
  const isRow =
    [at, kind, hash, form].every((it) => typeof it === 'string') &&
    (call === null || typeof call === 'string');
  if (!isRow || form !== 'text' || bytes === null) return { bad: true };
  return {
    seq: Number(seq),
    at,
    hash,
    bodyHash: sha(bytes),
    body: parsed(strictText(bytes)),
    columns: { kind, call },
  };
};

const isTooLong = (value) =>
  (value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value))) > LONGEST;

/** All rows of the table up to where it breaks off, and whether it was read to its end. */
const dump = (database) => {
  const statement = database.prepare(
    'SELECT seq, at, kind, call, hash, CAST(body AS BLOB) AS bytes, typeof(body) AS form FROM entries NOT INDEXED ORDER BY seq',
  );
  statement.setReadBigInts(true);
  const [rows, seqs] = [[], [0n]];
  const whole = attempt(() => {
    for (const row of statement.iterate()) {
      const { seq } = row;
      if (seq <= seqs.at(-1) || seq > Number.MAX_SAFE_INTEGER || Object.values(row).some(isTooLong))
        return false;
      seqs.push(seq);
      rows.push(rowOfDump(row));
    }
    return true;
  }, false);
  return { rows, whole, firstSeq: Number(seqs[1] ?? 1n) };
};

const startOf = (rows, firstSeq, given) => {
  if (firstSeq === 1) {
    const begin = is('begin', rows[0]?.body) ? rows[0].body : null;
    return {
      first: { seq: 1, previous: '0'.repeat(64) },
      record: begin?.record ?? null,
      key: given ?? begin?.publicKey ?? null,
      faults: [],
    };
  }
  const noted = rows.filter((row) => row.columns?.kind === 'prune').map((row) => row.body);
  const prunes = validPrunes(noted, given);
  const counting = prunes.filter((body) => body.seq === firstSeq - 1).at(-1);
  return {
    first: { seq: firstSeq, previous: counting?.hash ?? null },
    record: counting?.record ?? null,
    key: given ?? counting?.publicKey ?? null,
    faults: counting === undefined ? [unaccounted(prunes, firstSeq)] : [],
  };
};

const headFaults = (slots, { record, key, first, end }) => {
  if (slots === null && first.seq === 1 && end === 2) return { head: null, faults: [] };
  const found = (slots ?? []).filter(counts(record, key)).sort((a, b) => b.seq - a.seq)[0];
  return {
    head: found ?? null,
    faults: found === undefined || found.seq >= end || found.seq < first.seq ? [end] : [],
  };
};

/** With a `-wal` that holds something as SQLite reads it; without, the file alone. */
const opened = (path) => {
  const wal = `${path}-wal`;
  const alone = pathToFileURL(path);
  alone.searchParams.set('immutable', '1');
  const holds = existsSync(wal) && statSync(wal).size > 0;
  return attempt(() => new DatabaseSync(holds ? path : alone, { readOnly: true }), null);
};

/** Judges a database file. `headBytes`: those of `record.head`; null when it is missing; undefined when only the database was given. */
export const judgeDatabase = (path, headBytes, { key: given = null, anchors = [] } = {}) => {
  const database = opened(path);
  if (database === null) return { verified: false, entry: null };
  try {
    const form = formFaults(database);
    if (!form.isReadable) return verdict(form.faults);
    const { rows, whole, firstSeq } = dump(database);
    const { first, record, key, faults } = startOf(rows, firstSeq, given);
    const { out: places, next: end } = placed(rows, first);
    const slots =
      headBytes === null
        ? null
        : headBytes === undefined || headBytes.length !== 1024
          ? []
          : [headBytes.subarray(0, 512), headBytes.subarray(512)].map((slot) => {
              const text = slot.toString('latin1');
              return text.endsWith('\n') ? readHead(text.slice(0, -1).replace(/ +$/, '')) : null;
            });
    const { head, faults: ofHead } =
      headBytes === undefined ? { head: null, faults: [] } : headFaults(slots, { record, key, first, end });
    return verdict([
      ...form.faults,
      ...faults,
      ...(rows.length === 0 || !whole ? [end] : []),
      ...rowFaults(places, { record, key, anchors, firstSeq: first.seq, trusted: head }),
      ...(whole ? ofHead : []),
      ...(whole ? authorityFaults(places, head?.seq ?? 0) : []),
      ...anchorFaults(anchors, end),
    ]);
  } catch {
    return { verified: false, entry: null };
  } finally {
    database.close();
  }
};

if (process.argv[1] === import.meta.filename) {
  const [, , path = '.', key] = process.argv;
  const folder = statSync(path).isDirectory();
  const head = folder
    ? existsSync(`${path}/record.head`)
      ? readFileSync(`${path}/record.head`)
      : null
    : undefined;
  const judged = path.endsWith('.jsonl')
    ? judgeExport(readFileSync(path), { key })
    : judgeDatabase(folder ? `${path}/record.db` : path, head, { key });
  console.log(JSON.stringify(judged));
}
