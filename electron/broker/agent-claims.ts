import type { Agent } from '../../shared/contract/call.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import { isJsonObject } from '../../shared/core/strict-json.ts';

/**
 * The agent with what the client says of itself: in `initialize` (MCP up to 2025-11-25), or in the `_meta` of every request (2026-07-28).
 * It is a claim, shown as such, and never a reason to allow anything. An agent that a credential names keeps that name (`unproved` is null); for another, `unproved` makes
 * one of what it says, so that it can't go by the name of an agent that has a credential.
 */
export function agentAsClaimed(
  agent: Agent,
  unproved: ((name: string) => string) | null,
  method: string | null,
  params: JsonObject | null,
): Agent {
  const meta = params?.['_meta'];
  const later = isJsonObject(meta) ? meta['io.modelcontextprotocol/clientInfo'] : undefined;
  const info = method === 'initialize' ? params?.['clientInfo'] : later;
  if (!isJsonObject(info) || typeof info['name'] !== 'string') return agent;
  const name = typeof info['title'] === 'string' && info['title'] !== '' ? info['title'] : info['name'];
  const version = typeof info['version'] === 'string' ? info['version'] : '';
  if (agent.claims?.name === name && agent.claims.version === version) return agent;
  return { ...agent, name: unproved === null ? agent.name : unproved(name), claims: { name, version } };
}
