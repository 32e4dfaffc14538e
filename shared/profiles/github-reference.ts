import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The first GitHub server of the Model Context Protocol. Paths are those in a repository, not on this machine. */
export const githubReferenceProfile: ToolProfile = {
  server: 'github',
  packages: ['@modelcontextprotocol/server-github'],
  anywhere: false,
  source: '@modelcontextprotocol/server-github 2025.4.8, tools/list',
  tools: {
    create_or_update_file: args({
      value: 'owner repo path branch',
      payload: 'content message',
      option: 'sha',
    }),
    search_repositories: args({ payload: 'query', option: 'page perPage' }),
    create_repository: args({ value: 'name private', payload: 'description', option: 'autoInit' }),
    get_file_contents: args({ value: 'owner repo path branch' }),
    push_files: args({ value: 'owner repo branch files', payload: 'files/*/content message' }),
    create_issue: args({ value: 'owner repo assignees milestone labels', payload: 'title body' }),
    create_pull_request: args({
      value: 'owner repo head base maintainer_can_modify',
      payload: 'title body',
      option: 'draft',
    }),
    fork_repository: args({ value: 'owner repo organization' }),
    create_branch: args({ value: 'owner repo branch from_branch' }),
    list_commits: args({ value: 'owner repo sha', option: 'page perPage' }),
    list_issues: args({ value: 'owner repo', option: 'direction labels page per_page since sort state' }),
    update_issue: args({
      value: 'owner repo issue_number assignees milestone labels state',
      payload: 'title body',
    }),
    add_issue_comment: args({ value: 'owner repo issue_number', payload: 'body' }),
    search_code: args({ payload: 'q', option: 'order page per_page' }),
    search_issues: args({ payload: 'q', option: 'order page per_page sort' }),
    search_users: args({ payload: 'q', option: 'order page per_page sort' }),
    get_issue: args({ value: 'owner repo issue_number' }),
    get_pull_request: args({ value: 'owner repo pull_number' }),
    list_pull_requests: args({
      value: 'owner repo head base',
      option: 'state sort direction per_page page',
    }),
    create_pull_request_review: args({
      value: 'owner repo pull_number commit_id event comments',
      payload: 'body comments/*/body',
    }),
    merge_pull_request: args({
      value: 'owner repo pull_number',
      payload: 'commit_title commit_message',
      option: 'merge_method',
    }),
    get_pull_request_files: args({ value: 'owner repo pull_number' }),
    get_pull_request_status: args({ value: 'owner repo pull_number' }),
    update_pull_request_branch: args({ value: 'owner repo pull_number', option: 'expected_head_sha' }),
    get_pull_request_comments: args({ value: 'owner repo pull_number' }),
    get_pull_request_reviews: args({ value: 'owner repo pull_number' }),
  },
};
