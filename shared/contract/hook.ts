import { z } from 'zod';
import type { JsonObject } from './json.ts';

/** Agents whose hooks Remit answers, and `acp`: any agent behind `remit acp`, which says its name itself. */
export const hookAgentSchema = z.enum([
  'claude-code',
  'codex',
  'gemini-cli',
  'cursor',
  'vscode',
  'copilot-cli',
  'windsurf',
  'cline',
  'acp',
]);
export type HookAgent = z.infer<typeof hookAgentSchema>;

/**
 * Which tool a hook is about: one of the agent's own, or one of an MCP server. Some agents join the server's name with the tool's, so that
 * only who knows the servers can take them apart; `server` is then what the agent says beside it. Cursor's first hook names no server.
 */
export type HookTool =
  | { readonly kind: 'native'; readonly name: string }
  | {
      readonly kind: 'mcp';
      readonly server: string;
      readonly name: string;
      /** How the agent starts the server, or the address it has; null where it doesn't say. */
      readonly startedBy: readonly string[] | null;
    }
  | {
      readonly kind: 'joined';
      readonly text: string;
      readonly separator: string;
      readonly server: string | null;
    }
  | { readonly kind: 'unplaced'; readonly name: string };

/** One call as a hook reports it. What is null the agent doesn't say. */
export type HookCall = {
  readonly tool: HookTool;
  readonly args: JsonObject;
  readonly argsText: string;
  /** The event: one action can have several, each asking for itself. */
  readonly step: string;
  readonly cwd: string | null;
  /** The folders of the workspace, where the agent names them. */
  readonly roots: readonly string[];
  readonly session: string | null;
  readonly turn: string | null;
  readonly useId: string | null;
  /** What an agent behind `remit acp` calls itself. */
  readonly agentName: string | null;
};
