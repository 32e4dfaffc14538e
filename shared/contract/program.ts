/**
 * What a word may be, as an operand of a program or as the value of an option.
 * - `text`: anything; it is only printed, searched for or compared
 * - `term`: the same, but no word that begins with `-`, which some programs take for an option in that place too
 * - `plain`: a setting; it isn't an option and doesn't name a file of settings (`@file`, `file://`, `…-file=`)
 * - `any`: a name anywhere, because no more than its being there is told
 * - `in`: a name below the folder: relative, without `..`, without a scheme
 * - `spec`: the same, and it may begin with `@` (`@scope/package`, `@{upstream}`)
 * - `own`: a name below the folder that may be written: nothing hidden (`.git`, `.env`) either
 * - `name`: one name without folders
 * - `number`, `mode` (of chmod), `format` (`+%F`), `ps` (its old letters)
 * - `sed`, `awk`, `jq`, `test`: a text in that language, which has to be one that only reads and prints
 */
export const WORD_KINDS = [
  'text',
  'term',
  'plain',
  'any',
  'in',
  'spec',
  'own',
  'name',
  'number',
  'mode',
  'format',
  'ps',
  'sed',
  'awk',
  'jq',
  'test',
] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** An option. `isAddable`: it is harmless behind a granted prefix; otherwise it may only stand in the granted words themselves. */
export type OptionRule = {
  readonly takes: 'nothing' | 'value' | 'attached';
  readonly kind: WordKind;
  readonly isAddable: boolean;
};

/** A place for operands; it isn't there when one of the options `unless` is given. `isValue`: it is the value of the last word before. */
export type OperandSlot = {
  readonly kind: WordKind;
  readonly isValue: boolean;
  readonly isMany: boolean;
  readonly isNeeded: boolean;
  readonly unless: readonly string[];
};

/** What is known of a program, or of a subcommand of it. What isn't listed may run, load, write or send, and exceeds. */
export type ProgramUse = {
  readonly source: string;
  readonly options: ReadonlyMap<string, OptionRule>;
  /** `-5` is a count. */
  readonly counts: boolean;
  readonly slots: readonly OperandSlot[];
  /** The use that the words after `--` are judged by, when they go to another program. */
  readonly rest: string | null;
  /** It opens a pager, which runs commands: its name alone covers nothing. */
  readonly opensPager: boolean;
  /** Nothing that it can be told makes it do more than read and print. */
  readonly isReader: boolean;
};
