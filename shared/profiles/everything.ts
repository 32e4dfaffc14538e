import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The reference server that shows every feature of the protocol. */
export const everythingProfile: ToolProfile = {
  server: 'everything',
  packages: ['@modelcontextprotocol/server-everything'],
  anywhere: false,
  source: '@modelcontextprotocol/server-everything 2026.8.31, tools/list',
  tools: {
    echo: args({ payload: 'message' }),
    'get-annotated-message': args({ option: 'messageType includeImage' }),
    'get-env': {},
    'get-resource-links': args({ option: 'count' }),
    'get-resource-reference': args({ value: 'resourceType resourceId' }),
    'get-structured-content': args({ option: 'location' }),
    'get-sum': args({ payload: 'a b' }),
    'get-tiny-image': {},
    'gzip-file-as-resource': args({ page: 'data', value: 'name', option: 'outputType' }),
    'toggle-simulated-logging': {},
    'toggle-subscriber-updates': {},
    'trigger-long-running-operation': args({ option: 'duration steps' }),
    'simulate-research-query': args({ payload: 'topic', option: 'ambiguous' }),
  },
};
