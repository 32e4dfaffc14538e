import { z } from 'zod';
import { instantSchema } from './ids.ts';

/** The ways on which an agent's calls can leave it. */
export const coveragePathSchema = z.enum(['mcp-stdio', 'mcp-http', 'built-in', 'extensions', 'connectors']);
export type CoveragePath = z.infer<typeof coveragePathSchema>;

/**
 * How well Remit stands on such a way. `proven`: a call made for the purpose was stopped. `configured`: nothing passes by as long as the
 * configuration stays. `best-effort`: it can fail open. `why` and `remedy` are sentences without their ends.
 */
export const coverageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('proven'), at: instantSchema }).readonly(),
  z.strictObject({ kind: z.literal('configured'), why: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('best-effort'), why: z.string(), remedy: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('unguarded'), why: z.string(), remedy: z.string() }).readonly(),
]);
export type Coverage = z.infer<typeof coverageSchema>;

/** One way of one agent; of the ways through servers there is a row for each entry. */
export const coverageRowSchema = z
  .strictObject({
    agent: z.string(),
    path: coveragePathSchema,
    /** The server's name in the client's file, and that file; null for what isn't in a file. */
    entry: z.strictObject({ name: z.string(), file: z.string() }).readonly().nullable(),
    coverage: coverageSchema,
  })
  .readonly();
export type CoverageRow = z.infer<typeof coverageRowSchema>;
