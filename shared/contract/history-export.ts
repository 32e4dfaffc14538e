import { z } from 'zod';
import { historyFilterSchema } from './history.ts';
import { callIdSchema } from './ids.ts';

export const exportFormatSchema = z.enum(['jsonl', 'csv']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Which calls to write into a file that the user picks: `calls`, or with null all that the filter finds. */
export const exportQuerySchema = z
  .strictObject({
    filter: historyFilterSchema,
    calls: z.array(callIdSchema).min(1).max(10_000).readonly().nullable(),
    format: exportFormatSchema,
  })
  .readonly();

/** Where it was written. Both are null when the user closed the dialog. */
export const exportReplySchema = z
  .strictObject({ path: z.string().nullable(), problem: z.string().nullable() })
  .readonly();
