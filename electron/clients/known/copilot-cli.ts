import { commonEntry, LONGEST_CALL_SECONDS, type KnownClient } from '../known-client.ts';
import { copilotHooks } from './copilot-hooks.ts';

const FILE = { format: 'jsonc', at: [['mcpServers']] } as const;
const HOME = 'COPILOT_HOME';

export const copilotCli: KnownClient = {
  id: 'copilot-cli',
  name: 'Copilot CLI',
  // Not its folder, in which Remit may have made the hooks for VS Code.
  signs: [{ base: 'home', path: '.copilot/config.json', override: { variable: HOME, path: 'config.json' } }],
  files: [
    {
      ...FILE,
      base: 'home',
      path: '.copilot/mcp-config.json',
      override: { variable: HOME, path: 'mcp-config.json' },
      scope: 'user',
    },
    { ...FILE, base: 'project', path: '.github/mcp.json', scope: 'project' },
    { ...FILE, base: 'project', path: '.mcp.json', scope: 'project' },
  ],
  entry: {
    ...commonEntry,
    variables: 'shell',
    timeout: { key: 'timeout', perSecond: 1000, seconds: LONGEST_CALL_SECONDS },
  },
  reload: 'start a new session',
  hooks: {
    ...copilotHooks,
    file: {
      ...copilotHooks.file,
      place: { ...copilotHooks.file.place, override: { variable: HOME, path: 'hooks/remit.json' } },
    },
    kind: 'best-effort',
    why: 'a hook that takes too long lets the tool run',
  },
  facts: [
    {
      path: 'connectors',
      kind: 'unguarded',
      why: "servers of its own vendor are built in and aren't in the configuration file",
      remedy: 'turn them off with `--disable-builtin-mcps` where you would want to be asked',
    },
  ],
};
