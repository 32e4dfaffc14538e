// The calls of late with the grants that let them through, read from the record page by page, so that calls are judged in between.

import type { Call } from '../../shared/contract/call.ts';
import type { CallId, GrantId, Instant } from '../../shared/contract/ids.ts';
import type { RecordEntry } from '../../shared/contract/record-entry.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { RecordReader } from './record-reading.ts';
import { callOfEntry } from './record-reader.ts';

/** A call of the record. `call` is null when the record doesn't hold its arguments whole; `at` is when it was let through, or made. */
export type PastUse = {
  readonly id: CallId;
  readonly at: Instant;
  readonly call: Call | null;
  /** The parts of grants that let it through; none when it was refused, or allowed this once. */
  readonly grants: readonly GrantId[];
};

/** Calls that a change is tried against. */
export const MAX_PAST = 10_000;
/** Entries that are read before others get their turn: a few milliseconds. */
const PAGE = 50;

/** What was written of a call after its own entry. Entries come newest first, so that this is met before the call. */
type Later = { reaches?: readonly Reach[]; covered?: { at: Instant; grants: readonly GrantId[] } };

/** Newest first, at most `limit`. `isCancelled` ends it early with what has been read. */
export async function pastUses(
  reader: Pick<RecordReader, 'judged'>,
  limit: number,
  isCancelled: () => boolean = () => false,
): Promise<readonly PastUse[]> {
  const later = new Map<CallId, Later>();
  const found: PastUse[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  while (found.length < limit && !isCancelled()) {
    const entries = reader.judged(before, PAGE);
    for (const entry of entries) {
      const use = takeEntry(later, entry);
      if (use !== null && found.length < limit) found.push(use);
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) break;
    before = last.seq;
    await new Promise((done) => setImmediate(done));
  }
  return found;
}

/** The use that an entry completes; null for one that only tells more of a call to come. */
function takeEntry(later: Map<CallId, Later>, entry: RecordEntry): PastUse | null {
  const { at, body } = entry;
  if (body.kind === 'covered') {
    noteLater(later, body.call, { covered: { at, grants: body.grants } });
    return null;
  }
  if (body.kind === 'reading') {
    const inside = body.verdict.kind === 'inside' ? { covered: { at, grants: body.verdict.grants } } : {};
    noteLater(later, body.call, { reaches: body.reaches, ...inside });
    return null;
  }
  if (body.kind !== 'call') return null;
  const more = later.get(body.call) ?? {};
  later.delete(body.call);
  const call = callOfEntry(entry);
  const own = body.verdict.kind === 'inside' ? body.verdict.grants : [];
  return {
    id: body.call,
    at: more.covered?.at ?? at,
    call: call === null || more.reaches === undefined ? call : { ...call, reaches: more.reaches },
    grants: more.covered?.grants ?? own,
  };
}

/** Of two entries of one kind the newer one counts, which came first. */
function noteLater(later: Map<CallId, Later>, call: CallId, known: Later): void {
  later.set(call, { ...known, ...later.get(call) });
}
