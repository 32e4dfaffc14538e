// The lines of the list of calls: calls, or groups of calls that open. They are read by pages, when they come into sight.

import type { CallRow, GroupsQuery, HistoryGroup } from '../../shared/contract/history.ts';

export type GroupBy = GroupsQuery['by'];

export type Line =
  | { readonly kind: 'call'; readonly row: CallRow; readonly depth: number }
  | { readonly kind: 'group'; readonly group: HistoryGroup; readonly open: boolean }
  /** Not read yet. */
  | { readonly kind: 'pending'; readonly depth: number };

/** How far the reading has come. `calls` are the calls that the filter finds; `isExact` is false while they are being counted. */
export type Progress =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string }
  | {
      readonly kind: 'there';
      readonly calls: number;
      readonly isExact: boolean;
      /** How many entries of the record the index hasn't read yet. */
      readonly behind: number;
      /** How many calls have come since, and aren't among the lines. */
      readonly fresh: number;
    };

/** A list that is fed from main and tells its listeners when a line may have changed. */
export type Lines = {
  readonly subscribe: (listener: () => void) => () => void;
  /** Another number whenever anything has changed. */
  readonly version: () => number;
  readonly progress: () => Progress;
  readonly count: () => number;
  readonly at: (index: number) => Line;
  /** Says which lines are in sight: reads them and what is near, and forgets what is far away. */
  readonly want: (first: number, last: number) => void;
  /** The record has grown: new calls come in at the top when nothing is being read, and are counted otherwise. */
  readonly grown: () => void;
  /** Takes the calls in that have come since. */
  readonly takeFresh: () => Promise<void>;
  /** Opens or closes the group at a line. */
  readonly toggle: (index: number) => void;
  /** Ends all reading. */
  readonly end: () => void;
};

/** Listeners and a version that counts changes. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  #version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
