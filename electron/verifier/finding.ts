// What can be wrong with a record. One finding of each kind is kept, the first: the rest would say the same again.

export type FindingKind =
  | 'file'
  | 'first-line'
  | 'start'
  | 'missing'
  | 'order'
  | 'edited'
  | 'form'
  | 'columns'
  | 'identity'
  | 'checkpoint'
  | 'prune'
  | 'authority'
  | 'head'
  | 'anchor'
  | 'unreadable';

/** `entry` is the place at fault; null when it is the file as a whole. */
export type Finding = { readonly kind: FindingKind; readonly entry: number | null; readonly problem: string };

/** What each kind of finding means for who reads it. */
const MEANING: Readonly<Record<FindingKind, string>> = {
  file: 'the database was damaged or made by something else, so what it shows elsewhere may differ from what was checked',
  'first-line': 'nobody can tell what the entries below it belong to',
  start: 'entries were removed from the start without a signed note of it',
  missing: 'one or more entries were removed here',
  order: 'an entry was moved or put in twice',
  edited: 'the entry, or the one before it, was changed, put in or taken out after it was written',
  form: 'it was not written by Remit, or was damaged since',
  columns: 'searching would show this entry as something that it is not',
  identity: 'this part comes from another record, or another key took the place of the first',
  checkpoint: 'entries before it were changed, removed or put in, and their hashes made anew without the key',
  prune: 'entries were removed by somebody who does not have the key',
  authority: 'somebody who does not have the key may have put it there',
  head: 'the end of the record was cut off, set back to an older copy, or written anew',
  anchor: 'the record was set back to an older copy, or written anew, since that place was noted',
  unreadable: 'the file is damaged here; what lies behind this place was not checked',
};

/** The finding in one sentence: where, what, and what that means. */
export function findingWords({ kind, entry, problem }: Finding): string {
  return `${entry === null ? 'the file' : `entry ${entry}`}: ${problem}: ${MEANING[kind]}`;
}

/** Keeps the first finding of each kind. */
export class Findings {
  readonly #first = new Map<FindingKind, Finding>();

  add(kind: FindingKind, entry: number | null, problem: string): void {
    const known = this.#first.get(kind);
    if (known === undefined || order(entry) < order(known.entry))
      this.#first.set(kind, { kind, entry, problem });
  }

  get any(): boolean {
    return this.#first.size > 0;
  }

  /** By place: the lowest entry first, the file as a whole last. */
  list(): readonly Finding[] {
    return [...this.#first.values()].sort((one, other) => order(one.entry) - order(other.entry));
  }
}

function order(entry: number | null): number {
  return entry ?? Infinity;
}
