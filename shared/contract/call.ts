import { z } from 'zod';
import type { callIdSchema, instantSchema, sessionIdSchema } from './ids.ts';
import { serverNameSchema, sha256Schema } from './ids.ts';
import type { JsonObject } from './json.ts';

export const accessSchema = z.enum(['read', 'write']);
export type Access = z.infer<typeof accessSchema>;

/**
 * Who is calling. `process` is what the operating system said of the process that started the shim; `claims` is what the
 * client says of itself in `clientInfo`, and is never a reason to allow anything.
 */
export const agentSchema = z
  .strictObject({
    name: z.string(),
    process: z
      .strictObject({ pid: z.number().int(), executable: z.string(), command: z.string(), cwd: z.string() })
      .readonly()
      .nullable(),
    claims: z.strictObject({ name: z.string(), version: z.string() }).readonly().nullable(),
  })
  .readonly();
export type Agent = z.infer<typeof agentSchema>;

/** `identity` is the hash of how the server is started (command, arguments, folder, environment), not what it calls itself. */
export const serverRefSchema = z.strictObject({ name: serverNameSchema, identity: sha256Schema }).readonly();
export type ServerRef = z.infer<typeof serverRefSchema>;

/**
 * What Remit knows of the called tool's definition. `listed`: the server lists it, with this hash; `changed` says that the hash
 * differs from the one the user last accepted. `unlisted`: the server doesn't list such a tool (always so for `resources/read`).
 */
export const definitionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('listed'), hash: sha256Schema, changed: z.boolean() }).readonly(),
  z.strictObject({ kind: z.literal('unlisted') }).readonly(),
]);
export type Definition = z.infer<typeof definitionSchema>;

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

export const reachSchema = z.union([pathReachSchema, valueReachSchema, undeterminedReachSchema]);
export type Reach = z.infer<typeof reachSchema>;

/** Gated methods of MCP. A read of a resource is judged as a call of the tool name `resources/read`. */
export const RESOURCES_READ = 'resources/read';

/** One tool call as Remit normalises it: what `decide` sees. `argsText` is the exact JSON text that will be sent. */
export type Call = {
  readonly id: z.infer<typeof callIdSchema>;
  readonly at: z.infer<typeof instantSchema>;
  readonly session: z.infer<typeof sessionIdSchema>;
  readonly agent: Agent;
  readonly server: ServerRef;
  readonly tool: string;
  readonly args: JsonObject;
  readonly argsText: string;
  readonly argsSha256: z.infer<typeof sha256Schema>;
  /** SHA-256 over server identity, tool, definition and the hash of `argsText`: two calls with one digest are the same call. */
  readonly digest: z.infer<typeof sha256Schema>;
  readonly definition: Definition;
  readonly reaches: readonly Reach[];
};
