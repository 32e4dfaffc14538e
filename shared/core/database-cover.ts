import { databaseAccessSchema, type DatabaseAccess } from '../contract/database.ts';

/** Weakest first: each includes those before it. */
const ORDER = databaseAccessSchema.options;

/** Whether what is held suffices for what is asked. */
export function databaseCovers(held: DatabaseAccess, asked: DatabaseAccess): boolean {
  return ORDER.indexOf(held) >= ORDER.indexOf(asked);
}

/** The stronger of two. */
export function strongerAccess(one: DatabaseAccess, other: DatabaseAccess): DatabaseAccess {
  return databaseCovers(one, other) ? one : other;
}
