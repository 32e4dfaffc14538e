import type { DatabaseAccess } from '../contract/database.ts';
import { databaseCovers } from './database-cover.ts';

/** What a statement needs; `why` says what makes it more than reading. */
export type SqlNeed = { readonly access: DatabaseAccess; readonly why: string | null };

export const READS: SqlNeed = { access: 'read', why: null };

/** The stronger of two needs, the first when they are alike. */
export function strongerNeed(one: SqlNeed, other: SqlNeed): SqlNeed {
  return databaseCovers(one.access, other.access) ? one : other;
}
