// What a client would send its hook of a call that must not run, and how the client would hear that it was refused. The words are those
// of the payloads in test/fixtures/hooks.

import type { KnownClient } from './known-client.ts';

/** What a hook said to its client. */
export type HookSaid = { readonly code: number | null; readonly out: string; readonly err: string };

type Dialect = {
  /** The name under which Remit's own words know the agent. */
  readonly agent: string;
  readonly payload: (command: string, folder: string) => object;
  /** Whether the client takes what was said for a no, where that is more than the exit code 2 with a reason. */
  readonly isNo?: (said: Readonly<Record<string, unknown>>) => boolean;
};

const SESSION = 'remit-canary';

function plain(agent: string, event: string, tool: string, more: object = {}): Dialect {
  return {
    agent,
    payload: (command, cwd) => ({
      session_id: SESSION,
      cwd,
      hook_event_name: event,
      tool_name: tool,
      tool_input: { command },
      ...more,
    }),
  };
}

const vscode: Dialect = {
  agent: 'vscode',
  payload: (command, cwd) => ({
    hookEventName: 'PreToolUse',
    session_id: SESSION,
    cwd,
    tool_name: 'run_in_terminal',
    tool_input: { command },
    tool_use_id: SESSION,
  }),
};

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'claude-code': plain('claude-code', 'PreToolUse', 'Bash', { prompt_id: SESSION, tool_use_id: SESSION }),
  codex: plain('codex', 'PreToolUse', 'Bash', { turn_id: SESSION, tool_use_id: SESSION }),
  'gemini-cli': plain('gemini-cli', 'BeforeTool', 'run_shell_command'),
  cursor: {
    agent: 'cursor',
    payload: (command, cwd) => ({
      conversation_id: SESSION,
      generation_id: SESSION,
      cursor_version: '0',
      hook_event_name: 'beforeShellExecution',
      workspace_roots: [cwd],
      command,
      cwd,
    }),
    isNo: (said) => said['permission'] === 'deny',
  },
  vscode,
  'vscode-insiders': vscode,
  'copilot-cli': {
    agent: 'copilot-cli',
    payload: (command, cwd) => ({
      sessionId: SESSION,
      cwd,
      toolName: 'bash',
      toolArgs: JSON.stringify({ command }),
    }),
    isNo: (said) => said['permissionDecision'] === 'deny',
  },
  windsurf: {
    agent: 'windsurf',
    payload: (command, cwd) => ({
      agent_action_name: 'pre_run_command',
      trajectory_id: SESSION,
      execution_id: SESSION,
      tool_info: { command_line: command, cwd },
    }),
  },
  cline: {
    agent: 'cline',
    payload: (command, cwd) => ({
      hookName: 'PreToolUse',
      clineVersion: '0',
      taskId: SESSION,
      workspaceRoots: [cwd],
      preToolUse: { toolName: 'execute_command', parameters: { command } },
    }),
    isNo: (said) => said['cancel'] === true,
  },
};

/** The payload of a call that runs `command`, and Remit's own name for the agent; null for a client whose hooks Remit doesn't answer. */
export function canaryPayload(
  client: KnownClient,
  command: string,
  folder: string,
): { readonly agent: string; readonly text: string } | null {
  const dialect = DIALECTS[client.id];
  if (dialect === undefined) return null;
  return { agent: dialect.agent, text: JSON.stringify(dialect.payload(command, folder)) };
}

/** Whether the client would take it for a no: exit code 2 with a reason, and beside it JSON where the client reads that. Cline reads JSON alone. */
export function isRefused(client: KnownClient, { code, out, err }: HookSaid): boolean {
  const dialect = DIALECTS[client.id];
  if (dialect === undefined) return false;
  const hasWord = dialect.isNo === undefined || dialect.isNo(objectIn(out));
  return hasWord && (client.id === 'cline' || (code === 2 && err.trim() !== ''));
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
