// What the record says of one call, as History shows it. It reads the entries of that call alone and judges nothing anew.

import type { Reach } from '../contract/reach.ts';
import type { CallDetail, CallRow, VerdictWord } from '../contract/history.ts';
import { callIdSchema } from '../contract/ids.ts';
import type {
  CallEntry,
  EntryBody,
  EntryKind,
  OutcomeEntry,
  RecordEntry,
  RefusalEntry,
} from '../contract/record-entry.ts';
import { assertNever } from './assert-never.ts';
import { callStanding, verdictWords, type CallFacts } from './call-standing.ts';
import type { RecordedGrant } from './grants-from-record.ts';
import { withTilde } from './scope-words.ts';

type GrantOf = (id: string) => RecordedGrant | null;
type Found<K extends EntryKind> = {
  readonly entry: RecordEntry;
  readonly body: Extract<EntryBody, { kind: K }>;
};

function find<K extends EntryKind>(entries: readonly RecordEntry[], kind: K): Found<K> | null {
  for (const entry of entries) {
    if (isKind(entry.body, kind)) return { entry, body: entry.body };
  }
  return null;
}

function isKind<K extends EntryKind>(body: EntryBody, kind: K): body is Extract<EntryBody, { kind: K }> {
  return body.kind === kind;
}

/** A reach in a few words: what History lists as touched. Paths beneath `home` begin with `~`; `''` leaves them whole. */
export function touchedWords(reach: Reach, home: string): string {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return `${reach.access} ${withTilde(reach.real, home)}`;
    case 'site':
      return reach.method === null ? reach.asked : `${reach.method} ${reach.asked}`;
    case 'recipient':
      return `send to ${reach.address}`;
    case 'spend':
      return `spend ${reach.amount} ${reach.currency}`;
    case 'command':
      return `run ${reach.text}`;
    case 'database':
      return `${reach.access} database ${reach.name}`;
    case 'value':
      return `${reach.pointer} ${reach.value}`;
    case 'undetermined':
      return `${reach.asked} (${reach.why})`;
    default:
      return assertNever(reach);
  }
}

/** What decides how the call stands. */
function factsOf(call: CallEntry, entries: readonly RecordEntry[]): CallFacts {
  return {
    verdict: call.verdict,
    wasAsked: find(entries, 'prompt') !== null,
    answer: find(entries, 'decision')?.body.answer ?? null,
    refusal: find(entries, 'refusal')?.body.refusal ?? null,
    covered: find(entries, 'covered')?.body.grants ?? null,
    isAwaited: find(entries, 'pass') !== null && find(entries, 'resumed') === null,
  };
}

/** How it ended; null while it is on its way, also for the second time: a server may ask for more before it answers. */
export function callOutcome(entries: readonly RecordEntry[]): OutcomeEntry | null {
  const newestFirst = [...entries].reverse();
  const ended = find(newestFirst, 'outcome');
  const resumed = find(newestFirst, 'resumed');
  return ended === null || ended.entry.seq < (resumed?.entry.seq ?? 0) ? null : ended.body;
}

function outcomeWord(outcome: OutcomeEntry | null, refused: boolean): CallRow['outcome'] {
  if (outcome !== null) return outcome.status;
  return refused ? 'none' : 'running';
}

/** The call as it was read last: the user may have corrected how its arguments are read while it waited. */
function asReadLast(call: CallEntry, entries: readonly RecordEntry[]): CallEntry {
  const reading = find([...entries].reverse(), 'reading');
  return reading === null ? call : { ...call, reaches: reading.body.reaches, verdict: reading.body.verdict };
}

/** A line of History from the entries of one call; null when its call entry is missing. */
export function callRow(entries: readonly RecordEntry[], grantOf: GrantOf, home: string): CallRow | null {
  const found = find(entries, 'call');
  if (found === null) return null;
  const call = asReadLast(found.body, entries);
  const facts = factsOf(call, entries);
  const stand = callStanding(facts, grantOf);
  const outcome = callOutcome(entries);
  return {
    call: call.call,
    seq: found.entry.seq,
    at: found.entry.at,
    agent: call.agent.name,
    server: call.server.name,
    tool: call.tool,
    session: call.session,
    task: call.task,
    touched: call.reaches.map((reach) => touchedWords(reach, home)),
    ...stand,
    outcome: outcomeWord(
      outcome,
      stand.standing === 'refused' || stand.standing === 'waiting' || facts.isAwaited,
    ),
    durationMs: outcome?.durationMs ?? null,
  };
}

/** What `verdict:` finds the call by; nothing when its call entry is missing. */
export function callVerdictWords(entries: readonly RecordEntry[]): readonly VerdictWord[] {
  const found = find(entries, 'call');
  return found === null ? [] : verdictWords(factsOf(asReadLast(found.body, entries), entries));
}

/** The grants that let the call through, in the parts that the verdict names; none when the user did, or nobody. */
export function callGrants(entries: readonly RecordEntry[]): readonly string[] {
  const found = find(entries, 'call');
  if (found === null || find(entries, 'refusal') !== null) return [];
  const covered = find(entries, 'covered');
  if (covered !== null) return covered.body.grants;
  const { verdict } = asReadLast(found.body, entries);
  return verdict.kind === 'inside' ? verdict.grants : [];
}

/** What the call touches, as it was read last. */
export function callReaches(entries: readonly RecordEntry[]): readonly Reach[] {
  const found = find(entries, 'call');
  return found === null ? [] : asReadLast(found.body, entries).reaches;
}

/**
 * A line for a message that was refused before there was a call to judge. `agent` and `server` are those of its session. It has no call
 * of its own, so it is named by its entry; null when there is no session that it could stand under.
 */
export function refusedMessageRow(
  entry: RecordEntry,
  session: { readonly agent: string; readonly server: string } | null,
): CallRow | null {
  const { body, seq, at } = entry;
  if (body.kind !== 'refusal' || body.session === null) return null;
  const { code, reason } = body.refusal;
  return {
    call: body.call ?? callIdSchema.parse(`entry-${seq}`),
    seq,
    at,
    agent: session?.agent ?? '',
    server: session?.server ?? body.server ?? '',
    tool: '',
    session: body.session,
    task: null,
    touched: [],
    standing: 'refused',
    by: code === 'withdrawn' || code === 'stopping' ? 'nobody' : 'rule',
    why: reason,
    outcome: 'none',
    durationMs: null,
  };
}

function refusalOf(entries: readonly RecordEntry[]): RefusalEntry['refusal'] | null {
  return find(entries, 'refusal')?.body.refusal ?? null;
}

/** A call with the chain call → grant → decision. */
export function callDetail(
  entries: readonly RecordEntry[],
  grantOf: GrantOf,
  home: string,
): CallDetail | null {
  const found = find(entries, 'call');
  const row = callRow(entries, grantOf, home);
  if (found === null || row === null) return null;
  const call = asReadLast(found.body, entries);
  const covered = find(entries, 'covered')?.body.grants ?? [];
  const ids = call.verdict.kind === 'inside' ? call.verdict.grants : covered;
  const decision = find(entries, 'decision');
  return {
    row,
    agent: call.agent,
    server: call.server,
    session: call.session,
    args: call.args,
    reaches: call.reaches,
    verdict: call.verdict,
    excess: find(entries, 'prompt')?.body.excess ?? [],
    grants: grantsOf(ids, decision?.body.request ?? null, grantOf),
    decision:
      decision === null
        ? null
        : { at: decision.entry.at, seq: decision.entry.seq, answer: decision.body.answer },
    refusal: refusalOf(entries),
    result: callOutcome(entries)?.result ?? null,
  };
}

function grantsOf(ids: readonly string[], request: string | null, grantOf: GrantOf): CallDetail['grants'] {
  const held = new Map<string, RecordedGrant>();
  for (const id of ids) {
    const grant = grantOf(id);
    if (grant !== null) held.set(grant.grant.id, grant);
  }
  const made = request === null ? null : grantOf(request);
  if (made !== null) held.set(made.grant.id, made);
  return [...held.values()].map((one) => ({
    grant: one.grant,
    at: one.since,
    seq: one.seq,
    from: one.origin,
    revokedAt: one.revokedAt,
    extended: one.extends !== null,
  }));
}
