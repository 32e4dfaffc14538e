import { z } from 'zod';
import { agentSchema } from './call.ts';
import { callIdSchema, instantSchema, requestIdSchema, serverNameSchema, sha256Schema } from './ids.ts';

/** The rungs of the ladder, narrow to wide. Which of them a question offers depends on the call. */
export const rungKindSchema = z.enum(['call', 'file', 'folder', 'tool']);
export type RungKind = z.infer<typeof rungKindSchema>;

/** One rung as shown: a short label and the exact sentence of what it adds. */
export const rungSchema = z
  .strictObject({ kind: rungKindSchema, label: z.string(), words: z.string() })
  .readonly();
export type Rung = z.infer<typeof rungSchema>;

export const lifetimeChoiceSchema = z.enum(['session', 'hour', 'always']);
export type LifetimeChoice = z.infer<typeof lifetimeChoiceSchema>;

/** One excess in words: "you granted ... / it asks ... / exceeds by ...". */
export const excessWordsSchema = z
  .strictObject({ granted: z.string(), asks: z.string(), exceeds: z.string(), pointer: z.string() })
  .readonly();
export type ExcessWords = z.infer<typeof excessWordsSchema>;

/**
 * One question to the user, as data: everything the prompt shows, computed by the broker. `digest` is the SHA-256 over the
 * canonical JSON of all other fields, and comes back with the decision, so that an answer holds for what was on the screen only.
 * `sentence` is Remit's; `claims` is what the agent or the server says and stands apart.
 */
export const approvalRequestSchema = z
  .strictObject({
    id: requestIdSchema,
    call: callIdSchema,
    at: instantSchema,
    agent: agentSchema,
    server: z.strictObject({ name: serverNameSchema, command: z.string() }).readonly(),
    tool: z.string(),
    sentence: z
      .strictObject({ who: z.string(), verb: z.string(), what: z.string(), how: z.string() })
      .readonly(),
    excess: z.array(excessWordsSchema).readonly(),
    /** The arguments as pretty JSON text. `complete` is false when they are too large to show whole: then only "once" is offered. */
    args: z.strictObject({ text: z.string(), complete: z.boolean(), bytes: z.number().int() }).readonly(),
    claims: z.strictObject({ description: z.string() }).readonly().nullable(),
    rungs: z.array(rungSchema).readonly(),
    digest: sha256Schema,
  })
  .readonly();
export type ApprovalRequest = z.infer<typeof approvalRequestSchema>;

/** The user's answer. `not-now` refuses this call once and makes no rule. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deny'), reason: z.string().max(2000) }).readonly(),
  z.strictObject({ kind: z.literal('not-now') }).readonly(),
  z.strictObject({ kind: z.literal('allow-once') }).readonly(),
  z
    .strictObject({ kind: z.literal('remember'), rung: rungKindSchema, lifetime: lifetimeChoiceSchema })
    .readonly(),
]);
export type Answer = z.infer<typeof answerSchema>;

/** An answer with what it answers: the broker honours it only when both the id and the digest are those of a waiting question. */
export const decisionSchema = z
  .strictObject({ request: requestIdSchema, digest: sha256Schema, answer: answerSchema })
  .readonly();
export type Decision = z.infer<typeof decisionSchema>;
