import { z } from 'zod';

/**
 * A folder that a file's place starts from. `config`: where the platform keeps applications' settings (`%APPDATA%`,
 * `~/Library/Application Support`, `$XDG_CONFIG_HOME`). `xdg`: `$XDG_CONFIG_HOME` or `~/.config`, on macOS too. `documents`: `~/Documents`, and
 * beside it the one that the system names. `system`: the root of the disk.
 */
const baseSchema = z.enum(['home', 'config', 'xdg', 'local', 'documents', 'system', 'project']);

const platformSchema = z.enum(['linux', 'darwin', 'win32']);
export type ClientPlatform = z.infer<typeof platformSchema>;

/** A file's place. A `*` in a segment of `path` stands for any run of characters, as in the folders of VS Code's profiles. */
export const placeSchema = z
  .strictObject({
    base: baseSchema,
    path: z.string().min(1),
    /** An environment variable whose folder takes the place of `base`, and the path within it. */
    override: z.strictObject({ variable: z.string(), path: z.string() }).readonly().optional(),
    platforms: z.array(platformSchema).readonly().optional(),
  })
  .readonly();
export type KnownPlace = z.infer<typeof placeSchema>;

const fileSchema = placeSchema.unwrap().extend({
  /** Whose entries stand in it: the user's, a project's, or an administrator's, which are left alone. */
  scope: z.enum(['user', 'project', 'managed']),
  format: z.enum(['json', 'jsonc', 'toml', 'yaml']),
  /** The keys that lead to a map from server names to entries; `*` stands for any key. */
  at: z.array(z.array(z.string()).readonly()).readonly(),
});
export type KnownFile = Readonly<z.infer<typeof fileSchema>>;

const entrySchema = z
  .strictObject({
    /** `array`: the command and its arguments are one list under `command`. */
    commandIs: z.enum(['text', 'array']),
    command: z.string(),
    args: z.string(),
    env: z.string(),
    /** Keys that name a file of variables, and lists of variables that the client takes from its own environment. */
    envFile: z.string().optional(),
    envNames: z.string().optional(),
    /** Variables that only the client can fill in, as from a keychain of its own. */
    ownSecrets: z.string().optional(),
    urls: z.array(z.string()).readonly(),
    headers: z.string(),
    /** Further keys that hold the credential of an HTTP entry: a variable's name, or a map from headers to variables' names. */
    bearerVariable: z.string().optional(),
    headerVariables: z.string().optional(),
    /** How the client writes variables in values. */
    variables: z.enum(['none', 'shell', 'dollar', 'editor', 'braces']),
    /** The client's own limit for a call: the key, how many of its units are a second, and the most seconds it takes. */
    timeout: z
      .strictObject({ key: z.string(), perSecond: z.number().int(), seconds: z.number().int() })
      .readonly()
      .nullable(),
  })
  .readonly();
export type KnownEntry = z.infer<typeof entrySchema>;

const factSchema = z
  .strictObject({
    path: z.enum(['built-in', 'extensions', 'connectors']),
    kind: z.enum(['best-effort', 'unguarded']),
    why: z.string(),
    remedy: z.string(),
  })
  .readonly();

/** In the entry of a hook: stands for the line that starts `remit hook`, as the shell of the platform reads it. */
export const COMMAND_LINE = '{command line}';

const hookEntrySchema = z.record(z.string(), z.json()).readonly();

/** A file with lists of hooks under `hooks`, one for each event. */
const hookListSchema = z
  .strictObject({
    kind: z.literal('list'),
    place: placeSchema,
    format: z.enum(['json', 'jsonc']),
    /** What a file that Remit makes says besides its hooks. */
    head: hookEntrySchema,
    /** The events, and what the entry of one says besides. */
    events: z.array(z.strictObject({ name: z.string(), more: hookEntrySchema }).readonly()).readonly(),
    /** For the groups that hooks stand in, so that a group has all tools; null where hooks stand in the list itself. */
    matcher: z.string().nullable(),
    entry: hookEntrySchema,
    /** `both`: it isn't known whether `cmd` or PowerShell runs the line, so that it has to mean the same to both. */
    onWindows: z.strictObject({ entry: hookEntrySchema, shell: z.enum(['powershell', 'both']) }).readonly(),
    /** A key and the value with which all hooks of the client are switched off, and one that lists the names or lines of some. */
    off: z
      .strictObject({
        at: z.array(z.string()).readonly(),
        is: z.json(),
        names: z.array(z.string()).readonly().optional(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();
export type KnownHookList = z.infer<typeof hookListSchema>;

/** A program that the client runs because of its place. */
const hookScriptSchema = z
  .strictObject({ kind: z.literal('script'), place: placeSchema, onWindows: placeSchema })
  .readonly();

const hooksSchema = z
  .strictObject({
    /** Whom `remit hook` answers. */
    agent: z.string().regex(/^[a-z-]+$/),
    file: z.union([hookListSchema, hookScriptSchema]),
    kind: z.enum(['configured', 'best-effort']),
    why: z.string(),
  })
  .readonly();
export type KnownHooks = z.infer<typeof hooksSchema>;

/** Everything Remit knows of one client. */
export const knownClientSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z-]+$/),
    /** The agent's name, as its vendor writes it. */
    name: z.string(),
    /** Places whose existence shows that the client is installed, besides its files. */
    signs: z.array(placeSchema).readonly(),
    files: z.array(fileSchema.readonly()).readonly(),
    entry: entrySchema,
    /** What the user does so that a changed file counts. */
    reload: z.string(),
    /** Its hooks for built-in tools, and what they are worth there; null when the client has none. */
    hooks: hooksSchema.nullable(),
    facts: z.array(factSchema).readonly(),
  })
  .readonly();
export type KnownClient = z.infer<typeof knownClientSchema>;

/** The notation that most clients have taken from Claude Desktop. */
export const commonEntry: KnownEntry = {
  commandIs: 'text',
  command: 'command',
  args: 'args',
  env: 'env',
  urls: ['url'],
  headers: 'headers',
  variables: 'none',
  timeout: null,
};

/** How long a call may take once Remit may have to ask: an hour, for the clients that name no limit of their own. */
export const LONGEST_CALL_SECONDS = 3600;

/** The longest time that a client is told to wait for a hook; the hook itself gives up a minute earlier. */
export const HOOK_SECONDS = 3600;
