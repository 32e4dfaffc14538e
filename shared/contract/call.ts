import { z } from 'zod';
import type { callIdSchema, instantSchema, sessionIdSchema, taskIdSchema } from './ids.ts';
import { serverNameSchema, sha256Schema } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Reach } from './reach.ts';

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
  /** The server lists several tools of this name: which one runs isn't known. */
  z.strictObject({ kind: z.literal('ambiguous') }).readonly(),
]);
export type Definition = z.infer<typeof definitionSchema>;

/** Gated methods of MCP. A read of a resource is judged as a call of the tool name `resources/read`. */
export const RESOURCES_READ = 'resources/read';

/** One tool call as Remit normalises it: what `decide` sees. `argsText` is the exact JSON text that will be sent. */
export type Call = {
  readonly id: z.infer<typeof callIdSchema>;
  readonly at: z.infer<typeof instantSchema>;
  readonly session: z.infer<typeof sessionIdSchema>;
  /** The piece of work that the session belongs to, when it has been given one. */
  readonly task: z.infer<typeof taskIdSchema> | null;
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
