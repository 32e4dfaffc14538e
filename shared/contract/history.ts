import { z } from 'zod';
import { agentSchema, serverRefSchema } from './call.ts';
import { reachSchema } from './reach.ts';
import { reachOriginSchema } from './reach-origin.ts';
import {
  callIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  taskIdSchema,
} from './ids.ts';
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

/** Who decided that a call went on or not. `rule`: a denial, a pause or Remit's own refusal; `timeout`: nobody answered in time. */
export const deciderSchema = z.enum(['you', 'grant', 'rule', 'timeout', 'nobody']);
export type Decider = z.infer<typeof deciderSchema>;

/** How a call ended: `running` was sent on and hasn't ended, `none` was never sent on. */
export const outcomeSchema = z.enum([
  'ok',
  'tool-error',
  'protocol-error',
  'cancelled',
  'lost',
  'handed',
  'running',
  'none',
]);

/**
 * What `verdict:` asks for; a call may be several. `inside`: it went on at once; `asked`: it was put to the user, whatever the answer;
 * `denied`: a denial or the user's answer said no; `refused`: it was not sent on, for whatever reason; `invalid`: it couldn't be judged.
 */
export const verdictWordSchema = z.enum(['inside', 'asked', 'denied', 'refused', 'invalid']);
export type VerdictWord = z.infer<typeof verdictWordSchema>;

/** One line of History. `touched` are the things that the call touches, in words; `why` names the grant or the decision. */
export const callRowSchema = z
  .strictObject({
    call: callIdSchema,
    seq: z.number().int(),
    at: instantSchema,
    agent: z.string(),
    server: z.string(),
    tool: z.string(),
    session: sessionIdSchema,
    task: taskIdSchema.nullable(),
    touched: z.array(z.string()).readonly(),
    standing: standingSchema,
    by: deciderSchema,
    why: z.string(),
    outcome: outcomeSchema,
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
    /** For each reach where it was first seen; only where it was looked for. */
    origins: z.array(reachOriginSchema).readonly().optional(),
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
            /** The user extended an earlier grant to it. */
            extended: z.boolean(),
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
    /** The call's entries in the record, so that a line of another copy can be compared with them. */
    entries: z
      .array(
        z.strictObject({ seq: z.number().int(), kind: z.string(), at: instantSchema, hash: sha256Schema }),
      )
      .readonly()
      .optional(),
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

/** What a person filters the history by. Dates are local days or instants; `path` and the other reaches are what a call touches. */
export const filterKeySchema = z.enum([
  'agent',
  'server',
  'tool',
  'verdict',
  'by',
  'outcome',
  'session',
  'task',
  'path',
  'site',
  'to',
  'spend',
  'run',
  'database',
  'value',
  'since',
  'before',
  'text',
]);
export type FilterKey = z.infer<typeof filterKeySchema>;

/**
 * One term of a filter, `agent:codex` or `-verdict:inside`, or words to search for (`text`). Terms of one key are alternatives, those of
 * different keys all have to hold, and a negated one excludes. Of words to search for (`text`) all have to hold, as everywhere where one
 * searches. `*` stands for any run of characters.
 */
export const filterTermSchema = z
  .strictObject({ key: filterKeySchema, value: z.string().min(1).max(1000), negated: z.boolean() })
  .readonly();
export type FilterTerm = z.infer<typeof filterTermSchema>;

export const historyFilterSchema = z.array(filterTermSchema).max(50).readonly();
export type HistoryFilter = z.infer<typeof historyFilterSchema>;

/** Calls, newest first, from `offset` on. `upTo` leaves out calls that came after that entry, so that new ones don't move what is read. */
export const historyQuerySchema = z
  .strictObject({
    filter: historyFilterSchema,
    upTo: z.number().int().nullable(),
    offset: z.number().int().nonnegative(),
    limit: z.number().int().min(1).max(500),
  })
  .readonly();
export type HistoryQuery = z.infer<typeof historyQuerySchema>;

/**
 * A page of calls. `total` is how many there are; while it is still being counted it is how many have been found so far. `head` is the
 * newest entry that the index knows; `behind` how many entries of the record it hasn't read yet.
 */
export const historyPageSchema = z
  .strictObject({
    rows: z.array(callRowSchema).readonly(),
    total: z.number().int(),
    isTotalExact: z.boolean(),
    head: z.number().int(),
    behind: z.number().int(),
  })
  .readonly();
export type HistoryPage = z.infer<typeof historyPageSchema>;

/** How many calls stood how. `asked` counts every call that was put to the user, whatever the answer; `refused` those not sent on. */
const tally = { inside: z.number().int(), asked: z.number().int(), refused: z.number().int() };

/** With how many calls there were at all: one that was asked and then refused counts once here, and in both above. */
const counted = { ...tally, calls: z.number().int().optional() };

/** Calls over time and by whom. `buckets` is how many columns a chart of the time has. */
export const summaryQuerySchema = z
  .strictObject({ filter: historyFilterSchema, buckets: z.number().int().min(1).max(500) })
  .readonly();
export type SummaryQuery = z.infer<typeof summaryQuerySchema>;

/** Columns are `bucketMs` wide from `from` on; those without calls are left out. Names are by number of calls, at most 20 of each. */
export const historySummarySchema = z
  .strictObject({
    from: instantSchema.nullable(),
    to: instantSchema.nullable(),
    bucketMs: z.number(),
    buckets: z.array(z.strictObject({ at: instantSchema, ...counted }).readonly()).readonly(),
    agents: z.array(z.strictObject({ name: z.string(), ...counted }).readonly()).readonly(),
    servers: z.array(z.strictObject({ name: z.string(), ...tally }).readonly()).readonly(),
    tools: z.array(z.strictObject({ server: z.string(), tool: z.string(), ...tally }).readonly()).readonly(),
  })
  .readonly();
export type HistorySummary = z.infer<typeof historySummarySchema>;

export const groupBySchema = z.enum(['session', 'task']);

/** The sessions or tasks of the calls that a filter finds, the one with the newest call first. */
export const groupsQuerySchema = z
  .strictObject({
    filter: historyFilterSchema,
    by: groupBySchema,
    offset: z.number().int().nonnegative(),
    limit: z.number().int().min(1).max(500),
  })
  .readonly();
export type GroupsQuery = z.infer<typeof groupsQuerySchema>;

/** `id` is the session's or the task's; null gathers the calls outside every task. */
export const historyGroupSchema = z
  .strictObject({
    id: z.string().nullable(),
    agents: z.array(z.string()).readonly(),
    servers: z.array(z.string()).readonly(),
    first: instantSchema,
    last: instantSchema,
    calls: z.number().int(),
    ...tally,
  })
  .readonly();
export type HistoryGroup = z.infer<typeof historyGroupSchema>;

export const groupsPageSchema = z
  .strictObject({ groups: z.array(historyGroupSchema).readonly(), total: z.number().int() })
  .readonly();
export type GroupsPage = z.infer<typeof groupsPageSchema>;

export const reachFacetSchema = z.enum(['path', 'site', 'to', 'spend', 'run', 'database', 'value']);
export type ReachFacet = z.infer<typeof reachFacetSchema>;

/** What the calls that a filter finds touched. `under` opens a folder (or a site's paths) one level; null is the top. */
export const reachMapQuerySchema = z
  .strictObject({ filter: historyFilterSchema, facet: reachFacetSchema, under: z.string().nullable() })
  .readonly();
export type ReachMapQuery = z.infer<typeof reachMapQuerySchema>;

/**
 * One thing that was touched, or for a path everything beneath it. `value` is what a filter term names it by. `reads` and `writes` are
 * calls; a site's, recipient's and command's uses count as writes. `sum` is money spent, a decimal with its currency.
 */
export const reachNodeSchema = z
  .strictObject({
    value: z.string(),
    label: z.string(),
    calls: z.number().int(),
    reads: z.number().int(),
    writes: z.number().int(),
    refused: z.number().int(),
    first: instantSchema,
    last: instantSchema,
    sum: z.string().nullable(),
    hasMore: z.boolean(),
  })
  .readonly();
export type ReachNode = z.infer<typeof reachNodeSchema>;

/** At most 500 nodes, those with the most calls; `more` is how many were left out. */
export const reachMapSchema = z
  .strictObject({ nodes: z.array(reachNodeSchema).readonly(), more: z.number().int() })
  .readonly();
export type ReachMap = z.infer<typeof reachMapSchema>;

/** Values that the history has for a filter's key and that begin with `prefix`, those of the most calls first: for completing a filter. */
export const historyValuesQuerySchema = z
  .strictObject({ key: filterKeySchema, prefix: z.string().max(1000) })
  .readonly();
export type HistoryValuesQuery = z.infer<typeof historyValuesQuerySchema>;

export const historyValuesSchema = z.strictObject({ values: z.array(z.string()).readonly() }).readonly();
export type HistoryValues = z.infer<typeof historyValuesSchema>;

/** A registered server as the window lists it. */
export const serverRowSchema = z
  .strictObject({ name: serverNameSchema, command: z.string(), connections: z.number().int() })
  .readonly();
