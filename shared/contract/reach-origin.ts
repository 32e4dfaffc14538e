import { z } from 'zod';
import { callIdSchema, grantIdSchema, instantSchema } from './ids.ts';

/** Why something may have been said without the record showing it. */
export const originGapSchema = z.enum(['cut', 'not-kept', 'long-ago']);
export type OriginGap = z.infer<typeof originGapSchema>;

const seenFields = {
  call: callIdSchema,
  at: instantSchema,
  server: z.string(),
  tool: z.string(),
  /** `name`: not all of it, but the name of the file or the host. */
  part: z.enum(['whole', 'name']),
};

/**
 * Where what a call touches was first seen: named in a grant that let the call through, in the result of an earlier call of the session, in the
 * arguments of one that was sent on, or nowhere. `short`: it is too short to tell it from chance.
 */
export const reachOriginSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grant'), grant: grantIdSchema }).readonly(),
  z.strictObject({ kind: z.literal('result'), ...seenFields }).readonly(),
  z.strictObject({ kind: z.literal('arguments'), ...seenFields }).readonly(),
  z.strictObject({ kind: z.literal('nowhere'), gaps: z.array(originGapSchema).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('short') }).readonly(),
]);
export type ReachOrigin = z.infer<typeof reachOriginSchema>;
