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
import { exportQuerySchema, exportReplySchema } from './history-export.ts';
import { callIdSchema, grantIdSchema, sha256Schema } from './ids.ts';
import { correctionSchema, promptDecisionSchema, waitingQuestionsSchema } from './request.ts';
import { retentionPreviewSchema, retentionSchema, settingSchema } from './record-setting.ts';
import { savedFiltersReplySchema, savedFiltersSchema } from './saved-filter.ts';
import { snapshotSchema } from './snapshot.ts';

/** Which document may use a channel. Each has an origin and a preload of its own; main checks the sender's frame. */
export type Room = 'app' | 'approval';

const nothing = z.null();

/**
 * Renderer → main, with a reply. A channel belongs to one document; `decide` and `correct` to the
 * approval document alone.
 * No channel takes a grant: authority comes only from a decision about a question that is on the screen. `app:apply-change` makes it less,
 * and `app:propose-extension` only has the prompt ask.
 */
export const invokeChannels = {
  'app:snapshot': { room: 'app', payload: nothing, reply: snapshotSchema },
  'app:history': { room: 'app', payload: historyQuerySchema, reply: historyPageSchema },
  'app:summary': { room: 'app', payload: summaryQuerySchema, reply: historySummarySchema },
  'app:groups': { room: 'app', payload: groupsQuerySchema, reply: groupsPageSchema },
  'app:reach-map': { room: 'app', payload: reachMapQuerySchema, reply: reachMapSchema },
  /** The values of a filter's key that there are in the history, for completion. */
  'app:history-values': { room: 'app', payload: historyValuesQuerySchema, reply: historyValuesSchema },
  /** The user's named filters; `set` puts others in their place first. */
  'app:saved-filters': {
    room: 'app',
    payload: z.strictObject({ set: savedFiltersSchema.nullable() }).readonly(),
    reply: savedFiltersReplySchema,
  },
  'app:export': { room: 'app', payload: exportQuerySchema, reply: exportReplySchema },
  'app:detail': {
    room: 'app',
    payload: z.strictObject({ call: callIdSchema }).readonly(),
    reply: callDetailSchema.nullable(),
  },
  /** All that was ever granted, newest first. */
  'app:authority': { room: 'app', payload: nothing, reply: z.array(authorityRowSchema).readonly() },
  'app:grant-detail': {
    room: 'app',
    payload: z.strictObject({ grant: grantIdSchema }).readonly(),
    reply: grantDetailSchema.nullable(),
  },
  /** What a change would do to the calls of the past. It changes nothing. */
  'app:try-change': {
    room: 'app',
    payload: grantChangeSchema,
    reply: z.strictObject({ trial: grantTrialSchema.nullable(), problem: z.string().nullable() }).readonly(),
  },
  'app:apply-change': {
    room: 'app',
    payload: grantChangeSchema,
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  /** Has the prompt ask whether a grant is to be extended; `problem` says why it doesn't. */
  'app:propose-extension': {
    room: 'app',
    payload: extensionSchema,
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  'app:suggestions': { room: 'app', payload: nothing, reply: z.array(suggestionSchema).readonly() },
  /** A choice about the record. It gives no authority. */
  'app:set-setting': {
    room: 'app',
    payload: settingSchema,
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  'app:retention-preview': { room: 'app', payload: retentionSchema, reply: retentionPreviewSchema },
  /** Gives up a record that doesn't verify; `aside` is the folder that holds it then. */
  'app:begin-record': {
    room: 'app',
    payload: nothing,
    reply: z.strictObject({ aside: z.string().nullable(), problem: z.string().nullable() }).readonly(),
  },
  /** What of each agent on this machine is guarded. */
  'app:agents': { room: 'app', payload: nothing, reply: agentsViewSchema },
  /** What protecting or unprotecting would change. It changes nothing. */
  'app:protect-plan': { room: 'app', payload: protectOrderSchema, reply: protectPlanSchema },
  /** Makes the change that was shown. It gives no authority: what is protected asks. */
  'app:protect-apply': {
    room: 'app',
    payload: z.strictObject({ order: protectOrderSchema, digest: sha256Schema }).readonly(),
    reply: protectDoneSchema,
  },
  /** Makes calls that must be stopped, as the agent's files say. */
  'app:prove': {
    room: 'app',
    payload: z.strictObject({ agent: agentIdSchema }).readonly(),
    reply: z.array(proofSchema).readonly(),
  },
  /** Has the user pick the folder. */
  'app:add-project': {
    room: 'app',
    payload: nothing,
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  'app:remove-project': {
    room: 'app',
    payload: z.strictObject({ folder: z.string().min(1) }).readonly(),
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  'app:leave-finding': {
    room: 'app',
    payload: z.strictObject({ id: z.string() }).readonly(),
    reply: nothing,
  },
  'app:pause': { room: 'app', payload: z.strictObject({ on: z.boolean() }).readonly(), reply: nothing },
  'app:try-it': { room: 'app', payload: nothing, reply: nothing },
  /** Brings the prompt window to the front without answering anything. */
  'app:show-waiting': { room: 'app', payload: nothing, reply: nothing },
  'approval:current': {
    room: 'approval',
    payload: nothing,
    reply: waitingQuestionsSchema,
  },
  'approval:decide': {
    room: 'approval',
    payload: promptDecisionSchema,
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  /** How an argument of the question on the screen is to be read: taken on the same terms as an answer that allows. */
  'approval:correct': {
    room: 'approval',
    payload: correctionSchema,
    reply: z.strictObject({ problem: z.string().nullable() }).readonly(),
  },
  /** The height that the drawn question needs, in CSS pixels; the window takes it as far as the screen goes. */
  'approval:fit': {
    room: 'approval',
    payload: z.strictObject({ height: z.number().int().min(0).max(100_000) }).readonly(),
    reply: nothing,
  },
  /** The document has drawn this question whole; the arming delay runs from here. */
  'approval:shown': {
    room: 'approval',
    payload: promptDecisionSchema.unwrap().pick({ request: true, digest: true }).readonly(),
    reply: nothing,
  },
} as const satisfies Record<
  string,
  { readonly room: Room; readonly payload: z.ZodType; readonly reply: z.ZodType }
>;
export type InvokeChannel = keyof typeof invokeChannels;
export type InvokePayload<C extends InvokeChannel> = z.infer<(typeof invokeChannels)[C]['payload']>;
export type InvokeReply<C extends InvokeChannel> = z.infer<(typeof invokeChannels)[C]['reply']>;

/** Main → renderer. */
export const pushChannels = {
  'app:snapshot-changed': { room: 'app', payload: snapshotSchema },
  /** The user has followed a notice. */
  'app:show': { room: 'app', payload: z.strictObject({ view: z.literal('agents') }).readonly() },
  'approval:waiting': { room: 'approval', payload: waitingQuestionsSchema },
} as const satisfies Record<string, { readonly room: Room; readonly payload: z.ZodType }>;
export type PushChannel = keyof typeof pushChannels;
export type PushPayload<C extends PushChannel> = z.infer<(typeof pushChannels)[C]['payload']>;

/** An invoke's answer: thrown classes don't survive the crossing, so a failure travels as text. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Time in ms from the moment a question is drawn, changed or focused until an allowing answer is taken. */
export const ARMING_MS = 500;

/** What each preload exposes to its document. */
export type AppBridge = {
  readonly invoke: <C extends Extract<InvokeChannel, `app:${string}`>>(
    channel: C,
    payload: InvokePayload<C>,
  ) => Promise<Envelope<InvokeReply<C>>>;
  readonly onSnapshot: (listener: (snapshot: PushPayload<'app:snapshot-changed'>) => void) => () => void;
  readonly onShow: (listener: (message: PushPayload<'app:show'>) => void) => () => void;
};
export type ApprovalBridge = {
  readonly invoke: <C extends Extract<InvokeChannel, `approval:${string}`>>(
    channel: C,
    payload: InvokePayload<C>,
  ) => Promise<Envelope<InvokeReply<C>>>;
  readonly onWaiting: (listener: (message: PushPayload<'approval:waiting'>) => void) => () => void;
};
