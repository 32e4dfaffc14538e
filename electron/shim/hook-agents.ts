// The agents whose hooks Remit answers, and how long each waits for one.

export type HookAgent =
  'claude-code' | 'codex' | 'gemini-cli' | 'cursor' | 'vscode' | 'copilot-cli' | 'windsurf' | 'cline';

/**
 * The seconds after which a hook refuses by itself. An agent that stops waiting runs the tool all the same, so this is below what each
 * waits: an hour where the timeout is ours to set, and less than half a minute where it is fixed (Cline) or nowhere written down (Windsurf).
 */
const DEADLINE_S: Readonly<Record<HookAgent, number>> = {
  'claude-code': 3540,
  codex: 3540,
  'gemini-cli': 3540,
  cursor: 3540,
  vscode: 3540,
  'copilot-cli': 3540,
  windsurf: 25,
  cline: 25,
};

const SHORT: Readonly<Record<string, HookAgent>> = {
  claude: 'claude-code',
  gemini: 'gemini-cli',
  copilot: 'copilot-cli',
  'vscode-copilot': 'vscode',
};

function isHookAgent(name: string): name is HookAgent {
  return Object.hasOwn(DEADLINE_S, name);
}

/** The agent of a name on the command line; null for one that Remit doesn't know. */
export function hookAgent(name: string): HookAgent | null {
  if (isHookAgent(name)) return name;
  return Object.hasOwn(SHORT, name) ? (SHORT[name] ?? null) : null;
}

export function deadlineOf(agent: HookAgent): number {
  return DEADLINE_S[agent];
}

export const HOOK_AGENTS: readonly string[] = Object.keys(DEADLINE_S);
