// What the authority is given, and what of its state the judge depends on.

import type { WaitingQuestions } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Approvals } from './approvals.ts';
import type { HeldGrants } from './held-grants.ts';
import type { PastCalls } from './past-calls.ts';
import type { RecordReader } from './record-reading.ts';
import type { RecordWriter } from './record-writer.ts';
import type { ToolCorrections } from './tool-corrections.ts';
import type { ToolPins } from './tool-pins.ts';

export type AuthorityPorts = {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  readonly now: () => Date;
  readonly home: string;
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
  /** Whether a text holds a secret that may not be stored. */
  readonly holdsSecret: (text: string) => boolean;
  /** Hex hash of a text under the record's key. */
  readonly keyed: (text: string) => string;
  /** `null`: nobody is there to ask, what would ask is refused. */
  readonly prompt: ((questions: WaitingQuestions) => void) | null;
  /** Grants of a scope file, in force beside those of the record. */
  readonly scopeGrants: readonly Grant[];
  /** One line for a terminal. */
  readonly tell: (line: string) => void;
};

/** What a judgement depends on besides the call. */
export type JudgeState = {
  readonly approvals: Approvals;
  readonly pins: ToolPins;
  readonly held: HeldGrants;
  readonly corrections: ToolCorrections;
  readonly past: PastCalls;
  readonly isPaused: () => boolean;
  /** How often authority has been taken back in this run. */
  readonly withdrawals: () => number;
};
