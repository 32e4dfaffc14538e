import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const statement: ArgumentRole = { role: 'sql', dialect: 'sqlite' };

/** The first SQLite server of the Model Context Protocol. */
export const sqliteProfile: ToolProfile = {
  server: 'sqlite',
  packages: ['mcp-server-sqlite', 'mcp_server_sqlite', 'mcp/sqlite'],
  anywhere: false,
  source: 'github.com/modelcontextprotocol/servers, src/sqlite/src/mcp_server_sqlite/server.py',
  tools: {
    read_query: { '/query': statement },
    write_query: { '/query': statement },
    create_table: { '/query': statement },
    list_tables: {},
    describe_table: args({ value: 'table_name' }),
    append_insight: args({ payload: 'insight' }),
  },
};
