import type { JsonObject } from './json-object.ts';

/** An entry as it was read, from a database or an export. Nothing in it is checked but its types. */
export type Entry = {
  readonly seq: number;
  readonly at: string;
  readonly hash: string;
  /** Hex SHA-256 of the body's bytes. */
  readonly bodyHash: string;
  readonly body:
    | { readonly kind: 'object'; readonly object: JsonObject }
    | { readonly kind: 'not-json' }
    /** An export stands in for it by its hash. */
    | { readonly kind: 'left-out' };
  /** The database's columns beside the body; null in an export, which has none. */
  readonly columns: { readonly kind: string; readonly call: string | null } | null;
};

/** What is known before the first entry is read. */
export type Start = {
  /** null: the `begin` entry says it. */
  readonly record: string | null;
  readonly publicKey: string | null;
  /** The entry that has to come first, and the hash before it; null when nothing accounts for what was removed. */
  readonly first: number;
  readonly previous: string | null;
};

/** A place that somebody noted: the record has to hold it. */
export type Anchor = { readonly seq: number; readonly hash: string };

/** What a record that verifies consists of. */
export type Summary = {
  readonly record: string | null;
  readonly entries: number;
  readonly first: { readonly seq: number; readonly at: string } | null;
  readonly last: { readonly seq: number; readonly at: string; readonly hash: string } | null;
  readonly checkpoints: number;
  readonly lastCheckpoint: number | null;
  readonly prunes: number;
  readonly leftOut: number;
  readonly publicKey: string | null;
};
