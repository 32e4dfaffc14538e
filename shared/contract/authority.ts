import { z } from 'zod';
import { callRowSchema } from './history.ts';
import { callIdSchema, grantIdSchema, instantSchema } from './ids.ts';
import { decimalSchema, grantSchema } from './scope.ts';

/**
 * How a grant stands. `unused`: in force, and nothing has used it yet. `lapsed`: nothing has used it for so long that it asks again.
 * `used-up`: one of its limits is reached. `ended`: its time is over, or its session is.
 */
export const grantStandingSchema = z.enum(['in-force', 'unused', 'lapsed', 'used-up', 'ended', 'revoked']);
export type GrantStanding = z.infer<typeof grantStandingSchema>;

/**
 * One line of Authority. `left` says in words what is left of its limits; null when it has none. `replacedBy`: it is revoked because that
 * grant, a narrower or an extended form of it, took its place.
 */
export const authorityRowSchema = z
  .strictObject({
    grant: grantSchema,
    since: instantSchema,
    origin: callIdSchema.nullable(),
    uses: z.number().int(),
    lastUsed: instantSchema.nullable(),
    standing: grantStandingSchema,
    endedAt: instantSchema.nullable(),
    left: z.string().nullable(),
    replacedBy: grantIdSchema.nullable(),
  })
  .readonly();
export type AuthorityRow = z.infer<typeof authorityRowSchema>;

/** A change that makes authority less: the app window can ask for no other. `to` names a narrowing that the broker has offered. */
export const grantChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('revoke'), grant: grantIdSchema }).readonly(),
  z.strictObject({ kind: z.literal('narrow'), grant: grantIdSchema, to: z.string() }).readonly(),
]);
export type GrantChange = z.infer<typeof grantChangeSchema>;

/** For how long from now on a grant is to hold; `always`: until it is revoked. */
export const longerSchema = z.enum(['hour', 'day', 'week', 'always']);
export type Longer = z.infer<typeof longerSchema>;

const raisedCount = z.number().int().min(1).max(1_000_000_000).nullable().optional();
const raisedAmount = decimalSchema.max(30).nullable().optional();

/**
 * How a grant is to be extended. The app window can only propose it: the broker makes the grant, the prompt shows it, and the user's answer
 * there puts it in force. Limits that aren't named stay, `null` takes one away. `renews`: the grant covers nothing any more, and what was
 * used of it counts anew.
 */
export const extensionSchema = z
  .strictObject({
    grant: grantIdSchema,
    lifetime: longerSchema.nullable(),
    limits: z
      .array(
        z
          .strictObject({ counter: z.string().min(1), maxCalls: raisedCount, perMinute: raisedCount })
          .readonly(),
      )
      .max(100)
      .readonly(),
    spend: z
      .array(z.strictObject({ part: grantIdSchema, perCall: raisedAmount, total: raisedAmount }).readonly())
      .max(100)
      .readonly(),
    renews: z.boolean(),
  })
  .readonly();
export type Extension = z.infer<typeof extensionSchema>;

/** A narrower form of a grant: `label` says what is taken away, `words` is the whole sentence that would be in force then. */
export const narrowingSchema = z
  .strictObject({ id: z.string(), label: z.string(), words: z.string() })
  .readonly();
export type Narrowing = z.infer<typeof narrowingSchema>;

export const grantDetailSchema = z
  .strictObject({
    row: authorityRowSchema,
    /** The newest calls that used it. */
    calls: z.array(callRowSchema).readonly(),
    narrowings: z.array(narrowingSchema).readonly(),
    /** The prompt asks whether it is to be extended. */
    asked: z.boolean(),
  })
  .readonly();
export type GrantDetail = z.infer<typeof grantDetailSchema>;

const verdictTally = { inside: z.number().int(), asks: z.number().int(), denied: z.number().int() };

/**
 * A change tried against the history: of `tried` past calls, how many the grants of now and those after the change would let through, ask
 * about and deny. Limits count as not reached. Calls whose arguments the record doesn't hold whole are `notTried`.
 */
export const grantTrialSchema = z
  .strictObject({
    tried: z.number().int(),
    notTried: z.number().int(),
    now: z.strictObject(verdictTally).readonly(),
    then: z.strictObject(verdictTally).readonly(),
    /** The newest calls that would be judged differently. */
    examples: z
      .array(
        z
          .strictObject({
            call: callIdSchema,
            at: instantSchema,
            agent: z.string(),
            server: z.string(),
            tool: z.string(),
            touched: z.array(z.string()).readonly(),
            now: z.enum(['inside', 'asks', 'denied']),
            then: z.enum(['inside', 'asks', 'denied']),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type GrantTrial = z.infer<typeof grantTrialSchema>;

/** A way to grant less without asking more: `then` is the sentence after it, null when nothing is left of the grant. */
export const suggestionSchema = z
  .strictObject({
    change: grantChangeSchema,
    why: z.string(),
    now: z.string(),
    then: z.string().nullable(),
    trial: grantTrialSchema,
  })
  .readonly();
export type Suggestion = z.infer<typeof suggestionSchema>;
