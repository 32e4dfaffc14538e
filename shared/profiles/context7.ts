import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

export const context7Profile: ToolProfile = {
  server: 'context7',
  packages: ['@upstash/context7-mcp', 'mcp.context7.com'],
  anywhere: false,
  source: '@upstash/context7-mcp 4.1.1, tools/list',
  tools: {
    'resolve-library-id': args({ payload: 'query libraryName' }),
    'query-docs': args({ value: 'libraryId', payload: 'query' }),
  },
};
