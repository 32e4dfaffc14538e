import { commonEntry, type KnownClient } from '../known-client.ts';
import { copilotHooks } from './copilot-hooks.ts';

export const copilotCli: KnownClient = {
  id: 'copilot-cli',
  name: 'Copilot CLI',
  // Not its folder, in which Remit may have made the hooks for VS Code.
  signs: [{ base: 'home', path: '.copilot/config.json' }],
  files: [
    {
      base: 'home',
      path: '.copilot/mcp-config.json',
      scope: 'user',
      format: 'jsonc',
      at: [['mcpServers']],
    },
  ],
  entry: { ...commonEntry, variables: 'shell' },
  reload: 'start a new session',
  hooks: {
    ...copilotHooks,
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
