import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The reference memory server: a graph of its own, in a file that only its configuration names. */
export const memoryProfile: ToolProfile = {
  server: 'memory',
  packages: ['@modelcontextprotocol/server-memory'],
  anywhere: false,
  source: '@modelcontextprotocol/server-memory 2026.8.31, tools/list',
  tools: {
    create_entities: args({ payload: 'entities' }),
    create_relations: args({ payload: 'relations' }),
    add_observations: args({ payload: 'observations' }),
    delete_entities: args({ value: 'entityNames' }),
    delete_observations: args({ value: 'deletions' }),
    delete_relations: args({ value: 'relations' }),
    read_graph: {},
    search_nodes: args({ payload: 'query' }),
    open_nodes: args({ value: 'names' }),
  },
};
