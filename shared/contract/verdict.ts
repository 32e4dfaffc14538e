import { z } from 'zod';
import { databaseAccessSchema } from './database.ts';
import { grantIdSchema } from './ids.ts';

/**
 * In which respect a call goes beyond what is held. `lapsed`: it was held, and went unused too long; `limit`: what is held has been used
 * up, or too fast.
 */
export const exceedsBySchema = z.enum([
  'tool',
  'server',
  'definition',
  'agent',
  'location',
  'access',
  'host',
  'method',
  'address',
  'amount',
  'currency',
  'command',
  'options',
  'argument',
  'lapsed',
  'limit',
  'unreadable',
]);
export type ExceedsBy = z.infer<typeof exceedsBySchema>;

/**
 * One way in which a call exceeds. `asked` is what it wants, `held` the nearest authority held in words, or null when there is
 * none of that kind; `pointer` names the argument, `''` for the tool itself; `why` says what kept `held` from covering it, or what can't
 * be worked out, where `by` alone doesn't.
 */
export const excessSchema = z
  .strictObject({
    kind: z.enum([
      'tool',
      'file',
      'folder',
      'site',
      'recipient',
      'spend',
      'command',
      'database',
      'value',
      'undetermined',
    ]),
    pointer: z.string(),
    asked: z.string(),
    access: databaseAccessSchema.optional(),
    held: z.string().nullable(),
    by: exceedsBySchema,
    why: z.string().optional(),
  })
  .readonly();
export type Excess = z.infer<typeof excessSchema>;

/** What `decide` says. `inside` names every grant that was needed; `denied` names the denials. */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('inside'), grants: z.array(grantIdSchema).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('exceeds'), excess: z.array(excessSchema).min(1).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('denied'), denials: z.array(grantIdSchema).min(1).readonly() }).readonly(),
]);
export type Verdict = z.infer<typeof verdictSchema>;
