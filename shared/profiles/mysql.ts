import type { ToolProfile } from '../contract/tool-profile.ts';

export const mysqlProfile: ToolProfile = {
  server: 'mysql',
  packages: ['@benborla29/mcp-server-mysql'],
  anywhere: false,
  source: '@benborla29/mcp-server-mysql 2.0.9, dist/index.js',
  tools: { mysql_query: { '/sql': { role: 'sql', dialect: 'mysql' } } },
};
