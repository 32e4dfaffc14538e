// What a call that was allowed still passes with when its caller had been told to call again. In this run whoever told the caller knows;
// after a restart the record does. A pass is used up in the record before anything is sent for it, so it can't be used twice.

import type { Call } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { CallId, ServerName, SessionId } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { canonicalText } from '../../shared/core/canonical-text.ts';
import { resumedEntry } from './call-entries.ts';
import type { Ruling, Subject } from './judged-subject.ts';
import { newCallId } from './new-call-id.ts';
import { keyedHash } from './redact-entry.ts';
import type { RecordReader } from './record-reading.ts';
import type { RecordedPass } from './record-state.ts';
import type { RulingWriter } from './ruling-writer.ts';
import type { SubjectReader } from './subject-reader.ts';

/** For so long after the user's answer the identical call passes, in ms. */
export const PASS_MS = 600_000;

export const NOT_REPEATED: Refusal = {
  code: 'withdrawn',
  reason: 'the agent did not call again within ten minutes after the user had answered; nothing was sent',
};
export const TAKEN_BACK: Refusal = {
  code: 'withdrawn',
  reason: 'authority was taken back before the agent called again; nothing was sent',
};
const CHANGED: Refusal = {
  code: 'withdrawn',
  reason: 'what it touches had changed when the agent called again; nothing was sent',
};

export type CallPassesPorts = {
  readonly now: () => Date;
  /** Hex hash of a text under the record's key. */
  readonly keyed: (text: string) => string;
  readonly record: Pick<RecordReader, 'passes'>;
  readonly reader: SubjectReader;
  readonly rulings: RulingWriter;
  readonly isPaused: () => boolean;
};

export class CallPasses {
  readonly #ports: CallPassesPorts;
  /** Those of earlier runs. */
  readonly #recorded: Map<CallId, RecordedPass>;

  constructor(ports: CallPassesPorts) {
    this.#ports = ports;
    this.#recorded = new Map(ports.record.passes());
  }

  /** The entry that stands beside the user's yes when the caller isn't there to hear it. */
  entry(call: Call, subject: Subject): EntryBody {
    return { kind: 'pass', call: call.id, digest: keyedHash(sameCallText(call, subject), this.#ports.keyed) };
  }

  /**
   * Sends a call on for an agent that has called again with `subject`: once that is in the record. Null, and the call is over, when it
   * isn't what was allowed any more: then it has to be judged anew. The caller sees to it that each call is asked for once.
   */
  async resume(allowed: Call, subject: Subject, by: 'repeat' | 'continuation'): Promise<Ruling | null> {
    const { isPaused, reader } = this.#ports;
    if (!isPaused() && (await reader.fits(allowed, subject))) return this.#resumed(allowed, subject, by);
    if (by === 'repeat') await this.end(allowed.id, allowed, isPaused() ? TAKEN_BACK : CHANGED);
    return null;
  }

  /** The same for a call that was allowed in an earlier run. */
  async recall(subject: Subject): Promise<Ruling | null> {
    if (this.#recorded.size === 0) return null;
    const { isPaused, keyed, now, reader } = this.#ports;
    await reader.load(subject);
    const call = reader.normalise(newCallId(now()), subject);
    const digest = keyedHash(sameCallText(call, subject), keyed);
    for (const [id, pass] of this.#recorded) {
      if (pass.digest !== digest || isPaused() || !this.isFresh(id)) continue;
      this.#recorded.delete(id);
      return this.#resumed({ ...call, id }, subject, 'repeat');
    }
    return null;
  }

  /** Whether a call of an earlier run may still pass. */
  isFresh(id: CallId): boolean {
    const pass = this.#recorded.get(id);
    if (pass === undefined) return false;
    const age = this.#ports.now().getTime() - Date.parse(pass.at);
    // With a clock that was set back nobody knows how old it is.
    return age >= 0 && age < PASS_MS;
  }

  /** What is left of earlier runs is over. */
  endRecorded(refusal: Refusal): void {
    const ids = [...this.#recorded.keys()];
    this.#recorded.clear();
    for (const id of ids) void this.end(id, null, refusal);
  }

  /** A call that was allowed is over without having been sent. */
  async end(call: CallId, about: Pick<Call, 'session' | 'server'> | null, refusal: Refusal): Promise<void> {
    const session: SessionId | null = about?.session ?? null;
    const server: ServerName | null = about?.server.name ?? null;
    await this.#ports.rulings.refuse(refusal, { call, session, server }, null);
  }

  async #resumed(call: Call, subject: Subject, by: 'repeat' | 'continuation'): Promise<Ruling> {
    const { rulings } = this.#ports;
    const problem = await rulings.write([resumedEntry(call.id, subject, by)]);
    if (problem !== null) return problem;
    rulings.tell('resumed', call, '');
    return { kind: 'forward', call: call.id, as: call };
  }
}

/** Equal for two calls of one agent that do the same, in this run or the next; the arguments in whatever order. */
function sameCallText(
  { server, tool, definition, args, reaches }: Call,
  { agent, via, place }: Subject,
): string {
  const known = definition.kind === 'listed' ? definition.hash : 'unlisted';
  const who = [via, agent.name, agent.process?.executable ?? ''];
  const touched = reaches.map((reach) => JSON.stringify(reach)).toSorted();
  return JSON.stringify([who, place.cwd, server.identity, tool, known, canonicalText(args), touched]);
}
