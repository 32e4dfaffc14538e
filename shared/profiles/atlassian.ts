import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The community's server for Jira and Confluence. */
export const atlassianProfile: ToolProfile = {
  server: 'atlassian',
  packages: ['mcp-atlassian', 'sooperset/mcp-atlassian'],
  anywhere: false,
  source: 'github.com/sooperset/mcp-atlassian, docs/tools/*.mdx of 2026',
  tools: {
    jira_get_issue: args({
      value: 'issue_key update_history',
      option: 'fields expand comment_limit properties include use_display_names',
    }),
    jira_create_issue: args({
      value: 'project_key issue_type assignee components additional_fields',
      payload: 'summary description',
    }),
    jira_update_issue: args({
      value:
        'issue_key fields additional_fields components attachments transition comment_visibility worklog worklog_started',
      payload: 'comment',
      option: 'return_fields',
    }),
    jira_delete_issue: args({ value: 'issue_key' }),
    jira_assign_issue: args({ value: 'issue_key assignee' }),
    jira_transition_issue: args({ value: 'issue_key transition_id fields', payload: 'comment' }),
    jira_get_transitions: args({ value: 'issue_key' }),
    jira_get_all_projects: args({ option: 'include_archived' }),
    jira_get_project_issues: args({ value: 'project_key', option: 'limit start_at' }),
    jira_search: args({
      payload: 'jql',
      option: 'fields limit start_at projects_filter expand page_token use_display_names',
    }),
    jira_search_fields: args({ payload: 'keyword', option: 'limit refresh' }),
    jira_add_comment: args({ value: 'issue_key visibility public', payload: 'body' }),
    jira_edit_comment: args({ value: 'issue_key comment_id visibility', payload: 'body' }),
    jira_get_worklog: args({ value: 'issue_key' }),
    jira_add_worklog: args({
      value: 'issue_key time_spent started original_estimate remaining_estimate',
      payload: 'comment',
    }),
    jira_get_user_profile: args({ value: 'user_identifier' }),
    jira_add_issue_watcher: args({ value: 'issue_key user_identifier' }),
    confluence_get_page: args({
      value: 'page_id title space_key',
      option: 'include_metadata convert_to_markdown',
    }),
    confluence_create_page: args({
      value: 'space_key parent_id subtype',
      payload: 'title content emoji',
      readFile: 'content_file',
      option: 'content_format enable_heading_anchors include_content page_width table_layout',
    }),
    confluence_update_page: args({
      value: 'page_id parent_id',
      payload: 'title content version_comment emoji',
      readFile: 'content_file',
      option: 'is_minor_edit content_format enable_heading_anchors include_content page_width table_layout',
    }),
    confluence_delete_page: args({ value: 'page_id' }),
    confluence_get_page_children: args({
      value: 'parent_id',
      option: 'expand limit include_content convert_to_markdown start include_folders',
    }),
    confluence_move_page: args({ value: 'page_id target_parent_id target_space_key', option: 'position' }),
  },
};
