// `remit permission-tool`: the MCP server for Claude Code's `--permission-prompt-tool`. Where Claude Code would ask its user, it calls the
// one tool of this server, and Remit answers. What was judged is what runs: the answer carries the arguments that the broker saw.

import process from 'node:process';
import { createInterface } from 'node:readline';
import { askBroker } from './ask-broker.ts';
import { dataFolder } from './data-folder.ts';
import type { HookVerdict } from './hook-answer.ts';
import { idOf, recordIn, recordOf, textOf, type JsonRecord } from './json-line.ts';

type RpcId = string | number;

const PROTOCOL = '2025-11-25';
const NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;
const TOOL = {
  name: 'approve',
  description: 'Asks Remit whether a tool may be used.',
  inputSchema: {
    type: 'object',
    properties: {
      tool_name: { type: 'string' },
      input: { type: 'object' },
      tool_use_id: { type: 'string' },
    },
    required: ['tool_name', 'input'],
  },
};

export function runPermissionTool(args: readonly string[]): void {
  if (args.some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(
      "usage: remit permission-tool [--data DIR]\nThe MCP server for Claude Code's --permission-prompt-tool mcp__remit__approve.\n",
    );
    return;
  }
  const at = args.indexOf('--data');
  const dataDir = dataFolder(at === -1 ? null : (args[at + 1] ?? null));
  /** Questions that wait, each with the way to take it back. */
  const waiting = new Map<RpcId, () => void>();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const message = recordIn(line);
    if (message !== null) take(message, dataDir, waiting);
  });
  lines.on('close', () => {
    for (const leave of waiting.values()) leave();
    process.exit(0);
  });
  process.stdout.on('error', () => process.exit(1));
}

function take(message: JsonRecord, dataDir: string, waiting: Map<RpcId, () => void>): void {
  const { method } = message;
  const params = recordOf(message['params']) ?? {};
  const id = idOf(message['id']);
  if (method === 'notifications/cancelled') {
    const asked = idOf(params['requestId']);
    if (asked === null) return;
    waiting.get(asked)?.();
    waiting.delete(asked);
    return;
  }
  if (id === null || typeof method !== 'string') return;
  switch (method) {
    case 'initialize':
      return result(id, {
        protocolVersion: textOf(params['protocolVersion']) ?? PROTOCOL,
        capabilities: { tools: {} },
        serverInfo: { name: 'remit', version: '1' },
      });
    case 'ping':
      return result(id, {});
    case 'tools/list':
      return result(id, { tools: [TOOL] });
    case 'tools/call':
      return approve(id, params, dataDir, waiting);
    default:
      return failure(id, NOT_FOUND, `this server does not know \`${method}\``);
  }
}

function approve(id: RpcId, params: JsonRecord, dataDir: string, waiting: Map<RpcId, () => void>): void {
  const given = recordOf(params['arguments']) ?? {};
  const name = textOf(given['tool_name']);
  const input = recordOf(given['input']);
  if (params['name'] !== TOOL.name || name === null || input === null)
    return failure(id, INVALID_PARAMS, 'a call of `approve` needs `tool_name` and `input`');
  const payload = JSON.stringify({
    hook_event_name: 'permission-tool',
    cwd: process.cwd(),
    tool_name: name,
    tool_input: input,
    ...(textOf(given['tool_use_id']) === null ? {} : { tool_use_id: given['tool_use_id'] }),
  });
  const question = { dataDir, agent: 'claude-code', registered: 'permission-tool', payload };
  const leave = askBroker(question, (verdict) => {
    waiting.delete(id);
    result(id, { content: [{ type: 'text', text: JSON.stringify(behaviour(verdict, input)) }] });
  });
  waiting.set(id, leave);
}

function behaviour(verdict: HookVerdict, input: JsonRecord): object {
  return verdict.kind === 'allow'
    ? { behavior: 'allow', updatedInput: input }
    : { behavior: 'deny', message: verdict.text };
}

function result(id: RpcId, value: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: value })}\n`);
}

function failure(id: RpcId, code: number, message: string): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`);
}
