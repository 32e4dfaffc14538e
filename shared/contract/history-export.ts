import { z } from 'zod';
import { historyFilterSchema } from './history.ts';
import { callIdSchema } from './ids.ts';

export const exportFormatSchema = z.enum(['jsonl', 'csv', 'html']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Calls that can be selected one by one for an export: their names go from the window to the index in one message. */
export const MAX_SELECTED = 100_000;

/** Which calls to write into a file that the user picks: `calls`, or with null all that the filter finds. */
export const exportQuerySchema = z
  .strictObject({
    filter: historyFilterSchema,
    calls: z.array(callIdSchema).min(1).max(MAX_SELECTED).readonly().nullable(),
    format: exportFormatSchema,
  })
  .readonly();
export type ExportQuery = z.infer<typeof exportQuerySchema>;

/** The same with the file that the user has picked; `replaces`: the user has agreed that what is there is replaced. */
export const exportOrderSchema = z
  .strictObject({ ...exportQuerySchema.unwrap().shape, path: z.string(), replaces: z.boolean() })
  .readonly();
export type ExportOrder = z.infer<typeof exportOrderSchema>;

/** Why nothing was written, in a sentence; null when it was. */
export const exportDoneSchema = z.strictObject({ problem: z.string().nullable() }).readonly();

/** Where it was written. Both are null when the user closed the dialog. */
export const exportReplySchema = z
  .strictObject({ path: z.string().nullable(), problem: z.string().nullable() })
  .readonly();
export type ExportReply = z.infer<typeof exportReplySchema>;
