import { z } from 'zod';

/** What a call does with a file or folder. `write` includes reading. */
export const accessSchema = z.enum(['read', 'write']);
export type Access = z.infer<typeof accessSchema>;
