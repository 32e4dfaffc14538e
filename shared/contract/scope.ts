import { z } from 'zod';
import { accessSchema } from './access.ts';
import { shellSchema } from './command.ts';
import { databaseAccessSchema } from './database.ts';
import {
  grantIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  taskIdSchema,
} from './ids.ts';

const jsonScalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'a JSON pointer (RFC 6901): empty, or `/name`');
/** A plain decimal: `300`, `0.60`. */
export const decimalSchema = z
  .string()
  .regex(/^(0|[1-9]\d*)(\.\d+)?$/, 'a plain decimal such as "300" or "0.60"');
const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency code of ISO 4217 such as "EUR"');

/**
 * A limit on one argument of a tool grant, keyed by JSON pointer. `reach: true` asks that the argument is there and is something that a
 * reach grant has to cover: a path, an address, an amount; each such reach still needs its grant.
 */
export const argMatcherSchema = z.union([
  z.literal('any'),
  z.strictObject({ equals: z.json() }).readonly(),
  z.strictObject({ oneOf: z.array(jsonScalar).readonly() }).readonly(),
  z.strictObject({ min: z.number().optional(), max: z.number().optional() }).readonly(),
  z.strictObject({ glob: z.string() }).readonly(),
  z.strictObject({ absent: z.literal(true) }).readonly(),
  z.strictObject({ reach: z.literal(true) }).readonly(),
]);
export type ArgMatcher = z.infer<typeof argMatcherSchema>;

/** How often a grant may be used. Calls in flight count, and so do calls whose answer was lost. */
const limitFields = {
  maxCalls: z.number().int().min(0).optional(),
  perMinute: z.number().int().min(0).optional(),
};

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
    args: z.record(pointer, argMatcherSchema).readonly().optional(),
    otherArgs: z.literal('any').optional(),
    reach: z.literal('any').optional(),
  })
  .readonly();
export type ToolGrant = z.infer<typeof toolGrantSchema>;

/** A reach grant with `with` holds for calls of that tool alone; without it, for every tool that is granted. */
const base = {
  id: grantIdSchema,
  with: z
    .strictObject({ server: serverNameSchema, identity: sha256Schema, tool: z.string().min(1) })
    .readonly()
    .optional(),
};

/** "May read or write here". `write` includes reading. A folder covers itself and all beneath it, a file only itself. */
export const pathGrantSchema = z
  .strictObject({ ...base, kind: z.enum(['folder', 'file']), path: z.string().min(1), access: accessSchema })
  .readonly();
export type PathGrant = z.infer<typeof pathGrantSchema>;

/**
 * "May open this site". Exactly one of: `origin` (scheme, host and port), `host` (that host over https at its usual port; `*.` before it
 * means its subdomains and not itself; `*` any site), `url` (that origin, at or beneath the path). Without `methods` any method.
 */
export const siteGrantSchema = z
  .strictObject({
    ...base,
    kind: z.literal('site'),
    origin: z.string().min(1).optional(),
    host: z.string().min(1).optional(),
    url: z.string().min(1).optional(),
    methods: z
      .array(z.string().regex(/^[A-Z]+$/, 'a method such as "GET"'))
      .readonly()
      .optional(),
  })
  .refine(
    (grant) => [grant.origin, grant.host, grant.url].filter((one) => one !== undefined).length === 1,
    'a site is named by exactly one of `origin`, `host` and `url`',
  )
  .readonly();
export type SiteGrant = z.infer<typeof siteGrantSchema>;

/** "May send to": an address, `*@domain` for that domain and no subdomain, a handle or channel as it is written, `*` for anyone. */
export const recipientGrantSchema = z
  .strictObject({ ...base, kind: z.literal('recipient'), address: z.string().min(1) })
  .readonly();
export type RecipientGrant = z.infer<typeof recipientGrantSchema>;

/** "May spend", by call and in all. At least one of the two; calls in flight count towards `total`. */
export const spendGrantSchema = z
  .strictObject({
    ...base,
    kind: z.literal('spend'),
    currency,
    perCall: decimalSchema.optional(),
    total: decimalSchema.optional(),
  })
  .refine(
    (grant) => grant.perCall !== undefined || grant.total !== undefined,
    'spending needs `perCall` or `total`',
  )
  .readonly();
export type SpendGrant = z.infer<typeof spendGrantSchema>;

/**
 * "May run". `exact`: these words and no others. `prefix`: these words, and after them what Remit knows to be harmless to the program.
 * `line`: this very line, whatever it does.
 */
export const commandGrantSchema = z.union([
  z
    .strictObject({
      ...base,
      kind: z.literal('command'),
      argv: z.array(z.string()).min(1).readonly(),
      match: z.enum(['exact', 'prefix']),
    })
    .readonly(),
  z
    .strictObject({ ...base, kind: z.literal('command'), line: z.string().min(1), shell: shellSchema })
    .readonly(),
]);
export type CommandGrant = z.infer<typeof commandGrantSchema>;

/** "May use this database"; `*` as its name stands for any. */
export const databaseGrantSchema = z
  .strictObject({
    ...base,
    kind: z.literal('database'),
    name: z.string().min(1),
    access: databaseAccessSchema,
  })
  .readonly();
export type DatabaseGrant = z.infer<typeof databaseGrantSchema>;

/** "This argument may be exactly that", or anything. */
export const valueGrantSchema = z.union([
  z.strictObject({ ...base, kind: z.literal('value'), pointer, equals: z.json() }).readonly(),
  z.strictObject({ ...base, kind: z.literal('value'), pointer, any: z.literal(true) }).readonly(),
]);
export type ValueGrant = z.infer<typeof valueGrantSchema>;

export const reachGrantSchema = z.union([
  pathGrantSchema,
  siteGrantSchema,
  recipientGrantSchema,
  spendGrantSchema,
  commandGrantSchema,
  databaseGrantSchema,
  valueGrantSchema,
]);
export type ReachGrant = z.infer<typeof reachGrantSchema>;

/**
 * A denial: of a tool (with such arguments), or of a reach. A denied folder covers both directions: what lies in it, and what would
 * contain it. Denying to read denies to write; a denied command is denied with whatever words follow.
 */
const toolDenialSchema = z
  .strictObject({
    id: grantIdSchema,
    server: z.string().min(1),
    tool: z.string().min(1),
    args: z.record(pointer, argMatcherSchema).readonly().optional(),
  })
  .readonly();
export type ToolDenial = z.infer<typeof toolDenialSchema>;
export const denialSchema = z.union([
  toolDenialSchema,
  pathGrantSchema,
  siteGrantSchema,
  recipientGrantSchema,
  commandGrantSchema,
  databaseGrantSchema,
  valueGrantSchema,
]);
export type Denial = z.infer<typeof denialSchema>;

/** A tool grant as a scope file writes it: with limits of its own. */
const scopeToolSchema = toolGrantSchema
  .unwrap()
  .extend({ limits: z.strictObject(limitFields).readonly().optional() })
  .readonly();

/**
 * A scope file: the authority of an unattended broker, and what the command line reads and writes. An empty list grants nothing. `agent`
 * names the only agent that it is for; `limits` hold for all of its grants together.
 */
export const scopeFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    agent: z.string().min(1).optional(),
    tools: z.array(scopeToolSchema).readonly().default([]),
    reach: z.array(reachGrantSchema).readonly().default([]),
    deny: z.array(denialSchema).readonly().default([]),
    limits: z
      .strictObject({ expiresAt: z.iso.datetime({ offset: true }).optional(), ...limitFields })
      .readonly()
      .optional(),
  })
  .readonly();
export type ScopeFile = z.infer<typeof scopeFileSchema>;

/** How long a grant holds. `once`: for one call, the one with this digest. */
export const lifetimeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once'), digest: sha256Schema }).readonly(),
  z.strictObject({ kind: z.literal('session'), session: sessionIdSchema }).readonly(),
  z.strictObject({ kind: z.literal('task'), task: taskIdSchema }).readonly(),
  z.strictObject({ kind: z.literal('until'), at: instantSchema }).readonly(),
  z.strictObject({ kind: z.literal('always') }).readonly(),
]);
export type Lifetime = z.infer<typeof lifetimeSchema>;

/** Whom a grant is for. `executable` is the program behind the connection, as the operating system named it; null binds no program. */
export const granteeSchema = z.union([
  z.literal('any'),
  z.strictObject({ name: z.string().min(1), executable: z.string().nullable() }).readonly(),
]);
export type Grantee = z.infer<typeof granteeSchema>;

/** A limit on use. Grants with the same `counter` are counted together. */
export const limitSchema = z.strictObject({ counter: z.string().min(1), ...limitFields }).readonly();
export type Limit = z.infer<typeof limitSchema>;

/**
 * A piece of authority as the record holds it: what one answer of the user gave. `words` is the sentence the user read;
 * the tools and reaches cover no more than it says. It is revoked as a whole.
 */
export const grantSchema = z
  .strictObject({
    id: grantIdSchema,
    words: z.string().min(1),
    agent: granteeSchema,
    lifetime: lifetimeSchema,
    limits: z.array(limitSchema).readonly(),
    tools: z.array(toolGrantSchema).readonly(),
    reach: z.array(reachGrantSchema).readonly(),
    deny: z.array(denialSchema).readonly(),
  })
  .readonly();
export type Grant = z.infer<typeof grantSchema>;
