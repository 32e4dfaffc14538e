// What the broker hands over for judgement, and what it gets back.

import type { Agent, Call, ServerRef } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { CallId, SessionId, TaskId } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { ToolDefinition } from './tool-pins.ts';

/** What the broker knows of a call when it asks for judgement. */
export type Subject = {
  readonly session: SessionId;
  readonly agent: Agent;
  readonly server: ServerRef;
  readonly serverCommand: string;
  readonly tool: string;
  readonly args: JsonObject;
  readonly argsText: string;
  readonly place: Place;
  readonly task: TaskId | null;
  /** A hook asks about what its agent will do; a call goes on when it is allowed. What one was allowed, the other can't use. */
  readonly via: 'call' | 'hook';
  /** The tool's definition as it stands now; asked again before an approved call is sent on. Null: the server lists no such tool. */
  readonly definition: () => ToolDefinition | 'ambiguous' | null;
};

export type Ruling =
  /** `as` is the call as it was judged. */
  | { readonly kind: 'forward'; readonly call: CallId; readonly as: Call }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** A caller's hold on a call that is being judged: the caller may give up at any moment. */
export class Ticket {
  withdrawn = false;
  /** Nobody waits just now: the caller has been told to call again. */
  away = false;
  /** How often authority had been taken back in this run when the question was answered. */
  withdrawals = 0;
  /** Set while the call waits for the user. */
  onWithdraw: (() => void) | null = null;
  /** Why it was withdrawn. */
  refusal: Refusal = {
    code: 'withdrawn',
    reason: 'the agent withdrew the call before it was answered',
  };

  withdraw(refusal: Refusal = this.refusal): void {
    this.refusal = refusal;
    this.withdrawn = true;
    this.onWithdraw?.();
  }
}
