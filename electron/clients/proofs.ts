import type { CoveragePath } from '../../shared/contract/coverage.ts';
import type { Instant } from '../../shared/contract/ids.ts';

/** A way that a call can be made on as a client's file says. `file` and `name` are empty for the agent's own tools. */
export type WayKey = {
  readonly agent: string;
  readonly path: CoveragePath;
  readonly file: string;
  readonly name: string;
};

/** When a call on a way was last stopped while the file said what `hash` is of; null when it never was. */
export type Proofs = (way: WayKey, hash: string) => Instant | null;
