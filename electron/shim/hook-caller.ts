// Who runs this hook, and what for. Agents load each other's settings: Cursor and VS Code run the hooks of Claude Code, and understand
// the answer only in their own dialect. So the payload says who asks, and the command line only where it doesn't.

import type { HookAgent } from './hook-agents.ts';

/**
 * `tool`: before a tool runs. `permission`: the agent is about to ask its user. `other`: something that needs no verdict. `unknown`:
 * nothing that this version knows, and so perhaps a tool that is about to run.
 */
export type HookEvent = 'tool' | 'permission' | 'other' | 'unknown';
export type HookCaller = { readonly agent: HookAgent; readonly event: HookEvent };

type Payload = Readonly<Record<string, unknown>>;

/** Null when the payload doesn't say who asks, and the command line can't be believed. */
export function hookCaller(payload: Payload, registered: HookAgent): HookCaller | null {
  const agent = agentOf(payload, registered);
  return agent === null ? null : { agent, event: eventOf(agent, payload) };
}

/** Marks that no other agent's payload has at its top level, in the order in which they can be trusted. */
const MARKS: readonly (readonly [HookAgent, readonly string[]])[] = [
  ['cursor', ['cursor_version']],
  ['vscode', ['hookEventName']],
  ['windsurf', ['agent_action_name']],
  ['cline', ['clineVersion', 'hookName']],
  ['copilot-cli', ['toolName', 'toolArgs']],
];
const GEMINI = new Set(['beforetool', 'beforeagent', 'beforemodel', 'beforetoolselection', 'precompress']);

function agentOf(payload: Payload, registered: HookAgent): HookAgent | null {
  const marked = MARKS.find(([, keys]) => keys.some((key) => Object.hasOwn(payload, key)));
  if (marked !== undefined) return marked[0];
  const event = plain(payload['hook_event_name']);
  if (event !== '') {
    if (GEMINI.has(event)) return 'gemini-cli';
    if (Object.hasOwn(payload, 'turn_id')) return 'codex';
    if (Object.hasOwn(payload, 'prompt_id') || Object.hasOwn(payload, 'effort')) return 'claude-code';
    return ['claude-code', 'codex', 'gemini-cli'].includes(registered) ? registered : null;
  }
  return registered === 'copilot-cli' ? registered : null;
}

const TOOL = new Set([
  'pretooluse',
  'beforetool',
  'beforeshellexecution',
  'beforemcpexecution',
  'beforereadfile',
  'beforetabfileread',
  'premcptooluse',
  'preruncommand',
  'prewritecode',
  'prereadcode',
  'toolcall',
]);
/** Besides those that come after the fact. */
const OTHER = new Set(
  (
    'sessionstart sessionend userpromptsubmit notification stop stopfailure subagentstart subagentstop precompact precompress setup ' +
    'teammateidle taskcreated taskcompleted taskstart taskresume taskcancel taskcomplete configchange worktreecreate worktreeremove ' +
    'instructionsloaded permissiondenied elicitation elicitationresult cwdchanged filechanged beforesubmitprompt workspaceopen ' +
    'beforeagent beforemodel beforetoolselection preuserprompt agentstart agentend agentabort agentresume prompt'
  ).split(' '),
);

function eventOf(agent: HookAgent, payload: Payload): HookEvent {
  if (agent === 'copilot-cli') return copilotEvent(payload);
  const named = { vscode: 'hookEventName', windsurf: 'agent_action_name', cline: 'hookName' };
  const key =
    agent === 'vscode' || agent === 'windsurf' || agent === 'cline' ? named[agent] : 'hook_event_name';
  const event = plain(payload[key]);
  if (TOOL.has(event)) return 'tool';
  if (event === 'permissionrequest' && (agent === 'claude-code' || agent === 'codex')) return 'permission';
  return OTHER.has(event) || /^(post|after)[a-z]/.test(event) ? 'other' : 'unknown';
}

/** Copilot CLI doesn't name the event: each is known by what it carries. */
function copilotEvent(payload: Payload): HookEvent {
  if (Object.hasOwn(payload, 'toolName')) return Object.hasOwn(payload, 'toolResult') ? 'other' : 'tool';
  if (Object.hasOwn(payload, 'toolArgs')) return 'unknown';
  return ['prompt', 'source', 'initialPrompt', 'reason', 'error', 'stopReason'].some((key) =>
    Object.hasOwn(payload, key),
  )
    ? 'other'
    : 'unknown';
}

/** The same event is `PreToolUse` here, `preToolUse` or `pre_tool_use` there. */
function plain(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase().replaceAll(/[_-]/g, '') : '';
}
