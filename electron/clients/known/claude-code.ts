import {
  COMMAND_LINE,
  commonEntry,
  HOOK_SECONDS,
  LONGEST_CALL_SECONDS,
  type KnownClient,
} from '../known-client.ts';

export const claudeCode: KnownClient = {
  id: 'claude-code',
  name: 'Claude Code',
  signs: [{ base: 'home', path: '.claude', override: { variable: 'CLAUDE_CONFIG_DIR', path: '' } }],
  files: [
    {
      base: 'home',
      path: '.claude.json',
      override: { variable: 'CLAUDE_CONFIG_DIR', path: '.claude.json' },
      scope: 'user',
      format: 'json',
      at: [['mcpServers'], ['projects', '*', 'mcpServers']],
    },
    { base: 'project', path: '.mcp.json', scope: 'project', format: 'json', at: [['mcpServers']] },
    {
      base: 'system',
      path: 'etc/claude-code/managed-mcp.json',
      platforms: ['linux'],
      scope: 'managed',
      format: 'json',
      at: [['mcpServers']],
    },
    {
      base: 'system',
      path: 'Library/Application Support/ClaudeCode/managed-mcp.json',
      platforms: ['darwin'],
      scope: 'managed',
      format: 'json',
      at: [['mcpServers']],
    },
    {
      base: 'system',
      path: 'Program Files/ClaudeCode/managed-mcp.json',
      platforms: ['win32'],
      scope: 'managed',
      format: 'json',
      at: [['mcpServers']],
    },
  ],
  entry: {
    ...commonEntry,
    variables: 'shell',
    timeout: { key: 'timeout', perSecond: 1000, seconds: LONGEST_CALL_SECONDS },
  },
  reload: 'end its running sessions, which may write the old file again, and start new ones',
  hooks: {
    agent: 'claude-code',
    file: {
      kind: 'list',
      place: {
        base: 'home',
        path: '.claude/settings.json',
        override: { variable: 'CLAUDE_CONFIG_DIR', path: 'settings.json' },
      },
      // With a comment in it, it ignores the whole file.
      format: 'json',
      head: {},
      // A permission request whose hook fails is asked of the user, which is as good as a refusal.
      events: [
        { name: 'PreToolUse', more: { onFailure: 'block' } },
        { name: 'PermissionRequest', more: {} },
      ],
      matcher: '*',
      // A line rather than a program with arguments apart: Cursor and VS Code run these hooks, too, and know lines only.
      entry: { type: 'command', command: COMMAND_LINE, timeout: HOOK_SECONDS },
      onWindows: {
        entry: { type: 'command', command: COMMAND_LINE, shell: 'powershell', timeout: HOOK_SECONDS },
        shell: 'powershell',
      },
      off: { at: ['disableAllHooks'], is: true },
    },
    kind: 'best-effort',
    why: 'a hook that is cut off in the middle of its answer still lets the tool run',
  },
  facts: [
    {
      path: 'extensions',
      kind: 'unguarded',
      why: 'servers that come with a plugin are not in the configuration files',
      remedy: 'remove plugins that bring servers, and add these servers yourself',
    },
    {
      path: 'connectors',
      kind: 'unguarded',
      why: "connectors of the user's account run from the vendor's cloud",
      remedy: 'disconnect those whose authority you would not give without being asked',
    },
  ],
};
