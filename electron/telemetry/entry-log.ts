// What is sent of an entry. Everything is named here one by one: no argument, no result, no text that somebody typed, and nothing that a
// server said goes out, whatever an entry may hold one day.

import type { EntryBody, RecordEntry } from '../../shared/contract/record-entry.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { refuser } from '../../shared/core/call-standing.ts';
import { logRecord, text, texts, whole, type Attribute, type LogRecord } from './otlp-logs.ts';
import { callLog, outcomeLog, subjectWords, type Log, type Subject } from './call-log.ts';

/** An entry with what it takes to name it. */
export type Sent = {
  readonly record: string;
  readonly entry: Pick<RecordEntry, 'seq' | 'at' | 'hash'>;
  readonly kind: string;
  /** null: none that this version can read. */
  readonly body: EntryBody | null;
  /** The call that the entry is about; null when it is about none, or its entry is gone. */
  readonly subject: Subject | null;
  /** The folder that `~` stands for. */
  readonly home: string;
};

/** Who refused a call, in the words of the filter `by:`. */
function refusedBy(refusal: Of<'refusal'>['refusal']): string {
  return refusal.code === 'denied-by-user' ? 'you' : refuser(refusal);
}

function server({ name }: { readonly name: string }): Attribute {
  return text('remit.server', name);
}

type Of<K extends EntryBody['kind']> = Extract<EntryBody, { kind: K }>;
type OfCall = Of<
  'call' | 'reading' | 'prompt' | 'decision' | 'covered' | 'refusal' | 'outcome' | 'pass' | 'resumed'
>;
type OfAuthority = Of<'grant' | 'extension' | 'extension-end' | 'revocation' | 'scope'>;
type OfServer = Of<'definition' | 'profile' | 'session' | 'session-end' | 'server' | 'coverage'>;
type OfRecord = Of<'pause' | 'start' | 'stop' | 'setting' | 'begin' | 'checkpoint' | 'prune'>;

/** An entry about a call. */
function ofCall(body: OfCall, subject: Subject | null, home: string): Log {
  const what = subjectWords(subject);
  switch (body.kind) {
    case 'call':
    case 'reading':
      return callLog(body, subject, home);
    case 'prompt':
      return [`${what}: the user was asked`];
    case 'decision': {
      const by = body.answer.kind === 'not-now' ? 'timeout' : 'you';
      return [
        `${what}: the answer was ${body.answer.kind}`,
        [text('remit.answer', body.answer.kind), text('remit.decided_by', by)],
      ];
    }
    case 'covered':
      return [
        `${what}: came inside what is granted`,
        [text('remit.decided_by', 'grant'), ...texts('remit.grants', body.grants)],
      ];
    case 'refusal': {
      const { refusal, session } = body;
      const known = [text('remit.refusal', refusal.code), text('remit.decided_by', refusedBy(refusal))];
      const at = session === null ? [] : [text('remit.session', session)];
      const named = subject !== null || body.server === null ? [] : [text('remit.server', body.server)];
      return [`${what}: refused (${refusal.code})`, [...known, ...at, ...named]];
    }
    case 'outcome':
      return outcomeLog(body, what);
    case 'pass':
      return [`${what}: passes once when its agent calls again`];
    case 'resumed':
      return [`${what}: sent on when its agent called again`, [text('remit.session', body.session)]];
    default:
      return assertNever(body);
  }
}

/** An entry about what is granted. Neither words nor extent go out: they may hold what an argument said. */
function ofAuthority(body: OfAuthority): Log {
  switch (body.kind) {
    case 'grant':
      return [
        'authority was granted',
        [text('remit.grant', body.grant.id), text('remit.lifetime', body.grant.lifetime.kind)],
      ];
    case 'extension':
      return [
        'the user was asked whether to extend authority',
        [text('remit.grant', body.of), text('remit.lifetime', body.grant.lifetime.kind)],
      ];
    case 'extension-end':
      return ['the user was asked to extend authority', [text('remit.answer', body.how)]];
    case 'revocation':
      return ['authority was revoked', [text('remit.grant', body.grant)]];
    case 'scope':
      return [
        'a scope file came into force',
        [
          text('remit.scope_sha256', body.sha256),
          ...texts(
            'remit.grants',
            body.grants.map(({ id }) => id),
          ),
        ],
      ];
    default:
      return assertNever(body);
  }
}

/** An entry about servers and their connections. */
function ofServer(body: OfServer): Log {
  switch (body.kind) {
    case 'definition':
      return [
        `the definition of ${body.server.name}.${body.tool}: ${body.standing}`,
        [server(body.server), text('remit.tool', body.tool), text('remit.definition', body.hash)],
      ];
    case 'profile':
      return [
        `the reading of ${body.server.name}.${body.tool} was corrected`,
        [server(body.server), text('remit.tool', body.tool), text('remit.argument', body.pointer)],
      ];
    case 'session':
      return [
        `${body.agent.name} connected to ${body.server.name}`,
        [text('remit.session', body.session), text('remit.agent', body.agent.name), server(body.server)],
      ];
    case 'session-end':
      return ['a connection ended', [text('remit.session', body.session)]];
    case 'server':
      return [`the server ${body.server} ${body.change}`, [text('remit.server', body.server)]];
    case 'coverage':
      return [
        `the coverage of ${body.agent} changed: ${body.change}`,
        [text('remit.agent', body.agent), text('remit.path', body.path), text('remit.entry', body.name)],
      ];
    default:
      return assertNever(body);
  }
}

/** An entry about the record and the run. What is signed goes out whole: whoever has it can tell a forged record. */
function ofRecord(body: OfRecord): Log {
  switch (body.kind) {
    case 'pause':
      return [body.on ? 'everything was paused' : 'the pause ended'];
    case 'start':
      return [`Remit ${body.version} started`, [text('remit.mode', body.mode)]];
    case 'stop':
      return ['Remit stopped'];
    case 'setting':
      return [`the setting ${body.setting.name} was changed`, [text('remit.setting', body.setting.name)]];
    case 'begin':
      return ['a record began', [text('remit.public_key', body.publicKey)]];
    case 'checkpoint':
      return ['the record was signed', signed(body)];
    case 'prune':
      return [
        `entries up to ${body.seq} were removed: ${body.why}`,
        [text('remit.public_key', body.publicKey), ...signed(body)],
      ];
    default:
      return assertNever(body);
  }
}

function signed(proof: {
  readonly seq: number;
  readonly hash: string;
  readonly signature: string;
}): readonly Attribute[] {
  return [
    whole('remit.signed_seq', proof.seq),
    text('remit.signed_hash', proof.hash),
    text('remit.signature', proof.signature),
  ];
}

function logOf(body: EntryBody, subject: Subject | null, home: string): Log {
  switch (body.kind) {
    case 'call':
    case 'reading':
    case 'prompt':
    case 'decision':
    case 'covered':
    case 'refusal':
    case 'outcome':
    case 'pass':
    case 'resumed':
      return ofCall(body, subject, home);
    case 'grant':
    case 'extension':
    case 'extension-end':
    case 'revocation':
    case 'scope':
      return ofAuthority(body);
    case 'definition':
    case 'profile':
    case 'session':
    case 'session-end':
    case 'server':
    case 'coverage':
      return ofServer(body);
    case 'pause':
    case 'start':
    case 'stop':
    case 'setting':
    case 'begin':
    case 'checkpoint':
    case 'prune':
      return ofRecord(body);
    default:
      return assertNever(body);
  }
}

function subjectAttributes({ agent, server: name, tool }: Subject): readonly Attribute[] {
  return [text('remit.agent', agent), text('remit.server', name), text('remit.tool', tool)];
}

/** The one log record of an entry. */
export function entryLog({ record, entry, kind, body, subject, home }: Sent): LogRecord {
  const [sentence, more = []]: Log =
    body === null
      ? ['an entry of a kind that this version of Remit doesn’t know']
      : logOf(body, subject, home);
  const call = body !== null && 'call' in body && body.call !== null ? [text('remit.call', body.call)] : [];
  return logRecord({
    at: entry.at,
    severity: kind === 'refusal' ? 'WARN' : 'INFO',
    sentence,
    attributes: [
      text('remit.record', record),
      whole('remit.seq', entry.seq),
      text('remit.hash', entry.hash),
      text('remit.kind', kind),
      ...call,
      ...(subject === null ? [] : subjectAttributes(subject)),
      ...more,
    ],
  });
}
