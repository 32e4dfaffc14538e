import { z } from 'zod';
import type { Result } from '../../shared/contract/result.ts';

/** As the vault of the broker keeps it: as it is, or sealed. */
export const sealedSchema = z.union([z.string(), z.strictObject({ sealed: z.string() }).readonly()]);
export type SealedText = z.infer<typeof sealedSchema>;

/** How private files are written and secrets in them are kept. Errors are sentences. */
export type Seal = {
  readonly seal: (text: string) => Result<SealedText, string>;
  readonly open: (sealed: SealedText) => Result<string, string>;
  /** Writes a file that only the user may read, as a whole. */
  readonly write: (path: string, text: string) => Result<null, string>;
};
