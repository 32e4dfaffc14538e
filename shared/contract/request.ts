import { z } from 'zod';
import { agentSchema } from './call.ts';
import { argumentReadingSchema, argumentRoleSchema } from './tool-profile.ts';
import {
  callIdSchema,
  grantIdSchema,
  instantSchema,
  requestIdSchema,
  serverNameSchema,
  sha256Schema,
} from './ids.ts';
import { granteeSchema } from './scope.ts';

/**
 * One rung of a ladder, as shown: a short label, the exact sentence of what it adds, and how many of the past calls of this tool it would
 * have covered. `id` names it in an answer. One that `settles` answers every excess of the question: it is chosen alone. One that is
 * `wide` is never chosen beforehand.
 */
export const rungSchema = z
  .strictObject({
    id: z.string().regex(/^\d+\.[a-z-]+$/),
    label: z.string(),
    words: z.string(),
    past: z.strictObject({ covered: z.number().int(), of: z.number().int() }).readonly(),
    settles: z.boolean(),
    wide: z.boolean(),
  })
  .readonly();
export type Rung = z.infer<typeof rungSchema>;

export const lifetimeChoiceSchema = z.enum(['session', 'task', 'hour', 'always']);
export type LifetimeChoice = z.infer<typeof lifetimeChoiceSchema>;

/**
 * One excess in words: "you granted ... / it asks ... / exceeds by ...", with what may be remembered about it, narrow to wide.
 * `answeredBy` is the place in the list of the excess whose rungs answer this one, too; null: its own rungs do. Without either it can only
 * be allowed once.
 */
export const excessWordsSchema = z
  .strictObject({
    granted: z.string(),
    asks: z.string(),
    exceeds: z.string(),
    pointer: z.string(),
    rungs: z.array(rungSchema).readonly(),
    answeredBy: z.number().int().nonnegative().nullable(),
  })
  .readonly();
export type ExcessWords = z.infer<typeof excessWordsSchema>;

/** One simple command of a line, as it stands there, and whether what is held covers it; `why` says what kept it out. */
export const commandMarkSchema = z
  .strictObject({
    pointer: z.string(),
    text: z.string(),
    standing: z.enum(['inside', 'outside']),
    why: z.string(),
  })
  .readonly();
export type CommandMark = z.infer<typeof commandMarkSchema>;

/**
 * One question to the user about a call, as data: everything the prompt shows, computed by the broker. `digest` is the SHA-256 over the
 * canonical JSON of all other fields, and comes back with the decision, so that an answer holds for what was on the screen only.
 * `sentence` is Remit's; `claims` is what the agent or the server says and stands apart.
 */
export const approvalRequestSchema = z
  .strictObject({
    kind: z.literal('call'),
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
    commands: z.array(commandMarkSchema).readonly(),
    /** How Remit reads the arguments, and where it has that from: what the user may correct. */
    readings: z.array(argumentReadingSchema).readonly(),
    /** Whether everything that exceeds may be remembered: what can't be shown whole, or can't be worked out, is allowed once only. */
    rememberable: z.boolean(),
    /** How long an answer may be remembered, shortest first. */
    lifetimes: z.array(lifetimeChoiceSchema).readonly(),
    /** The arguments as pretty JSON text. `complete` is false when they are too large to show whole: then only "once" is offered. */
    args: z.strictObject({ text: z.string(), complete: z.boolean(), bytes: z.number().int() }).readonly(),
    claims: z.strictObject({ description: z.string() }).readonly().nullable(),
    digest: sha256Schema,
  })
  .readonly();
export type ApprovalRequest = z.infer<typeof approvalRequestSchema>;

/** One point in which a grant would be more: what it is about, what was granted, what will be, and by how much that is more. */
export const extensionPointSchema = z
  .strictObject({ about: z.string(), granted: z.string(), will: z.string(), more: z.string() })
  .readonly();
export type ExtensionPoint = z.infer<typeof extensionPointSchema>;

/**
 * The question whether a grant is to hold longer or go further, which the user proposed in the app window. `words` is the whole sentence of
 * the grant as it would be; `counts` what becomes of what was used so far, null when nothing is counted. `digest` as above.
 */
export const extensionRequestSchema = z
  .strictObject({
    kind: z.literal('extension'),
    id: requestIdSchema,
    at: instantSchema,
    grant: grantIdSchema,
    agent: granteeSchema,
    sentence: z.strictObject({ who: z.string(), verb: z.string(), what: z.string() }).readonly(),
    points: z.array(extensionPointSchema).min(1).readonly(),
    counts: z.string().nullable(),
    words: z.string(),
    digest: sha256Schema,
  })
  .readonly();
export type ExtensionRequest = z.infer<typeof extensionRequestSchema>;

/** Any question that the prompt shows. */
export const promptRequestSchema = z.discriminatedUnion('kind', [
  approvalRequestSchema,
  extensionRequestSchema,
]);
export type PromptRequest = z.infer<typeof promptRequestSchema>;

/**
 * All waiting questions, oldest first, and of which the caller was told to call again: nobody waits for their answers just now. That comes and
 * goes while a question stands on the screen, and so is no part of it.
 */
export const waitingQuestionsSchema = z
  .strictObject({
    waiting: z.array(promptRequestSchema).readonly(),
    putOff: z.array(requestIdSchema).readonly(),
  })
  .readonly();
export type WaitingQuestions = z.infer<typeof waitingQuestionsSchema>;

/** The user's answer. `not-now` refuses this call once and makes no rule. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deny'), reason: z.string().max(2000) }).readonly(),
  z.strictObject({ kind: z.literal('not-now') }).readonly(),
  z.strictObject({ kind: z.literal('allow-once') }).readonly(),
  /** One rung for each excess that has rungs, in their order, or the one rung that settles them all. */
  z
    .strictObject({
      kind: z.literal('remember'),
      rungs: z.array(z.string()).min(1).readonly(),
      lifetime: lifetimeChoiceSchema,
    })
    .readonly(),
]);
export type Answer = z.infer<typeof answerSchema>;

/**
 * The user's correction of how one argument of the tool is read: it goes into the record, and the question is put anew. Like an answer it
 * is taken from the prompt alone, because it can widen what a grant covers.
 */
export const correctionSchema = z
  .strictObject({
    request: requestIdSchema,
    digest: sha256Schema,
    pointer: z.string(),
    role: argumentRoleSchema,
  })
  .readonly();
export type Correction = z.infer<typeof correctionSchema>;

/** An answer with what it answers: the broker honours it only when both the id and the digest are those of a waiting question. */
export const decisionSchema = z
  .strictObject({ request: requestIdSchema, digest: sha256Schema, answer: answerSchema })
  .readonly();
export type Decision = z.infer<typeof decisionSchema>;

/** The answer to any question of the prompt. `extend` puts the grant in force that was shown. */
const promptAnswerSchema = z.discriminatedUnion('kind', [
  ...answerSchema.options,
  z.strictObject({ kind: z.literal('extend') }).readonly(),
]);
export type PromptAnswer = z.infer<typeof promptAnswerSchema>;

/** What comes from the prompt's document: a decision about any of its questions, on the same terms. */
export const promptDecisionSchema = z
  .strictObject({ request: requestIdSchema, digest: sha256Schema, answer: promptAnswerSchema })
  .readonly();
export type PromptDecision = z.infer<typeof promptDecisionSchema>;
