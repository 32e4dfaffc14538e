import { z } from 'zod';

/** What went wrong with an input. `says` is the exception, the time, or how it got through. */
export const findingSchema = z.object({
  kind: z.enum(['crash', 'hang', 'fail-open']),
  input: z.string(),
  says: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
