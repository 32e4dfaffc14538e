import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const AT = 'connectionId database collection';

/** MongoDB's own server. What selects documents, and pipelines, which may write, are values. */
export const mongodbProfile: ToolProfile = {
  server: 'mongodb',
  packages: ['mongodb-mcp-server'],
  anywhere: false,
  source: 'mongodb-mcp-server 3.0.4, tools/list',
  tools: {
    'aggregate-db': args({ value: 'connectionId database pipeline', option: 'responseBytesLimit' }),
    aggregate: args({ value: `${AT} pipeline`, option: 'responseBytesLimit' }),
    'collection-indexes': args({ value: AT }),
    'collection-schema': args({ value: AT, option: 'sampleSize responseBytesLimit' }),
    'collection-storage-size': args({ value: AT }),
    connect: args({ value: 'connectionString connectionName' }),
    count: args({ value: `${AT} query` }),
    'create-collection': args({ value: AT }),
    'create-index': args({ value: `${AT} name definition` }),
    'db-stats': args({ value: 'connectionId database' }),
    'delete-many': args({ value: `${AT} filter` }),
    disconnect: args({ value: 'connectionId' }),
    'drop-collection': args({ value: AT }),
    'drop-database': args({ value: 'connectionId database' }),
    'drop-index': args({ value: `${AT} indexName type` }),
    find: args({ value: `${AT} filter projection sort`, option: 'limit responseBytesLimit' }),
    'insert-many': args({ value: AT, payload: 'documents' }),
    'list-collections': args({ value: 'connectionId database' }),
    'list-connections': {},
    'list-databases': args({ value: 'connectionId' }),
    'mongodb-logs': args({ value: 'connectionId', option: 'type limit' }),
    'rename-collection': args({ value: `${AT} newName dropTarget` }),
    'update-many': args({ value: `${AT} filter update upsert` }),
    'search-knowledge': args({ payload: 'query', value: 'dataSources', option: 'limit' }),
    'list-knowledge-sources': {},
  },
};
