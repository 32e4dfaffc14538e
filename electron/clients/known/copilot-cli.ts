import { commonEntry, type KnownClient, type KnownPlace } from '../known-client.ts';
import { copilotHooks } from './copilot-hooks.ts';

/** The folder that it takes in the place of its own. */
const inHome = (path: string): KnownPlace['override'] => ({ variable: 'COPILOT_HOME', path });

export const copilotCli: KnownClient = {
  id: 'copilot-cli',
  name: 'Copilot CLI',
  // Not its folder, in which Remit may have made the hooks for VS Code.
  signs: [{ base: 'home', path: '.copilot/config.json', override: inHome('config.json') }],
  files: [
    {
      base: 'home',
      path: '.copilot/mcp-config.json',
      override: inHome('mcp-config.json'),
      scope: 'user',
      format: 'jsonc',
      at: [['mcpServers']],
    },
  ],
  entry: { ...commonEntry, variables: 'shell' },
  reload: 'start a new session',
  hooks: {
    ...copilotHooks,
    file: {
      ...copilotHooks.file,
      place: { ...copilotHooks.file.place, override: inHome('hooks/remit.json') },
    },
    kind: 'best-effort',
    why: 'a hook that takes too long lets the tool run',
  },
  facts: [
    {
      path: 'connectors',
      kind: 'unguarded',
      why: "the server of its own vendor is built in and isn't in the configuration file",
      remedy: 'turn it off with `--disable-builtin-mcps` where you would want to be asked',
    },
  ],
};
