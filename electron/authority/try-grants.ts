// Tries a change of the grants against past calls, through the same judge that decides. It counts nothing and changes nothing.

import type { GrantTrial } from '../../shared/contract/authority.ts';
import type { Call } from '../../shared/contract/call.ts';
import type { Instant } from '../../shared/contract/ids.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { touchedWords } from '../../shared/core/call-row.ts';
import type { Scope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';

/** Calls that are judged before others get their turn: a few milliseconds. */
const SLICE = 50;
const MAX_EXAMPLES = 20;

type Standing = 'inside' | 'asks' | 'denied';
type Tally = { inside: number; asks: number; denied: number };

export type Change = {
  readonly now: Scope;
  readonly then: Scope;
  readonly at: Instant;
  readonly home: string;
};

/**
 * `calls` newest first. Each is judged as if it were made at this moment in its own session, with no limit reached. The broker goes on
 * between the slices; `isCancelled` ends it early with what has been tried.
 */
export async function tryGrants(
  calls: readonly Call[],
  notTried: number,
  change: Change,
  isCancelled: () => boolean = () => false,
): Promise<GrantTrial> {
  const now: Tally = { inside: 0, asks: 0, denied: 0 };
  const then: Tally = { inside: 0, asks: 0, denied: 0 };
  const examples: GrantTrial['examples'][number][] = [];
  let tried = 0;
  for (let from = 0; from < calls.length && !isCancelled(); from += SLICE) {
    for (const call of calls.slice(from, from + SLICE)) {
      const before = standing(decide(call, change.now, change.at));
      const after = standing(decide(call, change.then, change.at));
      now[before] += 1;
      then[after] += 1;
      tried += 1;
      if (before !== after && examples.length < MAX_EXAMPLES)
        examples.push(example(call, before, after, change.home));
    }
    await new Promise((done) => setImmediate(done));
  }
  return { tried, notTried, now, then, examples };
}

function standing(verdict: Verdict): Standing {
  if (verdict.kind === 'inside') return 'inside';
  return verdict.kind === 'denied' ? 'denied' : 'asks';
}

function example(call: Call, now: Standing, then: Standing, home: string): GrantTrial['examples'][number] {
  const { id, at, agent, server, tool, reaches } = call;
  const touched = reaches.map((reach) => touchedWords(reach, home));
  return { call: id, at, agent: agent.name, server: server.name, tool, touched, now, then };
}
