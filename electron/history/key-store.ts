// The names that calls are found by: agents, tools, hours, folders. Each has a number, and a set of calls under that number.

import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { ColumnStore } from './column-store.ts';
import { prepareWrite, rowOf, rowsOf, type Row } from './index-file.ts';

const NAMES = [
  'all',
  'agent',
  'server',
  /** See `toolName`. */
  'tool',
  'session',
  'task',
  'verdict',
  'by',
  'outcome',
  /** Hours since 1970, with leading zeros. */
  'hour',
  'path',
  'site',
  'to',
  'spend',
  'run',
  'database',
  'value',
  'grant',
] as const;
export type Dim = (typeof NAMES)[number];

export const HOUR_MS = 3_600_000;

/** `uses`: how many calls at most are in its set; `parent` 0 for one at the top. */
export type Key = {
  readonly id: number;
  readonly parent: number;
  readonly value: string;
  readonly label: string;
  readonly uses: number;
};

/** Names of a kind that came of late and are known without a look; as many from before them stay known. */
const KNOWN = 25_000;
/** Names that are looked through for the beginning of one, before those that begin so are sorted. */
const LOOKED_AT = 5000;
/** Stands between a server's name, which never has it, and a tool's. */
const BETWEEN = '\u001f';

/** A tool's name with its server's. */
export function toolName(server: string, tool: string): string {
  return `${server}${BETWEEN}${tool}`;
}

/** A tool's own name out of a name with its server's; other names as they are. */
export function ownName(name: string): string {
  return name.slice(name.indexOf(BETWEEN) + 1);
}

/** The server's name out of a name with it; null when there is none in it. */
export function serverOf(name: string): string | null {
  const end = name.indexOf(BETWEEN);
  return end === -1 ? null : name.slice(0, end);
}

/** A name that SQLite gives back as it was: it ends a text at NUL, and can't hold half of a surrogate pair. */
function storable(name: string): string {
  return name.replaceAll('\u0000', '\ufffd').replace(/\p{Cs}/gu, '\ufffd');
}

export function dimNumber(dim: Dim): number {
  return NAMES.indexOf(dim);
}

/** A time's place in the order of hours, as text that sorts like the number. */
export function hourValue(instant: number): string {
  return String(Math.max(0, Math.floor(instant / HOUR_MS))).padStart(12, '0');
}

/** What a value is compared by: tools by their own name, whatever the server. Only paths keep their case. */
export function foldOf(dim: Dim, value: string): string {
  const name = dim === 'tool' ? ownName(value) : value;
  return dim === 'path' ? name : name.toLowerCase();
}

function keyOf(row: Row): Key {
  return {
    id: Number(row['id']),
    parent: Number(row['parent']),
    value: String(row['value']),
    label: String(row['label']),
    uses: Number(row['uses']),
  };
}

/** The numbers of names that came of late. */
class KnownNames {
  #late = new Map<string, number>();
  #before = new Map<string, number>();

  get(name: string): number | undefined {
    const late = this.#late.get(name);
    if (late !== undefined) return late;
    const before = this.#before.get(name);
    if (before !== undefined) this.set(name, before);
    return before;
  }

  set(name: string, id: number): void {
    if (this.#late.size >= KNOWN) {
      this.#before = this.#late;
      this.#late = new Map();
    }
    this.#late.set(name, id);
  }
}

export class KeyStore {
  readonly #ids = new Map<Dim, KnownNames>();
  readonly #uses = new Map<number, number>();
  readonly #insert: StatementSyncInstance;
  readonly #find: StatementSyncInstance;
  readonly #byId: StatementSyncInstance;
  readonly #byIds: StatementSyncInstance;
  readonly #last: StatementSyncInstance;
  readonly #widest: StatementSyncInstance;
  readonly #most: StatementSyncInstance;
  readonly #database: DatabaseSyncInstance;
  readonly #columns: ColumnStore;

  constructor(database: DatabaseSyncInstance, columns: ColumnStore) {
    this.#database = database;
    this.#columns = columns;
    this.#insert = prepareWrite(
      database,
      'INSERT INTO keys (dim, parent, value, fold, label, uses) VALUES (?, ?, ?, ?, ?, 0)',
    );
    this.#find = database.prepare('SELECT * FROM keys WHERE dim = ? AND fold = ?');
    this.#byId = database.prepare('SELECT * FROM keys WHERE id = ?');
    this.#byIds = database.prepare('SELECT * FROM keys WHERE id IN (SELECT value FROM json_each(?))');
    this.#last = database.prepare('SELECT max(id) AS id FROM keys');
    this.#widest = database.prepare(
      `SELECT * FROM (SELECT * FROM keys WHERE dim = ? ORDER BY uses DESC LIMIT ${LOOKED_AT})
       WHERE fold >= ? AND fold < ? LIMIT ?`,
    );
    this.#most = database.prepare(
      'SELECT * FROM keys WHERE dim = ? AND fold >= ? AND fold < ? ORDER BY uses DESC LIMIT ?',
    );
  }

  /** The number of a name, which is given one when it is new. */
  idOf(dim: Dim, name: string, parent = 0, label = name): number {
    let names = this.#ids.get(dim);
    if (names === undefined) {
      names = new KnownNames();
      this.#ids.set(dim, names);
    }
    const known = names.get(name);
    if (known !== undefined) return known;
    const id = this.key(dim, name)?.id ?? this.#add(dim, name, parent, label);
    names.set(name, id);
    return id;
  }

  #add(dim: Dim, name: string, parent: number, label: string): number {
    const value = storable(name);
    const { lastInsertRowid } = this.#insert.run(dimNumber(dim), parent, value, foldOf(dim, value), label);
    const id = Number(lastInsertRowid);
    this.#columns.noteParent(id, parent);
    return id;
  }

  key(dim: Dim, name: string): Key | null {
    const value = storable(name);
    return this.alike(dim, foldOf(dim, value)).find((key) => key.value === value) ?? null;
  }

  /** All that are called so, whatever their case, on whatever server. */
  alike(dim: Dim, fold: string): readonly Key[] {
    return rowsOf(this.#find, dimNumber(dim), storable(fold)).map(keyOf);
  }

  byId(id: number): Key | null {
    const row = rowOf(this.#byId, id);
    return row === null ? null : keyOf(row);
  }

  byIds(ids: readonly number[]): ReadonlyMap<number, Key> {
    return new Map(rowsOf(this.#byIds, JSON.stringify(ids)).map((row) => [Number(row['id']), keyOf(row)]));
  }

  /** No key's number is above it. */
  lastId(): number {
    return Number(rowOf(this.#last)?.['id'] ?? 0);
  }

  /** The keys that hold one, from the one right above it to the one at the top. */
  above(id: number): readonly number[] {
    const found: number[] = [];
    for (let key = this.#columns.parentOf(id); key !== 0; key = this.#columns.parentOf(key)) found.push(key);
    return found;
  }

  /**
   * Those whose folded names begin with a prefix, the most used first. When many do they are soon found among the most used of all; when
   * they aren't, few do.
   */
  mostUsed(dim: Dim, prefix: string, limit: number): readonly Key[] {
    const end = `${prefix}\u{10ffff}`;
    const widest = rowsOf(this.#widest, dimNumber(dim), prefix, end, limit);
    const rows = widest.length === limit ? widest : rowsOf(this.#most, dimNumber(dim), prefix, end, limit);
    return rows.map(keyOf);
  }

  /** Notes that a key's set has grown by so many calls; written with the next `flush`. */
  count(id: number, change: number): void {
    this.#uses.set(id, (this.#uses.get(id) ?? 0) + change);
  }

  flush(): void {
    const update = prepareWrite(this.#database, 'UPDATE keys SET uses = uses + ? WHERE id = ?');
    for (const [id, change] of this.#uses) if (change !== 0) update.run(change, id);
    this.#uses.clear();
  }

  /** Lets go of the names that are known. */
  forget(): void {
    this.#ids.clear();
  }

  /** Keys of nothing any more, but sessions: one may begin long before its first call. */
  dropUnused(): void {
    prepareWrite(this.#database, 'DELETE FROM keys WHERE uses <= 0 AND dim <> ?').run(dimNumber('session'));
    this.forget();
  }
}
