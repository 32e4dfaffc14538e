// Every way of tampering with a record's entries that somebody can think of who has the files and not the key.

import {
  beginBody,
  canonical,
  checkpointBody,
  headText,
  linked,
  makeRecord,
  pruneBody,
  rowOf,
  signerOf,
  START,
  timeOf,
  type Body,
  type Made,
  type Row,
} from './make-record.ts';

export type Tampering = {
  readonly name: string;
  readonly rows: readonly Row[];
  /** The head that lies beside them; that of the whole record unless it is said otherwise. */
  readonly head?: string;
  /** The hash before the first row, where the tamperer says another than before. */
  readonly previous?: string;
  /** The place that has to be named. */
  readonly entry: number;
  /** In an export, where that differs. */
  readonly exportEntry?: number;
  /** It changes only what an export doesn't have. */
  readonly onlyDatabase?: true;
};

const INSERTED: Body = { kind: 'outcome', call: 'c-none', durationMs: 1, result: null, status: 'ok' };

/** Entries that give or change authority. */
export const AUTHORITY: readonly (readonly [name: string, body: Body])[] = [
  ['a decision', { kind: 'decision', answer: { kind: 'once' }, call: 'c-1', request: 'r-1' }],
  ['a grant', { kind: 'grant', grant: { id: 'g-x', words: 'everything' }, request: null }],
  ['a revocation', { kind: 'revocation', grant: 'g-1' }],
  ['a correction', { kind: 'profile', pointer: '/a', request: 'r-1', role: 'text' }],
  ['a setting', { kind: 'setting', setting: { name: 'durability', value: 'groups' } }],
  ['a pass', { kind: 'pass', call: 'c-1', digest: START }],
  ['a scope file', { kind: 'scope', grants: [], sha256: START }],
  ['an accepted definition', { kind: 'definition', hash: START, standing: 'accepted', tool: 't' }],
];

/** The rows with their places and hashes made anew behind `previous`, as anybody can without the key. */
function rechained(rows: readonly Row[], first: number, previous: string): readonly Row[] {
  const made: Row[] = [];
  let last = previous;
  for (const [index, row] of rows.entries()) {
    const next = linked({ ...row, seq: first + index }, last);
    last = next.hash;
    made.push(next);
  }
  return made;
}

function rechainedFrom(rows: readonly Row[], at: number, previous: string): readonly Row[] {
  const first = (rows[0]?.seq ?? 1) + at;
  return [...rows.slice(0, at), ...rechained(rows.slice(at), first, rows[at - 1]?.hash ?? previous)];
}

/** The first place, at or behind a change, that can't be made anew without the key: a checkpoint, or what the head names. */
function nextProof(rows: readonly Row[], at: number, head: number): number {
  const point = rows.slice(at).find(({ kind }) => kind === 'checkpoint');
  return Math.min(point?.seq ?? head, head);
}

/** Whether the removal before the first row is still accounted for. */
function accounted(rows: readonly Row[], previous: string): boolean {
  return previous === START || rows.some(({ kind }) => kind === 'prune');
}

function edited(row: Row): Row {
  return { ...row, body: row.body.replace(/\}$/, ',"zz":1}') };
}

/** The ways that are tried at one entry; `at` is its index. */
function atEntry({ rows }: Made, at: number, previous: string): readonly Tampering[] {
  const row = rows[at];
  const before = rows[at - 1]?.hash ?? previous;
  if (row === undefined) return [];
  const { seq } = row;
  const rest = rows.slice(at + 1);
  const isLast = rest.length === 0;
  const put = rowOf(before, seq, INSERTED);
  const named = (changed: readonly Row[]): number => nextProof(changed, at, rows.at(-1)?.seq ?? 0);
  const without = (left: readonly Row[]): number => (accounted(left, previous) ? seq : 1);
  const otherKind = rows.with(at, { ...row, kind: 'stop' });
  const whole = (changed: readonly Row[]): readonly Row[] => rechainedFrom(changed, at, previous);
  const insertion = whole([...rows.slice(0, at), put, row, ...rest]);
  const removal = whole([...rows.slice(0, at), ...rest]);
  const change = whole([...rows.slice(0, at), edited(row), ...rest]);
  const isProof = ['begin', 'checkpoint', 'prune'].includes(row.kind);
  return [
    { name: `entry ${seq} edited`, rows: [...rows.slice(0, at), edited(row), ...rest], entry: seq },
    {
      name: `entry ${seq} at another time`,
      rows: [...rows.slice(0, at), { ...row, at: timeOf(seq + 1) }, ...rest],
      entry: seq,
    },
    {
      name: `entry ${seq} with another kind column`,
      rows: otherKind,
      entry: without(otherKind),
      onlyDatabase: true,
    },
    {
      name: `entry ${seq} with another call column`,
      rows: rows.with(at, { ...row, call: 'c-x' }),
      entry: seq,
      onlyDatabase: true,
    },
    {
      name: `entry ${seq} removed`,
      rows: [...rows.slice(0, at), ...rest],
      entry: without([...rows.slice(0, at), ...rest]),
    },
    {
      name: `cut off before entry ${seq}`,
      rows: rows.slice(0, at),
      entry: without(rows.slice(0, at)),
      // There the head doesn't count for what gives authority.
      ...(rows[at - 1]?.kind === 'prune' ? { exportEntry: seq - 1 } : {}),
    },
    ...(at === 0 || isProof
      ? []
      : [
          { name: `entry ${seq} edited, hashes made anew`, rows: change, entry: named(change) },
          {
            name: `entry ${seq} removed, hashes made anew`,
            rows: removal,
            entry: named(removal),
          },
        ]),
    ...(at === 0 && previous === START
      ? []
      : [{ name: `an entry put in at ${seq}, hashes made anew`, rows: insertion, entry: named(insertion) }]),
    ...(isLast || at === 0
      ? []
      : [{ name: `entries ${seq} and ${seq + 1} exchanged`, rows: exchanged(rows, at), entry: seq }]),
  ];
}

/** Two neighbours with their places exchanged: in a database nothing else is a swap. */
function exchanged(rows: readonly Row[], at: number): readonly Row[] {
  const [one, other] = rows.slice(at, at + 2);
  if (one === undefined || other === undefined) return rows;
  return rows.with(at, { ...other, seq: one.seq }).with(at + 1, { ...one, seq: other.seq });
}

/** The ways that concern the record as a whole. */
function ofWhole({ rows, signer }: Made, previous: string): readonly Tampering[] {
  const half = Math.floor(rows.length / 2);
  const older = rows.slice(0, half);
  const next = (older.at(-1)?.seq ?? 0) + 1;
  const stranger = signerOf(9);
  const last = rows.at(-1);
  if (last === undefined) return [];
  const continued = rechainedFrom(
    [
      ...older,
      ...rows
        .slice(half)
        .map((row) => ({ ...row, body: canonical(INSERTED), kind: 'outcome', call: 'c-none' })),
    ],
    half,
    previous,
  );
  // With a head that names it, so that nothing but the entry itself is wrong.
  const behind = (name: string, body: Body): Tampering => {
    const row = rowOf(last.hash, last.seq + 1, body);
    return { name, rows: [...rows, row], head: headText(signer, row), entry: row.seq };
  };
  const unsigned = AUTHORITY.map(([name, body]): Tampering => {
    const row = rowOf(last.hash, last.seq + 1, body);
    const after = rowOf(row.hash, last.seq + 2, INSERTED);
    return { name: `${name} put in behind the head`, rows: [...rows, row, after], entry: row.seq };
  });
  // It bears the right signature: that says what was removed, and not where the note stands.
  const again = rows
    .filter(({ kind }) => kind === 'prune')
    .map((row): Tampering => {
      const copy = linked({ ...row, seq: last.seq + 1 }, last.hash);
      return {
        name: `the note at ${row.seq} put in again behind the head`,
        rows: [...rows, copy],
        entry: copy.seq,
      };
    });
  return [
    ...unsigned,
    ...again,
    { name: 'an older copy with the newer head', rows: older, entry: next },
    { name: 'cut off and continued without the key', rows: continued, entry: last.seq },
    {
      name: 'cut off and continued past the head without the key',
      rows: [...continued, rowOf(continued.at(-1)?.hash ?? '', last.seq + 1, INSERTED)],
      entry: last.seq,
    },
    behind('a checkpoint signed with another key', checkpointBody(stranger, last.seq, last.hash)),
    behind('a second begin', beginBody(signer)),
    behind('a checkpoint with the right hash of another place', checkpointBody(signer, 3, last.hash)),
    behind('a checkpoint of another hash', checkpointBody(signer, last.seq, START)),
    {
      name: 'a head of another record',
      rows,
      head: headText(signer, last, 'b2'.repeat(16)),
      entry: last.seq + 1,
    },
    {
      name: 'a head of another key',
      rows,
      head: headText(stranger, last),
      entry: last.seq + 1,
    },
    { name: 'all entries removed', rows: [], entry: 1 },
  ];
}

/** Entries removed from the start, with notes that don't account for it. */
export function startTamperings(signer = signerOf(1)): readonly Tampering[] {
  const plan = { entries: 60, checkpoints: 20, prunes: [{ at: 41, upTo: 20 }], signer };
  const from = (at: number): Pick<Tampering, 'previous'> => ({ previous: rows[at - 1]?.hash ?? START });
  const { rows } = makeRecord(plan);
  const stranger = signerOf(9);
  const last = rows[59];
  const wrong = pruneBody(stranger, 30, rows[29]?.hash ?? '');
  const others = pruneBody(signer, 30, 'f'.repeat(64));
  const behind = (body: Body): Row => rowOf(last?.hash ?? '', 61, body);
  return [
    { name: 'more removed than the note says', rows: rows.slice(25), ...from(25), entry: 21 },
    { name: 'less removed than the note says', rows: rows.slice(15), ...from(15), entry: 1 },
    { name: 'removed with the note', rows: rows.slice(45), ...from(45), entry: 1 },
    {
      name: "removed with a note of another's",
      rows: [...rows.slice(30), behind(wrong)],
      ...from(30),
      entry: 40,
      exportEntry: 21,
    },
    {
      name: 'removed with a note of another hash',
      rows: [...rows.slice(30), behind(others)],
      ...from(30),
      entry: 31,
      exportEntry: 21,
    },
    {
      name: 'a note of what has not been written',
      rows: [...rows, behind(pruneBody(signer, 61, 'e'.repeat(64)))],
      entry: 61,
    },
    {
      name: 'a note with another hash of an entry that is there',
      rows: [...rows, behind(others)],
      entry: 61,
    },
  ];
}

/** All ways for one record. `previous`: the hash before its first row. */
export function tamperings(made: Made, previous: string): readonly Tampering[] {
  return [...made.rows.flatMap((_row, at) => atEntry(made, at, previous)), ...ofWhole(made, previous)];
}
