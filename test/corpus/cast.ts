// Who takes part in a case: servers as they are started, the tools that they list, agents, sessions. The names of a case stand for things
// that the broker gives names of its own.

import { serverSpecSchema, serverIdentity, type ServerSpec } from '../../electron/broker/server-store.ts';
import { ToolList } from '../../electron/broker/tool-list.ts';
import { sha256 } from '../../electron/authority/sha256.ts';
import type { Agent, ServerRef } from '../../shared/contract/call.ts';
import {
  serverNameSchema,
  sessionIdSchema,
  taskIdSchema,
  type SessionId,
  type TaskId,
} from '../../shared/contract/ids.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { Grantee } from '../../shared/contract/scope.ts';
import { NotModelled, objectOf, onlyKeys, textOf } from './corpus-case.ts';

/** What is said of a server: texts that stand for how it is started, and those that stand for how it defines its tool. */
export type Bindings = Readonly<Record<string, string>>;

/** How a server is started, or where it is reached. */
export const isStarted = (key: string): boolean => key.startsWith('server_') || key === 'env_sha256';
/** How a server describes its tool. */
export const isDefined = (key: string): boolean => /^(definition|description|schema)_/.test(key);
/** In whom the user trusts when nobody else is named. */
export const USUAL_AGENT = 'claude-code';
const USUAL_SESSION = 's1';

/** Stops at a binding that has no counterpart in the product. */
export function knownBindings(bindings: Bindings): Bindings {
  const odd = Object.keys(bindings).find((key) => !isStarted(key) && !isDefined(key));
  if (odd !== undefined) throw new NotModelled(`\`${odd}\` of the grant isn't modelled`);
  return bindings;
}

/** The server of this name, or null where none can be registered under it. */
export function serverOf(
  name: string,
  bindings: Bindings,
): { readonly ref: ServerRef; readonly spec: ServerSpec } | null {
  const named = serverNameSchema.safeParse(name);
  if (!named.success) return null;
  const { env_sha256: environment, ...started } = bindings;
  const args = textsUnder(started, isStarted);
  const env = environment === undefined ? {} : { ENVIRONMENT: environment };
  const spec = serverSpecSchema.parse({ command: 'a-server', args, cwd: '/', env });
  return { ref: { name: named.data, identity: serverIdentity(spec) }, spec };
}

function textsUnder(bindings: Bindings, which: (key: string) => boolean): readonly string[] {
  const found = Object.entries(bindings).filter(([key]) => which(key));
  return found.map(([key, text]) => `${key}=${text}`).sort();
}

/** What a server answers when it is asked for its tools. */
export type Listing = {
  readonly names: readonly string[];
  readonly bindings: Bindings;
  /** Tools that have changed since the grant. */
  readonly changed: readonly string[];
  readonly annotations: JsonObject | null;
};

/** The definitions of the named tools, as a server lists them. */
export function listed({ names, bindings, changed, annotations }: Listing): ToolList {
  const tools = new ToolList({ send: () => undefined, listed: () => undefined });
  const said = textsUnder(bindings, isDefined).join(' ');
  const definitions = names.map((name): JsonValue => {
    const description = `${said}${changed.includes(name) ? ' (changed)' : ''}`;
    const definition = { name, description, inputSchema: { type: 'object' } };
    return annotations === null ? definition : { ...definition, annotations };
  });
  tools.clientAsks(1, null);
  tools.answer(1, { tools: definitions });
  return tools;
}

export type Caller = { readonly session: SessionId; readonly agent: Agent; readonly task: TaskId | null };

/** Whose call it is. Where nothing at all is said it is the usual agent's, in its usual session. */
export function callerOf(context: JsonObject | null): Caller {
  const said: JsonObject = context ?? { session: USUAL_SESSION, agent: USUAL_AGENT };
  const { session, agent, task } = said;
  return { session: sessionOf(session), agent: agentOf(agent, objectOf(said, 'peer')), task: taskOf(task) };
}

/** The broker names sessions itself: one for each that the case tells apart, and one of its own for what names none. */
export function sessionOf(name: JsonValue | undefined): SessionId {
  if (typeof name !== 'string' || name === '') return sessionIdSchema.parse('s-unnamed');
  return sessionIdSchema.parse(`s-${sha256(name)}`);
}

export function taskOf(name: JsonValue | undefined): TaskId | null {
  return typeof name === 'string' && name !== '' ? taskIdSchema.parse(`t-${sha256(name)}`) : null;
}

function agentOf(name: JsonValue | undefined, peer: JsonObject | null): Agent {
  const process =
    peer === null ? null : { pid: 1, executable: textOf(peer, 'exe') ?? '', command: '', cwd: '/' };
  return { name: typeof name === 'string' ? name : '', process, claims: null };
}

/** For whom a grant is. One that says nothing is for the usual agent, as every grant is for the agent that asked. */
export function granteeOf(lifetime: JsonObject | null, peer: JsonObject | null): Grantee {
  const name = lifetime?.['agent'] ?? USUAL_AGENT;
  if (typeof name !== 'string' || name === '')
    throw new NotModelled('the grant is for an agent without a name');
  if (peer !== null) onlyKeys(peer, ['exe'], 'the program of the grant');
  if (name === 'any' && peer === null) return 'any';
  return { name, executable: peer === null ? null : (textOf(peer, 'exe') ?? '') };
}
