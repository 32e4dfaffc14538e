import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The first GitLab server of the Model Context Protocol. Paths are those in a project, not on this machine. */
export const gitlabProfile: ToolProfile = {
  server: 'gitlab',
  packages: ['@modelcontextprotocol/server-gitlab'],
  anywhere: false,
  source: '@modelcontextprotocol/server-gitlab 2025.4.25, tools/list',
  tools: {
    create_or_update_file: args({
      value: 'project_id file_path branch previous_path',
      payload: 'content commit_message',
    }),
    search_repositories: args({ payload: 'search', option: 'page per_page' }),
    create_repository: args({
      value: 'name visibility',
      payload: 'description',
      option: 'initialize_with_readme',
    }),
    get_file_contents: args({ value: 'project_id file_path ref' }),
    push_files: args({ value: 'project_id branch files', payload: 'files/*/content commit_message' }),
    create_issue: args({
      value: 'project_id assignee_ids labels milestone_id',
      payload: 'title description',
    }),
    create_merge_request: args({
      value: 'project_id source_branch target_branch allow_collaboration',
      payload: 'title description',
      option: 'draft',
    }),
    fork_repository: args({ value: 'project_id namespace' }),
    create_branch: args({ value: 'project_id branch ref' }),
  },
};
