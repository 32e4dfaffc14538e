import { commonEntry, type KnownClient } from '../known-client.ts';

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
    places: [{ base: 'home', path: '.cursor/hooks.json' }],
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
