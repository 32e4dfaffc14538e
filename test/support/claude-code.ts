import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { remit } from './serve.ts';

/** The program of Claude Code; empty where it isn't to be had (see scripts/field.mjs). */
export const CLAUDE = process.env['REMIT_CLAUDE'] ?? '';

export type ClaudeRun = { readonly done: Promise<{ readonly code: number | null; readonly said: string }> };

export type ClaudeSetup = {
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
export function runClaude(setup: ClaudeSetup): ClaudeRun {
  const settings = join(setup.folder, 'settings.json');
  const mcp = join(setup.folder, 'mcp.json');
  writeFileSync(settings, JSON.stringify({ hooks: setup.hooks ?? remitHooks(setup.dataDir) }));
  writeFileSync(mcp, JSON.stringify({ mcpServers: setup.servers ?? {} }));
  const flags = setup.flags ?? ['--allowedTools', 'Bash,Write,Read,mcp__fs'];
  return start(setup, ['--mcp-config', mcp, '--strict-mcp-config', '--settings', settings, ...flags]);
}

/** The same with nothing but the files in its home, which `remit protect` may have changed. */
export function runClaudeAsItIs(setup: Pick<ClaudeSetup, 'folder' | 'project' | 'model'>): ClaudeRun {
  return start(setup, []);
}

function start(
  { folder, project, model }: Pick<ClaudeSetup, 'folder' | 'project' | 'model'>,
  flags: readonly string[],
): ClaudeRun {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const child = spawn(CLAUDE, ['-p', 'go', ...flags], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOME: home,
      PATH: process.env['PATH'] ?? '',
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: 'sk-nobody',
      DISABLE_TELEMETRY: '1',
      // Or it won't let root switch its checks off.
      IS_SANDBOX: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      REMIT_NO_START: '1',
      ...(process.env['REMIT_NODE'] === undefined ? {} : { REMIT_NODE: process.env['REMIT_NODE'] }),
    },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const done = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, said }));
  });
  return { done };
}
