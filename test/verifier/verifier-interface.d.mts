// What another implementation of docs/record-format.md has to export, to be compared with the others: a module with these two functions.
// Neither throws, whatever it is given, and neither writes to what it reads. Given the same, both have to give back the same again.

/** A place that somebody noted (an anchor). `hash`: 64 hex digits. */
export type Anchor = { readonly seq: number; readonly hash: string };

export type Given = {
  /** The public key that the record has to be signed with: 64 hex digits. Absent or null: none was given. */
  readonly key?: string | null;
  /** Absent: none. */
  readonly anchors?: readonly Anchor[];
};

/** The result: `verified` is true when nothing fails; `entry` is the place named, null when nothing fails, or the file as a whole alone. */
export type Judged = { readonly verified: boolean; readonly entry: number | null };

/** Judges an export, of which `bytes` are all. */
export type JudgeExport = (bytes: Buffer, given?: Given) => Judged;

/**
 * Judges the database file that lies at `path`, with its `-wal`. `headBytes` are those of `record.head`; null: the data folder has no such file;
 * undefined: only the database was given.
 */
export type JudgeDatabase = (path: string, headBytes: Buffer | null | undefined, given?: Given) => Judged;

export type Implementation = { readonly judgeExport: JudgeExport; readonly judgeDatabase: JudgeDatabase };
