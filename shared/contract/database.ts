import { z } from 'zod';

/** What a statement needs: `admin` includes `write`, `write` includes `read`. */
export const databaseAccessSchema = z.enum(['read', 'write', 'admin']);
export type DatabaseAccess = z.infer<typeof databaseAccessSchema>;
