import { z } from 'zod';
import { accessSchema } from './access.ts';
import { shellSchema } from './command.ts';
import { databaseAccessSchema } from './database.ts';

/**
 * A file or folder that the call touches. `folder` means that anything beneath may be touched. `asked` is the text as the agent
 * wrote it, `reading` says how that text was read where it isn't the plain reading, `real` is the absolute path after resolving
 * symlinks and `..`, `key` is `real` as the volume compares names (case-folded where it does so).
 */
export const pathReachSchema = z
  .strictObject({
    kind: z.enum(['file', 'folder']),
    pointer: z.string(),
    asked: z.string(),
    reading: z.string().optional(),
    real: z.string(),
    key: z.string(),
    access: accessSchema,
  })
  .readonly();
export type PathReach = z.infer<typeof pathReachSchema>;

/**
 * A web address that the call opens. `host` is as the name system sees it. `ambiguousPath`: servers differ about where the path leads.
 * `method` is null when nothing says which is used.
 */
export const siteReachSchema = z
  .strictObject({
    kind: z.literal('site'),
    pointer: z.string(),
    asked: z.string(),
    scheme: z.enum(['http', 'https']),
    host: z.string(),
    port: z.number().int(),
    path: z.string(),
    ambiguousPath: z.boolean(),
    method: z.string().nullable(),
  })
  .readonly();
export type SiteReach = z.infer<typeof siteReachSchema>;

/** Someone to whom the call sends: an address as `local@domain`, or a handle or channel as it is written. */
export const recipientReachSchema = z
  .strictObject({ kind: z.literal('recipient'), pointer: z.string(), asked: z.string(), address: z.string() })
  .readonly();
export type RecipientReach = z.infer<typeof recipientReachSchema>;

/** Money that the call spends. `amount` is a plain decimal in the currency's major unit, `currency` its ISO 4217 code. */
export const spendReachSchema = z
  .strictObject({
    kind: z.literal('spend'),
    pointer: z.string(),
    asked: z.string(),
    amount: z.string(),
    currency: z.string(),
  })
  .readonly();
export type SpendReach = z.infer<typeof spendReachSchema>;

/**
 * One simple command of a command line, `text` as it stands there. `argv` are its words; null when they aren't fixed before the line
 * runs, or when it does something else than run a program: then `problem` says what, and only a grant of the whole line covers it.
 */
export const commandReachSchema = z
  .strictObject({
    kind: z.literal('command'),
    pointer: z.string(),
    text: z.string(),
    argv: z.array(z.string()).min(1).readonly().nullable(),
    problem: z.string().nullable(),
    shell: shellSchema,
  })
  .readonly();
export type CommandReach = z.infer<typeof commandReachSchema>;

/** A statement to a database. `name` is the database's, the server's where the call names none. */
export const databaseReachSchema = z
  .strictObject({
    kind: z.literal('database'),
    pointer: z.string(),
    asked: z.string(),
    name: z.string(),
    access: databaseAccessSchema,
  })
  .readonly();
export type DatabaseReach = z.infer<typeof databaseReachSchema>;

/**
 * An argument that is neither payload nor another kind of reach. `value` is its JSON text for people, cut when it is long; judging looks
 * at the argument itself.
 */
export const valueReachSchema = z
  .strictObject({ kind: z.literal('value'), pointer: z.string(), value: z.string() })
  .readonly();
export type ValueReach = z.infer<typeof valueReachSchema>;

/** Something the call touches that can't be worked out. It always exceeds. */
export const undeterminedReachSchema = z
  .strictObject({ kind: z.literal('undetermined'), pointer: z.string(), asked: z.string(), why: z.string() })
  .readonly();
export type UndeterminedReach = z.infer<typeof undeterminedReachSchema>;

export const reachSchema = z.union([
  pathReachSchema,
  siteReachSchema,
  recipientReachSchema,
  spendReachSchema,
  commandReachSchema,
  databaseReachSchema,
  valueReachSchema,
  undeterminedReachSchema,
]);
export type Reach = z.infer<typeof reachSchema>;

export function isPathReach(reach: Reach): reach is PathReach {
  return reach.kind === 'file' || reach.kind === 'folder';
}
