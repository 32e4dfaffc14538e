import { commonEntry, LONGEST_CALL_SECONDS, type KnownClient } from '../known-client.ts';

const FILE = { scope: 'user', format: 'yaml', at: [['extensions']] } as const;

export const goose: KnownClient = {
  id: 'goose',
  name: 'Goose',
  signs: [],
  files: [
    { ...FILE, base: 'xdg', path: 'goose/config.yaml', platforms: ['linux', 'darwin'] },
    { ...FILE, base: 'config', path: 'Block/goose/config/config.yaml', platforms: ['win32'] },
  ],
  entry: {
    ...commonEntry,
    command: 'cmd',
    env: 'envs',
    ownSecrets: 'env_keys',
    urls: ['uri'],
    timeout: { key: 'timeout', perSecond: 1, seconds: LONGEST_CALL_SECONDS },
  },
  reload: 'start a new session',
  hooks: null,
  facts: [
    {
      path: 'built-in',
      kind: 'unguarded',
      why: 'its built-in extensions (developer, memory, …) run inside it, and it has no hooks',
      remedy: 'turn off those you can replace by a server, and keep its mode on approve',
    },
  ],
};
