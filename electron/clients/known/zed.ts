import { commonEntry, LONGEST_CALL_SECONDS, type KnownClient } from '../known-client.ts';

export const zed: KnownClient = {
  id: 'zed',
  name: 'Zed',
  signs: [],
  files: [
    {
      base: 'xdg',
      path: 'zed/settings.json',
      platforms: ['linux', 'darwin'],
      scope: 'user',
      format: 'jsonc',
      at: [['context_servers']],
    },
    {
      base: 'config',
      path: 'Zed/settings.json',
      platforms: ['win32'],
      scope: 'user',
      format: 'jsonc',
      at: [['context_servers']],
    },
    {
      base: 'project',
      path: '.zed/settings.json',
      scope: 'project',
      format: 'jsonc',
      at: [['context_servers']],
    },
  ],
  entry: { ...commonEntry, timeout: { key: 'timeout', perSecond: 1, seconds: LONGEST_CALL_SECONDS } },
  reload: 'nothing: it reads the file at once; if a server stays as it was, start Zed again',
  hooks: null,
  facts: [
    {
      path: 'built-in',
      kind: 'unguarded',
      why: "it has no hooks for its agent's own tools",
      remedy: 'keep its own questions on (`agent.always_allow_tool_actions` off)',
    },
    {
      path: 'extensions',
      kind: 'unguarded',
      why: 'servers that an extension brings start from the extension',
      remedy: 'remove such extensions, and add these servers yourself with a command',
    },
  ],
};
