import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The first Redis server of the Model Context Protocol. */
export const redisProfile: ToolProfile = {
  server: 'redis',
  packages: ['@modelcontextprotocol/server-redis'],
  anywhere: false,
  source: '@modelcontextprotocol/server-redis 2025.4.25, dist/index.js',
  tools: {
    set: args({ value: 'key', payload: 'value', option: 'expireSeconds' }),
    get: args({ value: 'key' }),
    delete: args({ value: 'key' }),
    list: args({ value: 'pattern' }),
  },
};
