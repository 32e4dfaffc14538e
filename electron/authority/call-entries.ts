// What the record holds of a call that is judged.

import type { Call } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { excerpt } from './excerpt.ts';

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

export function refusalEntry(call: Call, refusal: Refusal): EntryBody {
  const { id, session, server } = call;
  return { kind: 'refusal', call: id, session, server: server.name, refusal, message: null };
}
