import type { Agent } from '../../shared/contract/call.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { GatedMessage } from '../../shared/core/classify-message.ts';
import type { Subject } from '../authority/judged-subject.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import type { HttpSession } from './http-session.ts';
import type { RegisteredServer } from './registered-server.ts';
import { commandWords } from './server-store.ts';
import type { ToolList } from './tool-list.ts';

/** What of a gated message and its connection is judged. */
export function subjectOf(
  { tool, args, argsText }: GatedMessage,
  { session, server, spec, place }: Pick<ConnectionPorts, 'session' | 'server' | 'spec' | 'place'>,
  agent: Agent,
  tools: ToolList,
): Subject {
  const definition: Subject['definition'] = () => tools.current?.get(tool) ?? null;
  return {
    session,
    task: null,
    via: 'call',
    agent,
    server,
    serverCommand: commandWords(spec),
    tool,
    args,
    argsText,
    place,
    definition,
  };
}

/** The same of a message that came over HTTP. */
export function subjectOverHttp(
  { tool, args, argsText }: GatedMessage,
  { ref: server, words: serverCommand, place }: RegisteredServer,
  { id: session, agent, tools }: HttpSession,
): Subject {
  const definition: Subject['definition'] = () => tools.current?.get(tool) ?? null;
  return {
    session,
    task: null,
    via: 'call',
    agent,
    server,
    serverCommand,
    tool,
    args,
    argsText,
    place,
    definition,
  };
}

/** Where agents put the id of the tool use that a call comes from, which their hooks are told, too. */
const USE_IDS = ['claudecode/toolUseId', 'callId'];

export function toolUseId(meta: JsonObject | null): string | null {
  const found = USE_IDS.map((key) => meta?.[key]).find((id) => typeof id === 'string');
  return typeof found === 'string' ? found : null;
}
