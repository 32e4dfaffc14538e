// What the record says of one call, as History shows it. It reads the entries of that call alone and judges nothing anew.

import type { Reach } from '../contract/reach.ts';
import type { CallDetail, CallRow, Standing } from '../contract/history.ts';
import type {
  CallEntry,
  EntryBody,
  EntryKind,
  OutcomeEntry,
  RecordEntry,
  RefusalEntry,
} from '../contract/record-entry.ts';
import type { Answer } from '../contract/request.ts';
import { assertNever } from './assert-never.ts';
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

function answerWords(answer: Answer): string {
  switch (answer.kind) {
    case 'deny':
      return answer.reason === '' ? 'you denied it' : `you denied it: ${answer.reason}`;
    case 'not-now':
      return 'you did not answer';
    case 'allow-once':
      return 'you allowed it once';
    case 'remember':
      return 'you allowed and remembered it';
    default:
      return assertNever(answer);
  }
}

function grantWords(ids: readonly string[], grantOf: GrantOf): string {
  const words = new Set(ids.map((id) => grantOf(id)?.grant.words ?? id));
  return `grant: ${[...words].join('; ')}`;
}

function standing(
  call: CallEntry,
  entries: readonly RecordEntry[],
  grantOf: GrantOf,
): { standing: Standing; why: string } {
  const refusal = find(entries, 'refusal');
  const decision = find(entries, 'decision');
  if (refusal !== null) {
    const why = decision === null ? refusal.body.refusal.reason : answerWords(decision.body.answer);
    return { standing: 'refused', why };
  }
  if (decision !== null) return { standing: 'allowed', why: answerWords(decision.body.answer) };
  const covered = find(entries, 'covered');
  if (covered !== null) return { standing: 'inside', why: grantWords(covered.body.grants, grantOf) };
  if (call.verdict.kind === 'inside')
    return { standing: 'inside', why: grantWords(call.verdict.grants, grantOf) };
  return { standing: 'waiting', why: 'waits for your answer' };
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
  const stand = standing(call, entries, grantOf);
  const outcome = find(entries, 'outcome')?.body ?? null;
  return {
    call: call.call,
    seq: found.entry.seq,
    at: found.entry.at,
    agent: call.agent.name,
    server: call.server.name,
    tool: call.tool,
    touched: call.reaches.map((reach) => touchedWords(reach, home)),
    standing: stand.standing,
    why: stand.why,
    outcome: outcomeWord(outcome, stand.standing === 'refused' || stand.standing === 'waiting'),
    durationMs: outcome?.durationMs ?? null,
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
    result: find(entries, 'outcome')?.body.result ?? null,
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
  }));
}
