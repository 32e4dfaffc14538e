import { z } from 'zod';

/** A filter of the history that the user has named, as the text it was written in. */
export const savedFilterSchema = z
  .strictObject({ name: z.string().min(1).max(60), text: z.string().max(20_000) })
  .readonly();
export type SavedFilter = z.infer<typeof savedFilterSchema>;

export const savedFiltersSchema = z.array(savedFilterSchema).max(100).readonly();

/** All of them, and what went wrong with reading or saving them, once. */
export const savedFiltersReplySchema = z
  .strictObject({ filters: savedFiltersSchema, problem: z.string().nullable() })
  .readonly();
export type SavedFilters = z.infer<typeof savedFiltersReplySchema>;
