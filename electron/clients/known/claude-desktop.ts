import { commonEntry, type KnownClient } from '../known-client.ts';

const FILE = { scope: 'user', format: 'json', at: [['mcpServers']] } as const;

export const claudeDesktop: KnownClient = {
  id: 'claude-desktop',
  name: 'Claude Desktop',
  signs: [{ base: 'config', path: 'Claude' }],
  files: [
    { ...FILE, base: 'config', path: 'Claude/claude_desktop_config.json' },
    // The store's package reads a copy of its own, and the other file only where it isn't installed.
    {
      ...FILE,
      base: 'local',
      path: 'Packages/Claude_*/LocalCache/Roaming/Claude/claude_desktop_config.json',
      platforms: ['win32'],
    },
  ],
  entry: commonEntry,
  reload: 'quit Claude Desktop completely and start it again',
  hooks: null,
  facts: [
    {
      path: 'extensions',
      kind: 'unguarded',
      why: 'extensions (.mcpb, .dxt) start from their own bundle, not from the configuration file',
      remedy: 'turn off extensions that you can replace by a server in the configuration file',
    },
    {
      path: 'connectors',
      kind: 'unguarded',
      why: "connectors run from the vendor's cloud and never pass this machine",
      remedy: 'disconnect those whose authority you would not give without being asked',
    },
  ],
};
