// What the record holds of a call that is judged.

import type { Call } from '../../shared/contract/call.ts';
import type { CallId } from '../../shared/contract/ids.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { excerpt } from './excerpt.ts';
import type { Subject } from './judged-subject.ts';

/** Of the arguments this much is kept, in bytes. */
const KEPT_ARGS = 65_536;

/** The intent: it is in the record before the call leaves Remit. */
export function callEntry(call: Call, verdict: Verdict): EntryBody {
  const { session, task, agent, server, tool, digest, definition, reaches } = call;
  const args = excerpt(call.argsText, KEPT_ARGS, call.argsSha256);
  return {
    kind: 'call',
    call: call.id,
    session,
    task,
    agent,
    server,
    tool,
    digest,
    definition,
    args,
    reaches,
    verdict,
  };
}

/** What a call that was judged before is found to be now. */
export function readingEntry({ id, reaches }: Call, verdict: Verdict): EntryBody {
  return { kind: 'reading', call: id, reaches, verdict };
}

/** The intent of sending a call on for an agent that has called again. */
export function resumedEntry(call: CallId, subject: Subject, by: 'repeat' | 'continuation'): EntryBody {
  const { session, server, argsText } = subject;
  return { kind: 'resumed', call, session, server: server.name, args: excerpt(argsText, KEPT_ARGS), by };
}

export function refusalEntry(call: Call, refusal: Refusal): EntryBody {
  const { id, session, server } = call;
  return { kind: 'refusal', call: id, session, server: server.name, refusal, message: null };
}
