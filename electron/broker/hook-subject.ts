// What of a hook's call is judged: which server and tool it is to the grants, and where its relative names start.

import { isAbsolute } from 'node:path';
import type { Agent } from '../../shared/contract/call.ts';
import type { HookAgent, HookCall } from '../../shared/contract/hook.ts';
import { serverNameSchema, type ServerName, type SessionId, type Sha256 } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { partsOf } from '../../shared/core/hook-mcp-name.ts';
import type { Subject } from '../authority/judged-subject.ts';
import { sha256 } from '../authority/sha256.ts';
import type { HookLine } from './hook-line.ts';
import type { RegisteredServer } from './registered-server.ts';

/** As the agents call themselves when they connect to a server. */
const NAMES: Readonly<Record<Exclude<HookAgent, 'acp'>, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'gemini-cli': 'Gemini CLI',
  cursor: 'Cursor',
  vscode: 'Visual Studio Code',
  'copilot-cli': 'Copilot CLI',
  windsurf: 'Windsurf',
  cline: 'Cline',
};

export function agentOfHook({ agent, process }: HookLine, call: HookCall): Agent {
  const name = agent === 'acp' ? (call.agentName ?? 'an agent') : NAMES[agent];
  return { name, process, claims: null };
}

/** The agent's built-in tools as a server. */
export function nativeServer(agent: HookAgent, call: HookCall): ServerName {
  return serverNameOf(`${agent === 'acp' ? (call.agentName ?? 'acp') : agent}${NATIVE}`);
}

const NATIVE = '/native';

export function nativeIdentity(name: ServerName): Sha256 {
  return sha256(JSON.stringify(['native', name]));
}

/** A server that Remit is in front of, or one that only the hook guards. */
export type HookServer =
  | { readonly kind: 'native'; readonly name: ServerName; readonly tool: string }
  | {
      readonly kind: 'proxied';
      readonly name: ServerName;
      readonly tool: string;
      readonly server: RegisteredServer;
    }
  | {
      readonly kind: 'unproxied';
      readonly name: ServerName;
      readonly tool: string;
      readonly startedBy: readonly string[] | null;
    };

export type KnownServers = ReadonlyMap<ServerName, RegisteredServer>;

/** The error is the rest of "the hook's payload is refused: ". `listing` finds the server that alone lists a tool for this agent. */
export function serverOfHook(
  agent: HookAgent,
  call: HookCall,
  known: KnownServers,
  listing: (tool: string) => ServerName | null,
): Result<HookServer, string> {
  const { tool } = call;
  switch (tool.kind) {
    case 'native':
      return ok({ kind: 'native', name: nativeServer(agent, call), tool: tool.name });
    case 'mcp':
      return mcpServer(tool.server, tool.name, tool.startedBy, known);
    case 'joined': {
      const parts = partsOf(tool.text, tool.separator, tool.server, [...known.keys()]);
      if (parts === null) return err(`the tool \`${tool.text}\` names no server`);
      return mcpServer(parts.server, parts.tool, null, known);
    }
    case 'unplaced': {
      const server = listing(tool.name);
      return mcpServer(server ?? `${agent}/mcp`, tool.name, null, known);
    }
    default:
      return assertNever(tool);
  }
}

function mcpServer(
  given: string,
  tool: string,
  startedBy: readonly string[] | null,
  known: KnownServers,
): Result<HookServer, string> {
  const connects = shimTarget(startedBy);
  const name = serverNameOf(connects ?? given);
  const server = known.get(name);
  // Where the agent says how it starts the server, only the shim is Remit's; where it doesn't, the name has to do. It gives nothing away:
  // the hook judges the call in either case.
  if (server !== undefined && (startedBy === null || connects !== null))
    return ok({ kind: 'proxied', name, tool, server });
  if (name.endsWith(NATIVE)) return err(`the server \`${name}\` has a name that is kept for built-in tools`);
  return ok({ kind: 'unproxied', name, tool, startedBy });
}

/** The server that a shim's command line, or an address of the endpoint, names; null for what doesn't lead to Remit. */
function shimTarget(startedBy: readonly string[] | null): string | null {
  const [, overHttp] = /^http:\/\/127\.0\.0\.1:\d+\/mcp\/([^/?#]+)$/.exec(startedBy?.[0] ?? '') ?? [];
  if (overHttp !== undefined && startedBy?.length === 1) return decodeName(overHttp);
  const at = startedBy?.indexOf('connect') ?? -1;
  if (startedBy === null || at < 1 || !/(^|[\\/])(remit(\.\w+)?|shim\.mjs)$/.test(startedBy[at - 1] ?? ''))
    return null;
  return startedBy[at + 1] ?? null;
}

function decodeName(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}

/** A name in the letters that a server's name may have. */
function serverNameOf(text: string): ServerName {
  const exact = serverNameSchema.safeParse(text);
  if (exact.success) return exact.data;
  const bent = text.replaceAll(/[^\p{L}\p{N}@_./-]/gu, '_').slice(0, 200);
  return serverNameSchema
    .catch(serverNameSchema.parse('unnamed'))
    .parse(`x${bent}`.replace(/^x(?=[\p{L}\p{N}@])/u, ''));
}

export type HookPlace = {
  readonly agent: Agent;
  readonly session: SessionId;
  readonly place: Pick<Place, 'home' | 'platform'>;
  readonly definition: Subject['definition'];
};

const ASKED = { task: null, via: 'hook' } as const;

export function subjectOfHook(server: HookServer, call: HookCall, hook: HookPlace): Subject {
  const { agent, session, definition } = hook;
  const { args, argsText } = call;
  const base = { ...ASKED, session, agent, tool: server.tool, args, argsText, definition };
  const { name } = server;
  switch (server.kind) {
    case 'proxied': {
      const { ref, words: serverCommand, place } = server.server;
      return { ...base, server: ref, serverCommand, place };
    }
    case 'unproxied': {
      const identity = sha256(JSON.stringify(['hook', agent.name, name, server.startedBy]));
      const serverCommand = server.startedBy?.join(' ') ?? '';
      return { ...base, server: { name, identity }, serverCommand, place: agentPlace(call, hook) };
    }
    case 'native': {
      return {
        ...base,
        server: { name, identity: nativeIdentity(name) },
        serverCommand: '',
        place: agentPlace(call, hook),
      };
    }
    default:
      return assertNever(server);
  }
}

/** Where the agent works: as it says, else as its workspace or its process says. With several folders every reading counts. */
function agentPlace(call: HookCall, { agent, place }: HookPlace): Place {
  const folders = [call.cwd, ...call.roots, agent.process?.cwd].filter(
    (folder): folder is string => typeof folder === 'string' && isAbsolute(folder),
  );
  const [cwd = place.home, ...others] = folders;
  const named = call.cwd !== null && call.cwd === cwd;
  return { ...place, cwd, bases: named ? [] : others.filter((other) => call.roots.includes(other)) };
}
