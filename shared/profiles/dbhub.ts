import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** One server for several kinds of databases: a statement has to read in the dialects of all of them. */
export const dbhubProfile: ToolProfile = {
  server: 'dbhub',
  packages: ['@bytebase/dbhub', 'bytebase/dbhub'],
  anywhere: false,
  source: '@bytebase/dbhub 1.4.0, tools/list',
  tools: {
    execute_sql: { '/sql': { role: 'sql', dialect: null } },
    search_objects: args({ value: 'schema table', option: 'object_type pattern detail_level limit' }),
  },
};
