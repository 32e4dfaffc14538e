// What `protect` has done, kept in the data folder so that `unprotect` can undo it: an index of changed files, and for each change a
// backup of the file as it was. It is written before the file is changed: a crash in between leaves a change that wasn't made, which is
// seen by the hash of the file and dropped.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { sealedSchema, type Seal, type SealedText } from './seal.ts';

const keySchema = z
  .strictObject({ key: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
  .readonly();
const changedEntrySchema = z
  .strictObject({
    path: z.array(z.string()).readonly(),
    server: z.string(),
    keys: z.array(keySchema).readonly(),
    /** The changed lines of the file, as they were and as they are. */
    before: z.string(),
    after: z.string(),
  })
  .readonly();
/** One entry that was changed: where it stands, the server it leads to, and the keys of it that are others now. */
export type ChangedEntry = z.infer<typeof changedEntrySchema>;

export type EntryResult = {
  readonly path: readonly string[];
  readonly name: string;
} &
  /** `signIn`: the entry has no credential, so the server may want its user to sign in. */
  (
    | { readonly kind: 'protected'; readonly server: string; readonly signIn: boolean }
    | { readonly kind: 'already'; readonly server: string }
    | { readonly kind: 'unguarded'; readonly why: string; readonly remedy: string }
  );

const changeSchema = z
  .strictObject({
    client: z.string(),
    /** Other clients that rely on the change. */
    also: z.array(z.string()).readonly(),
    /** The file itself, past any link. */
    file: z.string(),
    /** Null when there was no file. */
    hashBefore: z.string().nullable(),
    hashAfter: z.string(),
    /** The backup's file in the folder of backups. */
    backup: z.string().regex(/^[\w-]+\.json$/),
    servers: z.array(z.string()).readonly(),
  })
  .readonly();
export type FileChange = z.infer<typeof changeSchema>;

const indexSchema = z
  .strictObject({
    /** The oldest first: later changes of a file stand on earlier ones. */
    changes: z.array(changeSchema).readonly(),
    /** Servers that were registered for protected entries, and go with them. */
    servers: z.array(z.string()).readonly(),
  })
  .readonly();
export type ProtectionIndex = z.infer<typeof indexSchema>;

const backupSchema = z
  .strictObject({
    /** Whether servers' entries or Remit's hooks were put into the file. */
    kind: z.enum(['entries', 'hooks']),
    /** Null when there was no file. */
    text: z.string().nullable(),
    entries: z.array(changedEntrySchema).readonly(),
    /** The folders that were made for the file. */
    folders: z.array(z.string()).readonly(),
  })
  .readonly();
export type Backup = z.infer<typeof backupSchema>;

const INDEX = 'protected.json';

/** The index and the backups in one data folder. */
export class Protection {
  readonly #dir: string;
  readonly #seal: Seal;

  constructor(dir: string, seal: Seal) {
    this.#dir = dir;
    this.#seal = seal;
  }

  index(): Result<ProtectionIndex, string> {
    const path = join(this.#dir, INDEX);
    try {
      return ok(indexSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return ok({ changes: [], servers: [] });
      return err(
        `the list of protected files \`${path}\` is damaged: put the files in \`${join(this.#dir, 'backups')}\` back by hand, then move it away`,
      );
    }
  }

  keep(index: ProtectionIndex): Result<null, string> {
    return this.#seal.write(join(this.#dir, INDEX), `${JSON.stringify(index, null, 2)}\n`);
  }

  /** Keeps what a file was; the value is the backup's name. */
  backUp(client: string, backup: Backup): Result<string, string> {
    const sealed = this.#seal.seal(JSON.stringify(backup));
    if (!sealed.ok) return sealed;
    const name = `${client}-${randomUUID()}.json`;
    try {
      mkdirSync(join(this.#dir, 'backups'), { recursive: true, mode: 0o700 });
    } catch (error) {
      return err(`no backup can be made in \`${this.#dir}\`: ${String(error)}`);
    }
    const written = this.#seal.write(
      join(this.#dir, 'backups', name),
      JSON.stringify({ backup: sealed.value }),
    );
    return written.ok ? ok(name) : written;
  }

  backup(name: string): Result<Backup, string> {
    const path = join(this.#dir, 'backups', name);
    try {
      const sealed: SealedText = z
        .strictObject({ backup: sealedSchema })
        .parse(JSON.parse(readFileSync(path, 'utf8'))).backup;
      const text = this.#seal.open(sealed);
      return text.ok ? ok(backupSchema.parse(JSON.parse(text.value))) : text;
    } catch {
      return err(`the backup \`${path}\` is missing or damaged`);
    }
  }

  drop(name: string): void {
    rmSync(join(this.#dir, 'backups', name), { force: true });
  }

  /** Drops the backups that no change needs: a crash may have come between them. Without a list they may be all that there is, and stay. */
  sweep(): void {
    const index = this.index();
    const folder = join(this.#dir, 'backups');
    if (!index.ok || !existsSync(join(this.#dir, INDEX)) || !existsSync(folder)) return;
    const needed = new Set(index.value.changes.map(({ backup }) => backup));
    for (const name of readdirSync(folder)) if (!needed.has(name)) this.drop(name);
  }
}
