import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** A community server for Linear. Linear's own names its tools differently, and is read by its schema. */
export const linearProfile: ToolProfile = {
  server: 'linear',
  packages: ['linear-mcp'],
  anywhere: false,
  source: 'linear-mcp 1.2.0, tools/list',
  tools: {
    linear_create_issue: args({
      value: 'teamId assigneeId createAsUser',
      payload: 'title description',
      site: 'displayIconUrl',
      option: 'priority',
    }),
    linear_create_project_with_issues: args({
      value: 'project issues',
      payload: 'project/name project/description issues/*/title issues/*/description',
    }),
    linear_bulk_update_issues: args({ value: 'issueIds update' }),
    linear_search_issues: args({
      payload: 'query',
      option: 'teamIds assigneeIds states priority first after orderBy',
    }),
    linear_search_issues_by_identifier: args({ value: 'identifiers' }),
    linear_get_teams: {},
    linear_get_user: {},
    linear_delete_issue: args({ value: 'id' }),
    linear_delete_issues: args({ value: 'ids' }),
    linear_get_project: args({ value: 'id' }),
    linear_list_projects: args({ value: 'filter' }),
    linear_create_issues: args({
      value: 'issues',
      payload: 'issues/*/title issues/*/description',
    }),
    linear_create_comment: args({ value: 'issueId', payload: 'body' }),
    linear_update_comment: args({ value: 'id', payload: 'input' }),
    linear_delete_comment: args({ value: 'id' }),
    linear_resolve_comment: args({ value: 'id resolvingCommentId' }),
    linear_unresolve_comment: args({ value: 'id' }),
    linear_create_customer_need_from_attachment: args({
      value: 'attachmentId teamId',
      payload: 'title description',
    }),
  },
};
