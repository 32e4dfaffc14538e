import { COMMAND_LINE, commonEntry, HOOK_SECONDS, type KnownClient } from '../known-client.ts';

/** It takes `//` for a comment inside texts, too, so that no address may stand here. */
const HOOK = { command: COMMAND_LINE, timeout: HOOK_SECONDS, failClosed: true };

export const cursor: KnownClient = {
  id: 'cursor',
  name: 'Cursor',
  signs: [
    { base: 'home', path: '.cursor' },
    { base: 'config', path: 'Cursor' },
  ],
  files: [
    { base: 'home', path: '.cursor/mcp.json', scope: 'user', format: 'jsonc', at: [['mcpServers']] },
    { base: 'project', path: '.cursor/mcp.json', scope: 'project', format: 'jsonc', at: [['mcpServers']] },
  ],
  entry: { ...commonEntry, envFile: 'envFile', variables: 'editor' },
  reload: 'switch the servers off and on in its settings, or start it again',
  hooks: {
    agent: 'cursor',
    file: {
      kind: 'list',
      place: { base: 'home', path: '.cursor/hooks.json' },
      format: 'jsonc',
      head: { version: 1 },
      events: ['preToolUse', 'beforeShellExecution', 'beforeMCPExecution', 'beforeReadFile'].map((name) => ({
        name,
        more: {},
      })),
      matcher: null,
      entry: HOOK,
      onWindows: { entry: HOOK, shell: 'powershell' },
      off: null,
    },
    kind: 'configured',
    why: 'its hooks can be told to refuse when they fail',
  },
  facts: [
    {
      path: 'extensions',
      kind: 'unguarded',
      why: 'extensions may bring servers of their own',
      remedy: 'turn off extensions that bring servers',
    },
  ],
};
