import type { CallEntry, EntryBody, OutcomeEntry } from '../../shared/contract/record-entry.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { double, text, texts, type Attribute } from './otlp-logs.ts';
import { sentReach } from './sent-reach.ts';

/** A sentence, and what stands beside it. */
export type Log = readonly [sentence: string, attributes?: readonly Attribute[]];

/** The call that an entry is about. */
export type Subject = { readonly agent: string; readonly server: string; readonly tool: string };

export function subjectOf({ agent, server, tool }: CallEntry): Subject {
  return { agent: agent.name, server: server.name, tool };
}

export function subjectWords(subject: Subject | null): string {
  return subject === null ? 'a message' : `${subject.agent} calls ${subject.server}.${subject.tool}`;
}

function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'inside':
      return 'inside what is granted';
    case 'exceeds':
      return 'exceeds what is granted';
    case 'denied':
      return 'a denial covers it';
    default:
      return assertNever(verdict);
  }
}

function verdictAttributes(verdict: Verdict): readonly Attribute[] {
  const named = text('remit.verdict', verdict.kind);
  switch (verdict.kind) {
    case 'inside':
      return [named, text('remit.decided_by', 'grant'), ...texts('remit.grants', verdict.grants)];
    case 'exceeds':
      return [named, ...texts('remit.exceeds_by', [...new Set(verdict.excess.map(({ by }) => by))])];
    case 'denied':
      return [named, ...texts('remit.denials', verdict.denials)];
    default:
      return assertNever(verdict);
  }
}

/** A call as it was judged, first or anew. */
export function callLog(
  body: Extract<EntryBody, { kind: 'call' | 'reading' }>,
  subject: Subject | null,
  home: string,
): Log {
  const reaches = texts(
    'remit.reaches',
    body.reaches.map((reach) => sentReach(reach, home)),
  );
  const during =
    body.kind === 'reading'
      ? []
      : [text('remit.session', body.session), ...(body.task === null ? [] : [text('remit.task', body.task)])];
  return [
    `${subjectWords(subject)}: ${verdictWords(body.verdict)}`,
    [...during, ...verdictAttributes(body.verdict), ...reaches],
  ];
}

export function outcomeLog({ status, durationMs }: OutcomeEntry, what: string): Log {
  return [
    `${what}: ended ${status}`,
    [text('remit.outcome', status), double('remit.duration_ms', durationMs)],
  ];
}
