// What the endpoint says in its own name more than once.

import type { Refusal } from '../../shared/contract/errors.ts';
import { plainError } from './http-exchange.ts';

/** As servers answer for a session that they don't know: the client begins another. */
export const SESSION_UNKNOWN = plainError('Session not found', -32001);

/** For a stream that is taken up again after an event which the agent was never given, or not lately. */
export const EVENT_UNKNOWN = plainError('Event not found: begin anew', -32001);

export const SESSION_OVER: Refusal = {
  code: 'withdrawn',
  reason: 'its session ended before it was answered, and nothing was sent: call again in a new one',
};

export function invalid(problem: string): Refusal {
  return { code: 'invalid-message', reason: `the message is refused: ${problem}` };
}

export function oversized(reason: string): Refusal {
  return { code: 'oversized-message', reason };
}
