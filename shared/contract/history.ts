import { z } from 'zod';
import { agentSchema, serverRefSchema } from './call.ts';
import { reachSchema } from './reach.ts';
import { callIdSchema, instantSchema, sessionIdSchema } from './ids.ts';
import { excerptSchema } from './record-entry.ts';
import { answerSchema, excessWordsSchema } from './request.ts';
import { grantSchema } from './scope.ts';
import { refusalSchema } from './errors.ts';
import { verdictSchema } from './verdict.ts';

/**
 * How a call stands, read from the record. `inside`: a grant let it through; `allowed`: the user did; `waiting`: nobody has
 * answered yet; `refused`: it was not sent on.
 */
export const standingSchema = z.enum(['inside', 'allowed', 'waiting', 'refused']);
export type Standing = z.infer<typeof standingSchema>;

/** One line of History. `touched` are the things that the call touches, in words; `why` names the grant or the decision. */
export const callRowSchema = z
  .strictObject({
    call: callIdSchema,
    seq: z.number().int(),
    at: instantSchema,
    agent: z.string(),
    server: z.string(),
    tool: z.string(),
    touched: z.array(z.string()).readonly(),
    standing: standingSchema,
    why: z.string(),
    outcome: z.enum(['ok', 'tool-error', 'protocol-error', 'cancelled', 'lost', 'handed', 'running', 'none']),
    durationMs: z.number().nullable(),
  })
  .readonly();
export type CallRow = z.infer<typeof callRowSchema>;

/** A call with all that the record says of it: the chain call → grant → decision. */
export const callDetailSchema = z
  .strictObject({
    row: callRowSchema,
    agent: agentSchema,
    server: serverRefSchema,
    session: sessionIdSchema,
    args: excerptSchema,
    reaches: z.array(reachSchema).readonly(),
    verdict: verdictSchema,
    excess: z.array(excessWordsSchema).readonly(),
    grants: z
      .array(
        z
          .strictObject({
            grant: grantSchema,
            at: instantSchema,
            seq: z.number().int(),
            /** The call whose prompt made this grant, when an answer did. */
            from: callIdSchema.nullable(),
            revokedAt: instantSchema.nullable(),
          })
          .readonly(),
      )
      .readonly(),
    decision: z
      .strictObject({ at: instantSchema, seq: z.number().int(), answer: answerSchema })
      .readonly()
      .nullable(),
    refusal: refusalSchema.nullable(),
    result: excerptSchema.nullable(),
  })
  .readonly();
export type CallDetail = z.infer<typeof callDetailSchema>;

/** One line of Authority. `origin` is the call whose prompt made the grant; null for a scope file. */
export const grantRowSchema = z
  .strictObject({
    grant: grantSchema,
    since: instantSchema,
    origin: callIdSchema.nullable(),
    uses: z.number().int(),
    lastUsed: instantSchema.nullable(),
    /** Why it covers nothing just now, or null when it is in force. */
    suspended: z.string().nullable(),
  })
  .readonly();
export type GrantRow = z.infer<typeof grantRowSchema>;

export const historyQuerySchema = z
  .strictObject({
    /** Rows older than this sequence number; null starts at the newest. */
    before: z.number().int().nullable(),
    limit: z.number().int().min(1).max(500),
  })
  .readonly();
export type HistoryQuery = z.infer<typeof historyQuerySchema>;

export const historyPageSchema = z
  .strictObject({ rows: z.array(callRowSchema).readonly(), more: z.boolean() })
  .readonly();
export type HistoryPage = z.infer<typeof historyPageSchema>;

/** A registered server as the window lists it. */
export const serverRowSchema = z
  .strictObject({ name: z.string(), command: z.string(), connections: z.number().int() })
  .readonly();
