import { commonEntry, type KnownClient } from '../known-client.ts';

const FILE = { scope: 'user', format: 'json', at: [['mcpServers']] } as const;
const FOLDER = 'User/globalStorage/saoudrizwan.claude-dev';

/** The editors that it runs in, and the part of them that runs on another machine. */
const EDITORS = [
  { base: 'config', path: 'Code' },
  { base: 'config', path: 'Code - Insiders' },
  { base: 'config', path: 'Cursor' },
  { base: 'config', path: 'Windsurf' },
  { base: 'home', path: '.vscode-server/data' },
  { base: 'home', path: '.vscode-server-insiders/data' },
] as const;

export const cline: KnownClient = {
  id: 'cline',
  name: 'Cline',
  signs: [
    ...EDITORS.map(({ base, path }) => ({ base, path: `${path}/${FOLDER}` })),
    { base: 'home', path: '.cline/data' },
  ],
  files: [
    ...EDITORS.map(({ base, path }) => ({
      ...FILE,
      base,
      path: `${path}/${FOLDER}/settings/cline_mcp_settings.json`,
    })),
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
      place: { base: 'documents', path: 'Cline/Hooks/PreToolUse' },
      onWindows: { base: 'documents', path: 'Cline/Hooks/PreToolUse.ps1' },
    },
    kind: 'best-effort',
    why: 'a hook that fails or takes too long lets the tool run',
  },
  facts: [],
};
