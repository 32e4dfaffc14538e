import type { Random } from '../support/random.ts';

/** Something that reads what an agent sends, with what is thrown at it. */
export type FuzzTarget = {
  readonly name: string;
  /** Loads what the target needs. */
  readonly ready: () => Promise<void>;
  /** Inputs to start from: mutations of them reach further than noise. */
  readonly seeds: readonly string[];
  /** How many readings one run makes, when it is more than one: what counts as a hang is the time of one reading, or so many times that. */
  readonly readings?: number;
  /** Makes an input by a grammar of its own. */
  readonly make: (random: Random) => string;
  /** Says how the input got through though it should not have; else null. A target that throws has crashed. */
  readonly run: (input: string) => string | null;
};
