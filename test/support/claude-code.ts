import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runAgent, type AgentEnd, type FieldAgent } from './protected-agent.ts';
import { scriptedModel } from './scripted-model.ts';
import { remit } from './serve.ts';

/** The program of Claude Code; empty where it isn't to be had (see scripts/field.mjs). */
export const CLAUDE = process.env['REMIT_CLAUDE'] ?? '';

type ClaudeSetup = {
  readonly folder: string;
  readonly project: string;
  readonly dataDir: string;
  readonly model: string;
  /** Flags besides those that every run has. */
  readonly flags?: readonly string[];
  /** Servers of the agent, by name. */
  readonly servers?: Readonly<Record<string, object>>;
  /** Its hooks; left out: Remit's before every tool, as it is to be set up. */
  readonly hooks?: object;
};

/** The settings in which every tool asks Remit first. */
export function remitHooks(dataDir: string, more: object = { onFailure: 'block' }): object {
  const hook = {
    type: 'command',
    command: remit,
    args: ['hook', 'claude', '--data', dataDir],
    timeout: 3600,
    ...more,
  };
  return { PreToolUse: [{ matcher: '*', hooks: [hook] }] };
}

/** Runs the unmodified Claude Code on a scripted model, in a home of its own; its own rules allow everything. */
export function runClaude(setup: ClaudeSetup): Promise<AgentEnd> {
  const settings = join(setup.folder, 'settings.json');
  const mcp = join(setup.folder, 'mcp.json');
  writeFileSync(settings, JSON.stringify({ hooks: setup.hooks ?? remitHooks(setup.dataDir) }));
  writeFileSync(mcp, JSON.stringify({ mcpServers: setup.servers ?? {} }));
  const flags = setup.flags ?? ['--allowedTools', 'Bash,Write,Read,mcp__fs'];
  const home = join(setup.folder, 'home');
  mkdirSync(home, { recursive: true });
  const words = ['--mcp-config', mcp, '--strict-mcp-config', '--settings', settings, ...flags];
  return start({ home, project: setup.project }, setup.model, words);
}

/** The same with nothing but the files in its home. */
export const claudeCode: FieldAgent = {
  id: 'claude-code',
  play: scriptedModel,
  run: (at, model) => start(at, model, []),
  shell: (command) => ({ tool: 'Bash', input: { command, description: 'x' } }),
  read: (path) => ({ tool: 'mcp__fs__read_text_file', input: { path } }),
};

function start(
  at: { readonly home: string; readonly project: string },
  model: string,
  flags: readonly string[],
): Promise<AgentEnd> {
  return runAgent([CLAUDE, '-p', 'go', ...flags], at, {
    ANTHROPIC_BASE_URL: model,
    ANTHROPIC_API_KEY: 'sk-nobody',
    DISABLE_TELEMETRY: '1',
    // Or it won't let root switch its checks off.
    IS_SANDBOX: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  });
}
