import { z } from 'zod';
import {
  agentIdSchema,
  agentsViewSchema,
  proofSchema,
  protectDoneSchema,
  protectOrderSchema,
  protectPlanSchema,
} from './agents.ts';
import {
  authorityRowSchema,
  extensionSchema,
  grantChangeSchema,
  grantDetailSchema,
  grantTrialSchema,
  suggestionSchema,
} from './authority.ts';
import {
  callDetailSchema,
  groupsPageSchema,
  groupsQuerySchema,
  historyPageSchema,
  historyQuerySchema,
  historySummarySchema,
  historyValuesQuerySchema,
  historyValuesSchema,
  reachMapQuerySchema,
  reachMapSchema,
  summaryQuerySchema,
} from './history.ts';
import { exportDoneSchema, exportOrderSchema } from './history-export.ts';
import { callIdSchema, grantIdSchema, sha256Schema } from './ids.ts';
import { retentionPreviewSchema, retentionSchema, settingSchema } from './record-setting.ts';
import { correctionSchema, promptDecisionSchema, waitingQuestionsSchema } from './request.ts';
import { brokerSnapshotSchema } from './snapshot.ts';

/**
 * Messages over the port between the main process and the broker. The port is the only way in which a decision reaches the
 * broker; neither the socket nor a file can carry one.
 */
export const toBrokerSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('decide'), ask: z.number().int(), decision: promptDecisionSchema })
    .readonly(),
  z
    .strictObject({ kind: z.literal('correct'), ask: z.number().int(), correction: correctionSchema })
    .readonly(),
  z.strictObject({ kind: z.literal('authority'), ask: z.number().int() }).readonly(),
  z.strictObject({ kind: z.literal('grant-detail'), ask: z.number().int(), grant: grantIdSchema }).readonly(),
  z
    .strictObject({ kind: z.literal('try-change'), ask: z.number().int(), change: grantChangeSchema })
    .readonly(),
  z
    .strictObject({ kind: z.literal('apply-change'), ask: z.number().int(), change: grantChangeSchema })
    .readonly(),
  /** Asks the user, in the prompt, whether a grant is to be extended. It gives nothing by itself. */
  z
    .strictObject({
      kind: z.literal('propose-extension'),
      ask: z.number().int(),
      extension: extensionSchema,
    })
    .readonly(),
  z.strictObject({ kind: z.literal('suggestions'), ask: z.number().int() }).readonly(),
  /** What of each agent on this machine is guarded. */
  z.strictObject({ kind: z.literal('agents'), ask: z.number().int() }).readonly(),
  z
    .strictObject({ kind: z.literal('protect-plan'), ask: z.number().int(), order: protectOrderSchema })
    .readonly(),
  /** Does what a plan showed, or nothing when that would be something else by now. */
  z
    .strictObject({
      kind: z.literal('protect-apply'),
      ask: z.number().int(),
      order: protectOrderSchema,
      digest: sha256Schema,
    })
    .readonly(),
  z.strictObject({ kind: z.literal('prove'), ask: z.number().int(), agent: agentIdSchema }).readonly(),
  /** The files of this project are looked at from now on, or no longer. */
  z
    .strictObject({
      kind: z.literal('project'),
      ask: z.number().int(),
      folder: z.string().min(1),
      on: z.boolean(),
    })
    .readonly(),
  /** The user has seen the finding and leaves it so. */
  z.strictObject({ kind: z.literal('leave-finding'), ask: z.number().int(), id: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('pause'), on: z.boolean() }).readonly(),
  z.strictObject({ kind: z.literal('history'), ask: z.number().int(), query: historyQuerySchema }).readonly(),
  z.strictObject({ kind: z.literal('summary'), ask: z.number().int(), query: summaryQuerySchema }).readonly(),
  z.strictObject({ kind: z.literal('groups'), ask: z.number().int(), query: groupsQuerySchema }).readonly(),
  z
    .strictObject({ kind: z.literal('reach-map'), ask: z.number().int(), query: reachMapQuerySchema })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('history-values'),
      ask: z.number().int(),
      query: historyValuesQuerySchema,
    })
    .readonly(),
  z.strictObject({ kind: z.literal('detail'), ask: z.number().int(), call: callIdSchema }).readonly(),
  z.strictObject({ kind: z.literal('export'), ask: z.number().int(), order: exportOrderSchema }).readonly(),
  /**
   * The user pressed Try it: register the server `try-it` for this run only, and let it read in `folder` for an hour.
   * It is the one grant that comes from a button that names its extent instead of from a prompt.
   */
  z
    .strictObject({
      kind: z.literal('try-it'),
      ask: z.number().int(),
      folder: z.string(),
      command: z.string(),
      args: z.array(z.string()).readonly(),
    })
    .readonly(),
  /** The user chose something about the record. */
  z
    .strictObject({ kind: z.literal('set-setting'), ask: z.number().int(), setting: settingSchema })
    .readonly(),
  z
    .strictObject({ kind: z.literal('retention-preview'), ask: z.number().int(), retention: retentionSchema })
    .readonly(),
  /** The user gives up a record that doesn't verify: it is moved aside and a new one begins, which says `why`. */
  z
    .strictObject({ kind: z.literal('begin-record'), ask: z.number().int(), why: z.string().max(1000) })
    .readonly(),
  /** The window that shows prompts is gone: whatever waits is refused. */
  z.strictObject({ kind: z.literal('prompt-lost') }).readonly(),
  z.strictObject({ kind: z.literal('stop') }).readonly(),
]);
export type ToBroker = z.infer<typeof toBrokerSchema>;

export const fromBrokerSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('decided'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  z
    .strictObject({ kind: z.literal('corrected'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  /** What was asked can't be answered; the broker goes on. */
  z.strictObject({ kind: z.literal('unanswered'), ask: z.number().int(), problem: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('ready'), socket: z.string() }).readonly(),
  /** The broker can't serve and will end: `problem` names the thing at fault and the remedy. */
  z.strictObject({ kind: z.literal('failed'), problem: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('snapshot'), snapshot: brokerSnapshotSchema }).readonly(),
  /** Sent whenever the queue changes, or who is put off. */
  z.strictObject({ kind: z.literal('waiting'), questions: waitingQuestionsSchema }).readonly(),
  /** One line for a terminal: what was asked, allowed, refused, recorded. */
  z.strictObject({ kind: z.literal('told'), line: z.string() }).readonly(),
  z
    .strictObject({
      kind: z.literal('authority'),
      ask: z.number().int(),
      rows: z.array(authorityRowSchema).readonly(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('grant-detail'),
      ask: z.number().int(),
      detail: grantDetailSchema.nullable(),
    })
    .readonly(),
  /** Either of the two is null. */
  z
    .strictObject({
      kind: z.literal('tried'),
      ask: z.number().int(),
      trial: grantTrialSchema.nullable(),
      problem: z.string().nullable(),
    })
    .readonly(),
  z
    .strictObject({ kind: z.literal('changed'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  /** `problem` says why the user isn't asked. */
  z
    .strictObject({ kind: z.literal('proposed'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('suggestions'),
      ask: z.number().int(),
      suggestions: z.array(suggestionSchema).readonly(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('agents'), ask: z.number().int(), view: agentsViewSchema }).readonly(),
  z.strictObject({ kind: z.literal('planned'), ask: z.number().int(), plan: protectPlanSchema }).readonly(),
  z.strictObject({ kind: z.literal('protected'), ask: z.number().int(), done: protectDoneSchema }).readonly(),
  z
    .strictObject({
      kind: z.literal('proved'),
      ask: z.number().int(),
      proofs: z.array(proofSchema).readonly(),
    })
    .readonly(),
  /** A choice about agents and projects was taken; null, or why not. */
  z
    .strictObject({ kind: z.literal('chosen'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  z
    .strictObject({ kind: z.literal('setting-set'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('retention-preview'),
      ask: z.number().int(),
      preview: retentionPreviewSchema,
    })
    .readonly(),
  /** `aside` is the folder that holds the record that was moved. The broker goes on with the new one. */
  z
    .strictObject({
      kind: z.literal('record-begun'),
      ask: z.number().int(),
      aside: z.string().nullable(),
      problem: z.string().nullable(),
    })
    .readonly(),
  z
    .strictObject({ kind: z.literal('try-it'), ask: z.number().int(), problem: z.string().nullable() })
    .readonly(),
  z.strictObject({ kind: z.literal('history'), ask: z.number().int(), page: historyPageSchema }).readonly(),
  z
    .strictObject({ kind: z.literal('summary'), ask: z.number().int(), summary: historySummarySchema })
    .readonly(),
  z.strictObject({ kind: z.literal('groups'), ask: z.number().int(), page: groupsPageSchema }).readonly(),
  z.strictObject({ kind: z.literal('reach-map'), ask: z.number().int(), map: reachMapSchema }).readonly(),
  z
    .strictObject({ kind: z.literal('history-values'), ask: z.number().int(), values: historyValuesSchema })
    .readonly(),
  z.strictObject({ kind: z.literal('exported'), ask: z.number().int(), done: exportDoneSchema }).readonly(),
  z
    .strictObject({ kind: z.literal('detail'), ask: z.number().int(), detail: callDetailSchema.nullable() })
    .readonly(),
]);
export type FromBroker = z.infer<typeof fromBrokerSchema>;
