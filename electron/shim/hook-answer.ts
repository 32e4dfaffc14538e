// A verdict in the words of each agent. What isn't understood lets the tool run with most of them, so a refusal is always the one form
// that each is known to honour: exit code 2 with a reason on stderr (a silent one doesn't count with Codex and Gemini CLI), beside it
// JSON where the agent reads that, and with Cline JSON alone.

import type { HookAgent } from './hook-agents.ts';
import type { HookCaller } from './hook-caller.ts';

/** `refuse` is a verdict; `trouble` says why there is none. */
export type HookVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'refuse'; readonly text: string }
  | { readonly kind: 'trouble'; readonly text: string };

/** All that a hook says to its agent. */
export type HookAnswer = { readonly stdout: string; readonly stderr: string; readonly code: number };

const REFUSED = 2;
/** Neither yes nor no: the agent asks its user itself. `bin/remit` lets this code pass, and takes every other one for a crash. */
const ASK_USER = 75;

export function hookAnswer({ agent, event }: HookCaller, verdict: HookVerdict): HookAnswer {
  switch (verdict.kind) {
    case 'allow':
      return {
        stdout: line(event === 'permission' ? permission({ behavior: 'allow' }) : allowed(agent)),
        stderr: '',
        code: 0,
      };
    case 'refuse':
    case 'trouble': {
      const text = verdict.text.trim() === '' ? 'Remit refused this call' : verdict.text;
      if (event !== 'permission') return refused(agent, text);
      if (verdict.kind === 'trouble') return { stdout: '', stderr: `${text}\n`, code: ASK_USER };
      return { stdout: line(permission({ behavior: 'deny', message: text })), stderr: '', code: 0 };
    }
  }
}

/** To an event that needs no verdict. */
export function noVerdict(agent: HookAgent): HookAnswer {
  const said = { cline: { cancel: false }, cursor: {} };
  return { stdout: agent === 'cline' || agent === 'cursor' ? line(said[agent]) : '', stderr: '', code: 0 };
}

function line(value: object | null): string {
  return value === null ? '' : `${JSON.stringify(value)}\n`;
}

function permission(decision: object): object {
  return { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision } };
}

const ALLOWED = 'allowed by Remit';

/** Codex and Windsurf take silence for yes, and Codex a spoken yes for a failure. */
function allowed(agent: HookAgent): object | null {
  switch (agent) {
    case 'claude-code':
    case 'vscode':
      return {
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: 'allow',
          permissionDecisionReason: ALLOWED,
        },
      };
    case 'gemini-cli':
      return { decision: 'allow' };
    case 'cursor':
      return { permission: 'allow' };
    case 'copilot-cli':
      return { permissionDecision: 'allow', permissionDecisionReason: ALLOWED };
    case 'cline':
      return { cancel: false };
    case 'codex':
    case 'windsurf':
      return null;
  }
}

function refused(agent: HookAgent, text: string): HookAnswer {
  const stderr = `${text}\n`;
  switch (agent) {
    case 'cline':
      return { stdout: line({ cancel: true, errorMessage: text }), stderr, code: 0 };
    case 'cursor':
      return {
        stdout: line({ permission: 'deny', user_message: text, agent_message: text }),
        stderr,
        code: REFUSED,
      };
    case 'copilot-cli':
      return {
        stdout: line({ permissionDecision: 'deny', permissionDecisionReason: text }),
        stderr,
        code: REFUSED,
      };
    case 'claude-code':
    case 'codex':
    case 'gemini-cli':
    case 'vscode':
    case 'windsurf':
      return { stdout: '', stderr, code: REFUSED };
  }
}
