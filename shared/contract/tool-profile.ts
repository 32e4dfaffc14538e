import { z } from 'zod';
import { accessSchema } from './access.ts';
import { shellSchema } from './command.ts';

/** Dialects whose parsers Remit has; null: the dialect isn't known, and a statement has to read in all of them. */
export const sqlDialectSchema = z.enum(['postgres', 'mysql', 'sqlite', 'mssql']);
export type SqlDialect = z.infer<typeof sqlDialectSchema>;

/**
 * What an argument is.
 *
 * - `path`: a path, or a list of paths, that the call touches; `folder` means anything beneath it; `absent` is the place that is touched
 *   when the argument is left out. `glob`: a pattern of paths, relative to the argument `base` when there is one.
 * - `patch`: the text of a patch, whose headers name the files that it writes.
 * - `site`: a web address; `method` is the one that is always used, or the argument that names it.
 * - `recipient`: whom the call sends to: one, or a list; mail addresses, or handles and channels of the server's own.
 * - `spend`: an amount of money, or with `factors` a list of lines whose factors are multiplied and summed. `unit` says whether 100 is
 *   a hundred of the currency or a hundred of its smallest part; `currency` is a code, or the argument that names it.
 * - `command`: a command line, or with `shell: null` a list of words that is run without a shell. `cwd` is the argument that names the folder.
 * - `sql`: a statement; `database` is the argument that names the database.
 * - `part`: is read together with another argument that names it, and is nothing by itself.
 * - `payload`: text that is stored or sent and names nothing. `option`: changes how, not what; never more authority.
 * - `value`: any other named resource, which has to be granted by its value.
 */
export const argumentRoleSchema = z.discriminatedUnion('role', [
  z
    .strictObject({
      role: z.literal('path'),
      target: z.enum(['file', 'folder']),
      access: accessSchema,
      absent: z.string().min(1).optional(),
    })
    .readonly(),
  z.strictObject({ role: z.literal('patch') }).readonly(),
  z.strictObject({ role: z.literal('glob'), access: accessSchema, base: z.string().optional() }).readonly(),
  z
    .strictObject({
      role: z.literal('site'),
      method: z
        .union([z.string(), z.strictObject({ pointer: z.string(), absent: z.string() }).readonly()])
        .nullable(),
    })
    .readonly(),
  z.strictObject({ role: z.literal('recipient'), form: z.enum(['mail', 'handle']) }).readonly(),
  z
    .strictObject({
      role: z.literal('spend'),
      unit: z.enum(['major', 'minor']),
      currency: z.union([z.string(), z.strictObject({ pointer: z.string() }).readonly()]),
      factors: z.array(z.string()).min(1).readonly().optional(),
    })
    .readonly(),
  z
    .strictObject({
      role: z.literal('command'),
      shell: shellSchema.nullable(),
      cwd: z.string().optional(),
    })
    .readonly(),
  z
    .strictObject({
      role: z.literal('sql'),
      dialect: sqlDialectSchema.nullable(),
      database: z.string().optional(),
    })
    .readonly(),
  z.strictObject({ role: z.literal('part') }).readonly(),
  z.strictObject({ role: z.literal('payload') }).readonly(),
  z.strictObject({ role: z.literal('option') }).readonly(),
  z.strictObject({ role: z.literal('value') }).readonly(),
]);
export type ArgumentRole = z.infer<typeof argumentRoleSchema>;

/**
 * What the arguments of one tool are, keyed by JSON pointer; `*` as a step stands for every item of a list and every member of an object
 * (`/edits/*` + `/newText`). A role holds for all beneath its pointer, unless a longer pointer says otherwise.
 */
export const toolRolesSchema = z.record(z.string(), argumentRoleSchema).readonly();
export type ToolRoles = z.infer<typeof toolRolesSchema>;

/**
 * How the tools of a well-known server use their arguments. It counts for a server of this name, or one that is started from one of
 * `packages`; with `anywhere` for any server whose tool has these arguments and no others.
 */
export const toolProfileSchema = z
  .strictObject({
    server: z.string(),
    packages: z.array(z.string()).readonly(),
    anywhere: z.boolean(),
    source: z.string(),
    tools: z.record(z.string(), toolRolesSchema).readonly(),
  })
  .readonly();
export type ToolProfile = z.infer<typeof toolProfileSchema>;

/**
 * How one argument was read, and who said so: the user who corrected it, the profile of a well-known tool, the tool's own schema and the
 * argument's name, or the value's shape. The reading holds for the argument at `pointer` and all beneath it; `*` stands for every item of
 * a list, as in the roles of a tool.
 */
export const argumentReadingSchema = z
  .strictObject({
    pointer: z.string(),
    role: argumentRoleSchema,
    from: z.enum(['user', 'profile', 'schema', 'shape']),
  })
  .readonly();
export type ArgumentReading = z.infer<typeof argumentReadingSchema>;
