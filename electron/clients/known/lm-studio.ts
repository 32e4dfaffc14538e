import { commonEntry, type KnownClient } from '../known-client.ts';

const FILE = { base: 'home', scope: 'user', format: 'json', at: [['mcpServers']] } as const;

export const lmStudio: KnownClient = {
  id: 'lm-studio',
  name: 'LM Studio',
  signs: [{ base: 'home', path: '.lmstudio' }],
  files: [
    { ...FILE, path: '.lmstudio/mcp.json' },
    { ...FILE, path: '.cache/lm-studio/mcp.json' },
  ],
  entry: commonEntry,
  reload: 'switch the servers off and on, or start it again',
  hooks: null,
  facts: [
    {
      path: 'built-in',
      kind: 'unguarded',
      why: 'it has no hooks for plugins of its own',
      remedy: 'keep its own questions before tool calls on',
    },
  ],
};
