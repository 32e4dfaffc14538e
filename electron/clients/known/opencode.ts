import { commonEntry, type KnownClient } from '../known-client.ts';

const FILE = { format: 'jsonc', at: [['mcp']] } as const;

export const opencode: KnownClient = {
  id: 'opencode',
  name: 'OpenCode',
  signs: [],
  files: [
    { ...FILE, base: 'xdg', path: 'opencode/opencode.json', scope: 'user' },
    { ...FILE, base: 'xdg', path: 'opencode/opencode.jsonc', scope: 'user' },
    { ...FILE, base: 'project', path: 'opencode.json', scope: 'project' },
    { ...FILE, base: 'project', path: 'opencode.jsonc', scope: 'project' },
  ],
  entry: { ...commonEntry, commandIs: 'array', env: 'environment', variables: 'braces' },
  reload: 'start a new session',
  hooks: null,
  facts: [
    {
      path: 'built-in',
      kind: 'unguarded',
      why: 'Remit has no hook for its own tools',
      remedy: 'set `permission` in its configuration to ask',
    },
  ],
};
