import { z } from 'zod';
import { agentSchema, definitionSchema, serverRefSchema } from './call.ts';
import { coverageChangeSchema, coveragePathSchema } from './coverage.ts';
import { reachSchema } from './reach.ts';
import { refusalSchema } from './errors.ts';
import type { instantSchema } from './ids.ts';
import {
  callIdSchema,
  grantIdSchema,
  requestIdSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  taskIdSchema,
} from './ids.ts';
import { beginEntry, checkpointEntry, pruneEntry } from './record-proof.ts';
import { settingSchema } from './record-setting.ts';
import { answerSchema, excessWordsSchema } from './request.ts';
import { grantSchema } from './scope.ts';
import { argumentRoleSchema } from './tool-profile.ts';
import { verdictSchema } from './verdict.ts';

/** A secret that was taken out before the text was written. `keyed` is its hash under the record's key: equal secrets have equal ones. */
export const redactionSchema = z.strictObject({ rule: z.string(), keyed: z.string() }).readonly();
export type Redaction = z.infer<typeof redactionSchema>;

/**
 * A text of which only the head is kept when it is long: `sha256` and `bytes` are of the whole. With `redactions` the secrets in it are
 * replaced, and `sha256` is the hash under the record's key, so that nobody can find a secret by trying.
 */
export const excerptSchema = z
  .strictObject({
    text: z.string(),
    bytes: z.number().int().nonnegative(),
    sha256: sha256Schema,
    redactions: z.array(redactionSchema).readonly().optional(),
    /** `false`: the user chose that this server's arguments and results aren't kept; `text` is empty. */
    kept: z.literal(false).optional(),
  })
  .readonly();
export type Excerpt = z.infer<typeof excerptSchema>;

/** The intent: what was asked, and the verdict. It is on disk before the call leaves Remit. */
const callEntry = z
  .strictObject({
    kind: z.literal('call'),
    call: callIdSchema,
    session: sessionIdSchema,
    task: taskIdSchema.nullable(),
    agent: agentSchema,
    server: serverRefSchema,
    tool: z.string(),
    digest: sha256Schema,
    definition: definitionSchema,
    args: excerptSchema,
    reaches: z.array(reachSchema).readonly(),
    verdict: verdictSchema,
  })
  .readonly();

/** The question was put to the user. `digest` is that of the question shown. */
const promptEntry = z
  .strictObject({
    kind: z.literal('prompt'),
    call: callIdSchema,
    request: requestIdSchema,
    digest: sha256Schema,
    excess: z.array(excessWordsSchema).readonly(),
  })
  .readonly();

/** The user answered. */
const decisionEntry = z
  .strictObject({
    kind: z.literal('decision'),
    call: callIdSchema,
    request: requestIdSchema,
    answer: answerSchema,
  })
  .readonly();

/** A call that waited came inside: by the grant that its answer made, or by grants made meanwhile. */
const coveredEntry = z
  .strictObject({
    kind: z.literal('covered'),
    call: callIdSchema,
    request: requestIdSchema,
    grants: z.array(grantIdSchema).readonly(),
  })
  .readonly();

/**
 * Authority came into force: by an answer, or (`request: null`) by a button that names its extent. `narrows`: it takes the place of that
 * grant, which is revoked with it, and allows nothing more; what was used of that one counts on. `extends`: it takes the place of that
 * grant, which is revoked with it, and differs from it in nothing but how long and how often it allows the same.
 */
const grantEntry = z
  .strictObject({
    kind: z.literal('grant'),
    grant: grantSchema,
    request: requestIdSchema.nullable(),
    narrows: grantIdSchema.optional(),
    extends: grantIdSchema.optional(),
  })
  .readonly();

/** The user was asked whether the grant `of` is to be extended to `grant`. `digest` is that of the question shown. */
const extensionEntry = z
  .strictObject({
    kind: z.literal('extension'),
    request: requestIdSchema,
    digest: sha256Schema,
    of: grantIdSchema,
    grant: grantSchema,
  })
  .readonly();

/** What came of that question: the user's answer, or `withdrawn`, when it was taken off the screen unanswered. */
const extensionEndEntry = z
  .strictObject({
    kind: z.literal('extension-end'),
    request: requestIdSchema,
    how: z.enum(['extended', 'not-now', 'withdrawn']),
  })
  .readonly();

const revocationEntry = z.strictObject({ kind: z.literal('revocation'), grant: grantIdSchema }).readonly();

/** A call ended without being sent on, whoever refused it. A call entry precedes it when there was a call to judge. */
const refusalEntry = z
  .strictObject({
    kind: z.literal('refusal'),
    call: callIdSchema.nullable(),
    session: sessionIdSchema.nullable(),
    server: z.string().nullable(),
    refusal: refusalSchema,
    message: excerptSchema.nullable(),
  })
  .readonly();

/**
 * How a forwarded call ended. `durationMs` runs from the message's arrival to the answer's passing on. `handed`: an agent's own tool was
 * allowed through its hook; what came of it, the agent doesn't say.
 */
const outcomeEntry = z
  .strictObject({
    kind: z.literal('outcome'),
    call: callIdSchema,
    status: z.enum(['ok', 'tool-error', 'protocol-error', 'cancelled', 'lost', 'handed']),
    durationMs: z.number().nonnegative(),
    result: excerptSchema.nullable(),
  })
  .readonly();

/**
 * The user allowed a call whose caller had been told to call again: the identical call passes once, for ten minutes. `digest` is made
 * under the record's key of all that has to be the same: it is compared after a restart, too.
 */
const passEntry = z
  .strictObject({ kind: z.literal('pass'), call: callIdSchema, digest: sha256Schema })
  .readonly();

/**
 * The agent called again, and the call is sent on for it, with these arguments. It is on disk before that. `repeat`: it had been told to
 * call again; what was allowed is used up with this. `continuation`: the server had asked for more before it would answer.
 */
const resumedEntry = z
  .strictObject({
    kind: z.literal('resumed'),
    call: callIdSchema,
    session: sessionIdSchema,
    server: serverNameSchema,
    args: excerptSchema,
    by: z.enum(['repeat', 'continuation']),
  })
  .readonly();

/** A tool definition as the server listed it, the first time it was seen with this hash. */
const definitionEntry = z
  .strictObject({
    kind: z.literal('definition'),
    server: serverRefSchema,
    tool: z.string(),
    hash: sha256Schema,
    /** `first` is pinned at once; `accepted` was pinned by an answer of the user; `changed` is only noted. */
    standing: z.enum(['first', 'changed', 'accepted']),
    definition: excerptSchema,
  })
  .readonly();

/** The scope file of an unattended broker came into force, in place of the one before. Written when it is another than the last time. */
const scopeEntry = z
  .strictObject({ kind: z.literal('scope'), sha256: sha256Schema, grants: z.array(grantSchema).readonly() })
  .readonly();

/** A call that waited was judged anew, because the user corrected how its arguments are read. */
const readingEntry = z
  .strictObject({
    kind: z.literal('reading'),
    call: callIdSchema,
    reaches: z.array(reachSchema).readonly(),
    verdict: verdictSchema,
  })
  .readonly();

/** The user corrected how an argument of a tool is read: it holds for this server, as it is started now, from here on. */
const profileEntry = z
  .strictObject({
    kind: z.literal('profile'),
    server: serverRefSchema,
    tool: z.string(),
    pointer: z.string(),
    role: argumentRoleSchema,
    request: requestIdSchema,
  })
  .readonly();

const sessionEntry = z
  .strictObject({
    kind: z.literal('session'),
    session: sessionIdSchema,
    server: serverRefSchema,
    agent: agentSchema,
  })
  .readonly();

const sessionEndEntry = z
  .strictObject({ kind: z.literal('session-end'), session: sessionIdSchema, reason: z.string() })
  .readonly();

const pauseEntry = z.strictObject({ kind: z.literal('pause'), on: z.boolean() }).readonly();

/** The broker opened the record. `recovered` counts the calls that the last run left without an outcome. */
const startEntry = z
  .strictObject({ kind: z.literal('start'), version: z.string(), mode: z.enum(['app', 'unattended']) })
  .readonly();

const settingEntry = z.strictObject({ kind: z.literal('setting'), setting: settingSchema }).readonly();

const stopEntry = z.strictObject({ kind: z.literal('stop') }).readonly();

const serverEntry = z
  .strictObject({
    kind: z.literal('server'),
    server: serverNameSchema,
    change: z.enum(['ended', 'failed']),
    detail: z.string(),
  })
  .readonly();

/** What was found in an agent's files: a way is no longer guarded, came unguarded, is guarded again, or was proven. `name` is the entry's. */
const coverageEntry = z
  .strictObject({
    kind: z.literal('coverage'),
    agent: z.string(),
    path: coveragePathSchema,
    name: z.string(),
    change: coverageChangeSchema,
  })
  .readonly();

/** The body of an entry: every kind of line in the record. */
export const entryBodySchema = z.discriminatedUnion('kind', [
  callEntry,
  promptEntry,
  decisionEntry,
  coveredEntry,
  grantEntry,
  extensionEntry,
  extensionEndEntry,
  revocationEntry,
  refusalEntry,
  outcomeEntry,
  passEntry,
  resumedEntry,
  definitionEntry,
  profileEntry,
  readingEntry,
  scopeEntry,
  sessionEntry,
  sessionEndEntry,
  pauseEntry,
  startEntry,
  stopEntry,
  serverEntry,
  coverageEntry,
  beginEntry,
  checkpointEntry,
  pruneEntry,
  settingEntry,
]);
export type EntryBody = z.infer<typeof entryBodySchema>;
export type EntryKind = EntryBody['kind'];
export type CallEntry = z.infer<typeof callEntry>;
export type OutcomeEntry = z.infer<typeof outcomeEntry>;
export type RefusalEntry = z.infer<typeof refusalEntry>;

/** An entry as it is stored: its place, its time, its body, and the hash over the previous entry's hash and all of these: docs/record-format.md. */
export type RecordEntry = {
  readonly seq: number;
  readonly at: z.infer<typeof instantSchema>;
  readonly body: EntryBody;
  readonly hash: z.infer<typeof sha256Schema>;
};
