import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const statement: ArgumentRole = { role: 'sql', dialect: 'mssql' };

/** A community server for Microsoft SQL Server, and the reading tool of Microsoft's own sample. */
export const mssqlProfile: ToolProfile = {
  server: 'mssql',
  packages: ['@bilims/mcp-sqlserver'],
  anywhere: false,
  source:
    '@bilims/mcp-sqlserver 2.0.3, tools/list; github.com/Azure-Samples/SQL-AI-samples, MssqlMcp/Node/src/tools/ReadDataTool.ts',
  tools: {
    test_connection: {},
    list_databases: {},
    list_tables: args({ value: 'schema' }),
    list_views: args({ value: 'schema' }),
    describe_table: args({ value: 'table_name schema' }),
    execute_query: args({ option: 'limit' }, { '/query': statement }),
    get_foreign_keys: args({ value: 'table_name schema' }),
    get_server_info: {},
    get_table_stats: args({ value: 'table_name schema' }),
    read_data: { '/query': statement },
  },
};
