import { z } from 'zod';
import { accessSchema } from './call.ts';
import { grantIdSchema, instantSchema, serverNameSchema, sessionIdSchema, sha256Schema } from './ids.ts';

const jsonScalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/**
 * A limit on one argument of a tool grant, keyed by JSON pointer. `path: true` asks that the argument is there and names files or
 * folders; each of them still needs a reach grant.
 */
export const argMatcherSchema = z.union([
  z.literal('any'),
  z.strictObject({ equals: z.json() }).readonly(),
  z.strictObject({ oneOf: z.array(jsonScalar).readonly() }).readonly(),
  z.strictObject({ min: z.number().optional(), max: z.number().optional() }).readonly(),
  z.strictObject({ glob: z.string() }).readonly(),
  z.strictObject({ absent: z.literal(true) }).readonly(),
  z.strictObject({ path: z.literal(true) }).readonly(),
]);
export type ArgMatcher = z.infer<typeof argMatcherSchema>;

/**
 * "May use this tool". `server` and `tool` are names, `*` in them stands for any run of characters. `identity` and `definition`
 * bind the grant to the server and the tool definition that the user saw. `reach: "any"` frees everything that the call touches,
 * other arguments included; `otherArgs: "any"` frees only the other arguments.
 */
export const toolGrantSchema = z
  .strictObject({
    id: grantIdSchema,
    server: z.string().min(1),
    tool: z.string().min(1),
    identity: sha256Schema.optional(),
    definition: z.union([sha256Schema, z.literal('unlisted')]).optional(),
    args: z.record(z.string(), argMatcherSchema).readonly().optional(),
    otherArgs: z.literal('any').optional(),
    reach: z.literal('any').optional(),
  })
  .readonly();
export type ToolGrant = z.infer<typeof toolGrantSchema>;

/** A reach grant with `with` holds for calls of that tool alone; without it, for every tool that is granted. */
const withTool = z
  .strictObject({ server: serverNameSchema, identity: sha256Schema, tool: z.string().min(1) })
  .readonly()
  .optional();

/** "May read or write here". `write` includes reading. A folder covers itself and all beneath it, a file only itself. */
export const pathGrantSchema = z
  .strictObject({
    id: grantIdSchema,
    kind: z.enum(['folder', 'file']),
    path: z.string().min(1),
    access: accessSchema,
    with: withTool,
  })
  .readonly();
export type PathGrant = z.infer<typeof pathGrantSchema>;

/** "This argument may be exactly that." */
export const valueGrantSchema = z
  .strictObject({
    id: grantIdSchema,
    kind: z.literal('value'),
    pointer: z.string(),
    equals: z.json(),
    with: withTool,
  })
  .readonly();
export type ValueGrant = z.infer<typeof valueGrantSchema>;

export const reachGrantSchema = z.union([pathGrantSchema, valueGrantSchema]);
export type ReachGrant = z.infer<typeof reachGrantSchema>;

/** A denial: of a tool, or of a reach. A denied folder covers both directions: what lies in it, and what would contain it. */
export const denialSchema = z.union([
  z.strictObject({ id: grantIdSchema, server: z.string().min(1), tool: z.string().min(1) }).readonly(),
  pathGrantSchema,
]);
export type Denial = z.infer<typeof denialSchema>;

/** A scope file: the authority of an unattended broker, and what the command line reads. An empty list grants nothing. */
export const scopeFileSchema = z
  .strictObject({
    tools: z.array(toolGrantSchema).readonly().default([]),
    reach: z.array(reachGrantSchema).readonly().default([]),
    deny: z.array(denialSchema).readonly().default([]),
    limits: z.strictObject({ expiresAt: z.iso.datetime().optional() }).readonly().optional(),
  })
  .readonly();
export type ScopeFile = z.infer<typeof scopeFileSchema>;

export const lifetimeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('session'), session: sessionIdSchema }).readonly(),
  z.strictObject({ kind: z.literal('until'), at: instantSchema }).readonly(),
  z.strictObject({ kind: z.literal('always') }).readonly(),
]);
export type Lifetime = z.infer<typeof lifetimeSchema>;

/**
 * A piece of authority as the record holds it: what one answer of the user gave. `words` is the sentence the user read;
 * the tools and reaches cover no more than it says. It is revoked as a whole.
 */
export const grantSchema = z
  .strictObject({
    id: grantIdSchema,
    words: z.string().min(1),
    lifetime: lifetimeSchema,
    tools: z.array(toolGrantSchema).readonly(),
    reach: z.array(reachGrantSchema).readonly(),
    deny: z.array(denialSchema).readonly(),
  })
  .readonly();
export type Grant = z.infer<typeof grantSchema>;
