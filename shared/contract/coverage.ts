import { z } from 'zod';
import { instantSchema } from './ids.ts';

/** The ways on which an agent's calls can leave it. */
export const coveragePathSchema = z.enum(['mcp-stdio', 'mcp-http', 'built-in', 'extensions', 'connectors']);
export type CoveragePath = z.infer<typeof coveragePathSchema>;

/**
 * How well Remit stands on such a way. `proven`: a call that was made as the agent's file says was stopped, and the file says the same
 * still. `configured`: nothing passes by as long as the configuration stays. `best-effort`: it can fail open; `stopped` is when such a call
 * was stopped nonetheless. `byProtect`: protecting is the remedy. `why` and `remedy` are sentences without their ends.
 */
export const coverageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('proven'), at: instantSchema, why: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('configured'), why: z.string() }).readonly(),
  z
    .strictObject({
      kind: z.literal('best-effort'),
      why: z.string(),
      remedy: z.string(),
      stopped: instantSchema.nullable(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('unguarded'),
      why: z.string(),
      remedy: z.string(),
      byProtect: z.boolean(),
    })
    .readonly(),
]);
export type Coverage = z.infer<typeof coverageSchema>;

/** One way of one agent; of the ways through servers there is a row for each entry. */
export const coverageRowSchema = z
  .strictObject({
    agent: z.string(),
    path: coveragePathSchema,
    /** The server's name in the client's file, that file, and Remit's name of the server that it leads to; null for what isn't in a file. */
    entry: z
      .strictObject({ name: z.string(), file: z.string(), server: z.string().nullable() })
      .readonly()
      .nullable(),
    coverage: coverageSchema,
  })
  .readonly();
export type CoverageRow = z.infer<typeof coverageRowSchema>;

/**
 * What has changed on a way: an entry or a hook is no longer guarded (`lost`), one has come that isn't (`new`), one is guarded again
 * (`regained`), or a call made for the purpose was stopped on it (`proven`).
 */
export const coverageChangeSchema = z.enum(['lost', 'new', 'regained', 'proven']);
export type CoverageChange = z.infer<typeof coverageChangeSchema>;

/** A way that is no longer guarded, or that came unguarded, in an agent that Remit guards. It stands until it is guarded or left so. */
export const coverageFindingSchema = z
  .strictObject({
    id: z.string(),
    /** The agent's id for the commands, and its name. */
    agent: z.string(),
    agentName: z.string(),
    path: coveragePathSchema,
    /** The entry's name; empty for the agent's own tools, and for a file that can't be read. */
    name: z.string(),
    file: z.string().nullable(),
    change: coverageChangeSchema.extract(['lost', 'new']),
    why: z.string(),
    remedy: z.string(),
    at: instantSchema,
  })
  .readonly();
export type CoverageFinding = z.infer<typeof coverageFindingSchema>;
