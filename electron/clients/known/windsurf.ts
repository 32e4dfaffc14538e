import { COMMAND_LINE, commonEntry, type KnownClient } from '../known-client.ts';

const FILE = { base: 'home', scope: 'user', format: 'json', at: [['mcpServers']] } as const;

export const windsurf: KnownClient = {
  id: 'windsurf',
  name: 'Windsurf',
  signs: [{ base: 'home', path: '.codeium/windsurf' }],
  files: [
    { ...FILE, path: '.codeium/windsurf/mcp_config.json' },
    // Its plugin for JetBrains.
    { ...FILE, path: '.codeium/mcp_config.json' },
  ],
  entry: { ...commonEntry, urls: ['serverUrl', 'url'], variables: 'editor' },
  reload: 'press the refresh button of its list of servers',
  hooks: {
    agent: 'windsurf',
    file: {
      kind: 'list',
      place: { base: 'home', path: '.codeium/windsurf/hooks.json' },
      format: 'json',
      head: {},
      events: ['pre_mcp_tool_use', 'pre_run_command', 'pre_write_code', 'pre_read_code'].map((name) => ({
        name,
        more: {},
      })),
      matcher: null,
      entry: { command: COMMAND_LINE, show_output: true },
      onWindows: {
        entry: { command: COMMAND_LINE, powershell: COMMAND_LINE, show_output: true },
        shell: 'powershell',
      },
      off: null,
    },
    kind: 'best-effort',
    why: 'a hook that fails otherwise than with code 2 lets the tool run',
  },
  facts: [],
};
