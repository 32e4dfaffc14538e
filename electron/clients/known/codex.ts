import {
  COMMAND_LINE,
  commonEntry,
  HOOK_SECONDS,
  LONGEST_CALL_SECONDS,
  type KnownClient,
} from '../known-client.ts';

const HOOK = { type: 'command', command: COMMAND_LINE, timeout: HOOK_SECONDS };

export const codex: KnownClient = {
  id: 'codex',
  name: 'Codex',
  signs: [{ base: 'home', path: '.codex', override: { variable: 'CODEX_HOME', path: '' } }],
  files: [
    {
      base: 'home',
      path: '.codex/config.toml',
      override: { variable: 'CODEX_HOME', path: 'config.toml' },
      scope: 'user',
      format: 'toml',
      at: [['mcp_servers']],
    },
    { base: 'project', path: '.codex/config.toml', scope: 'project', format: 'toml', at: [['mcp_servers']] },
  ],
  entry: {
    ...commonEntry,
    envNames: 'env_vars',
    headers: 'http_headers',
    bearerVariable: 'bearer_token_env_var',
    headerVariables: 'env_http_headers',
    timeout: { key: 'tool_timeout_sec', perSecond: 1, seconds: LONGEST_CALL_SECONDS },
  },
  reload: 'start a new session',
  hooks: {
    agent: 'codex',
    file: {
      kind: 'list',
      place: {
        base: 'home',
        path: '.codex/hooks.json',
        override: { variable: 'CODEX_HOME', path: 'hooks.json' },
      },
      format: 'json',
      head: {},
      events: [
        { name: 'PreToolUse', more: {} },
        { name: 'PermissionRequest', more: {} },
      ],
      matcher: '.*',
      entry: HOOK,
      onWindows: { entry: HOOK, shell: 'both' },
      off: null,
    },
    kind: 'best-effort',
    why: 'a hook that fails, or that you have not trusted under /hooks, lets the tool run',
  },
  facts: [
    {
      path: 'connectors',
      kind: 'unguarded',
      why: "apps and web search run from the vendor's cloud",
      remedy: 'turn them off in its settings where you would want to be asked',
    },
  ],
};
