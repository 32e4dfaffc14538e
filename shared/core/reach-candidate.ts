// What a call would touch, as its arguments say it: places and people still to be worked out, or values as they stand.

import type { Access } from '../contract/access.ts';
import type { Shell } from '../contract/command.ts';
import type { JsonPointer, JsonValue } from '../contract/json.ts';
import type { UndeterminedReach, ValueReach } from '../contract/reach.ts';
import type { SqlDialect } from '../contract/tool-profile.ts';

/** A path as the agent wrote it, still to be resolved. */
export type PathCandidate = {
  readonly kind: 'path';
  readonly pointer: JsonPointer;
  readonly text: string;
  readonly target: 'file' | 'folder';
  readonly access: Access;
};
/** A pattern of paths, relative to `base` or to where the call runs. */
export type GlobCandidate = {
  readonly kind: 'glob';
  readonly pointer: JsonPointer;
  readonly pattern: string;
  readonly base: string | null;
  readonly access: Access;
};
/** `text` is the address that is opened, `asked` what the agent wrote. */
export type SiteCandidate = {
  readonly kind: 'site';
  readonly pointer: JsonPointer;
  readonly text: string;
  readonly asked: string;
  readonly method: string | null;
};
export type RecipientCandidate = {
  readonly kind: 'recipient';
  readonly pointer: JsonPointer;
  readonly value: JsonValue;
  readonly form: 'mail' | 'handle';
};
/** `factors` are the members of each line of `amount` that are multiplied. */
export type SpendCandidate = {
  readonly kind: 'spend';
  readonly pointer: JsonPointer;
  readonly amount: JsonValue;
  readonly factors: readonly string[] | null;
  readonly currency: JsonValue | undefined;
  readonly unit: 'major' | 'minor';
};
/** A line for a shell, or words that are run without one. `isGiven`: the user says which shell it is. */
export type CommandCandidate = {
  readonly kind: 'command';
  readonly pointer: JsonPointer;
  readonly command: string | readonly string[];
  readonly shell: Shell;
  readonly isGiven: boolean;
  readonly cwd: JsonValue | undefined;
};
export type SqlCandidate = {
  readonly kind: 'sql';
  readonly pointer: JsonPointer;
  readonly text: string;
  readonly dialect: SqlDialect | null;
  readonly database: string;
};
export type ReachCandidate =
  | PathCandidate
  | GlobCandidate
  | SiteCandidate
  | RecipientCandidate
  | SpendCandidate
  | CommandCandidate
  | SqlCandidate
  | ValueReach
  | UndeterminedReach;
