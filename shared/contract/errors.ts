import { z } from 'zod';

/**
 * Why a call did not go through. The codes are stable: they stand in the record and in what the agent reads.
 * `still-waiting` is told and never recorded: the call isn't over.
 * Local failures and the user's or a grant's refusal are different codes, so that trouble inside Remit is never reported as the user's will.
 */
export const refusalCodeSchema = z.enum([
  'denied-by-user',
  'not-now',
  'still-waiting',
  'denied-by-grant',
  'unattended',
  'paused',
  'withdrawn',
  'prompt-lost',
  'stopping',
  'invalid-message',
  'oversized-message',
  'unknown-server',
  'unknown-agent',
  'server-not-started',
  'server-ended',
  'tools-unavailable',
  'record-unwritable',
  'record-unverified',
  'judging-failed',
  'canary',
]);

/** A refusal: `reason` is one sentence for a person and for the agent, naming the thing at fault and what to do. */
export const refusalSchema = z
  .strictObject({ code: refusalCodeSchema, reason: z.string().min(1) })
  .readonly();
export type Refusal = z.infer<typeof refusalSchema>;
