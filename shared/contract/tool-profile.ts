import { z } from 'zod';
import { accessSchema } from './call.ts';

/**
 * What an argument is. `path`: a path, or a list of paths, that the call touches; `folder` means anything beneath it. `payload`: text
 * that is stored or sent and names nothing. `option`: changes how, not what; never more authority.
 */
export const argumentRoleSchema = z.discriminatedUnion('role', [
  z
    .strictObject({ role: z.literal('path'), target: z.enum(['file', 'folder']), access: accessSchema })
    .readonly(),
  z.strictObject({ role: z.literal('payload') }).readonly(),
  z.strictObject({ role: z.literal('option') }).readonly(),
]);
export type ArgumentRole = z.infer<typeof argumentRoleSchema>;

/** How the tools of a well-known server use their arguments. A tool's profile counts only for a call with these arguments and no others. */
export const toolProfileSchema = z
  .strictObject({
    server: z.string(),
    source: z.string(),
    tools: z.record(z.string(), z.record(z.string(), argumentRoleSchema).readonly()).readonly(),
  })
  .readonly();
export type ToolProfile = z.infer<typeof toolProfileSchema>;
