import type { ToolProfile } from '../contract/tool-profile.ts';

/** The first PostgreSQL server of the Model Context Protocol. It says that it reads only; the statement says what it does. */
export const postgresProfile: ToolProfile = {
  server: 'postgres',
  packages: ['@modelcontextprotocol/server-postgres'],
  anywhere: false,
  source: '@modelcontextprotocol/server-postgres 0.6.2, tools/list',
  tools: { query: { '/sql': { role: 'sql', dialect: 'postgres' } } },
};
