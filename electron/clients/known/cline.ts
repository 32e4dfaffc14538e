import { commonEntry, type KnownClient } from '../known-client.ts';

const FILE = { scope: 'user', format: 'json', at: [['mcpServers']] } as const;
const SETTINGS = 'User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json';

export const cline: KnownClient = {
  id: 'cline',
  name: 'Cline',
  signs: [
    { base: 'config', path: 'Code/User/globalStorage/saoudrizwan.claude-dev' },
    { base: 'config', path: 'Code - Insiders/User/globalStorage/saoudrizwan.claude-dev' },
    { base: 'home', path: '.cline/data' },
  ],
  files: [
    { ...FILE, base: 'config', path: `Code/${SETTINGS}` },
    { ...FILE, base: 'config', path: `Code - Insiders/${SETTINGS}` },
    { ...FILE, base: 'home', path: '.cline/data/settings/cline_mcp_settings.json' },
  ],
  entry: {
    ...commonEntry,
    timeout: { key: 'timeout', perSecond: 1, seconds: 3600 },
  },
  reload: 'nothing: it watches the file',
  hooks: {
    agent: 'cline',
    file: {
      kind: 'script',
      place: { base: 'home', path: 'Documents/Cline/Hooks/PreToolUse' },
      onWindows: { base: 'home', path: 'Documents/Cline/Hooks/PreToolUse.ps1' },
    },
    kind: 'best-effort',
    why: 'a hook that fails or takes too long lets the tool run',
  },
  facts: [],
};
