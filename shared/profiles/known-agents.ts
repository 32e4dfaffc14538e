// What is known of agents as callers: the names that they go by, and how long each waits for an answer. Measured with the versions of
// late 2026 or said in their documentation; who isn't here waits as long as the MCP SDKs do when nothing else is set.

export type KnownAgent = {
  readonly id: string;
  /** As its vendor writes it, then what it says of itself when it connects. */
  readonly names: readonly string[];
  /** Seconds after which it gives a call up. */
  readonly waits: number;
  /** The same once `remit protect` has set the timeout of its entries; null where an entry has none to set. */
  readonly waitsProtected: number | null;
};

/** The request timeout of both MCP SDKs. */
export const USUAL_WAIT = 60;

export const KNOWN_AGENTS: readonly KnownAgent[] = [
  { id: 'claude-desktop', names: ['Claude Desktop', 'claude-ai'], waits: 60, waitsProtected: null },
  { id: 'claude-code', names: ['Claude Code', 'claude-code'], waits: 400, waitsProtected: 3600 },
  { id: 'cursor', names: ['Cursor', 'cursor-vscode'], waits: 60, waitsProtected: null },
  { id: 'vscode', names: ['VS Code', 'Visual Studio Code'], waits: 3600, waitsProtected: null },
  {
    id: 'vscode-insiders',
    names: ['VS Code Insiders', 'Visual Studio Code - Insiders'],
    waits: 3600,
    waitsProtected: null,
  },
  { id: 'codex', names: ['Codex', 'codex-mcp-client'], waits: 300, waitsProtected: 3600 },
  { id: 'gemini-cli', names: ['Gemini CLI', 'gemini-cli-mcp-client'], waits: 600, waitsProtected: 3600 },
  { id: 'windsurf', names: ['Windsurf'], waits: USUAL_WAIT, waitsProtected: null },
  { id: 'zed', names: ['Zed'], waits: 60, waitsProtected: 3600 },
  { id: 'cline', names: ['Cline'], waits: 60, waitsProtected: 3600 },
  { id: 'goose', names: ['Goose', 'goose'], waits: 300, waitsProtected: 3600 },
  { id: 'lm-studio', names: ['LM Studio'], waits: USUAL_WAIT, waitsProtected: null },
  {
    id: 'copilot-cli',
    names: ['Copilot CLI', 'github-copilot-cli'],
    waits: USUAL_WAIT,
    waitsProtected: 3600,
  },
  { id: 'opencode', names: ['OpenCode', 'opencode'], waits: USUAL_WAIT, waitsProtected: null },
];
