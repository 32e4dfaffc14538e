import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** Names of files within the repository. */
const files: ArgumentRole = { role: 'glob', access: 'read', base: '/repo_path' };

/** The reference git server. Revisions and branches are values: one that begins with a dash would be an option of git. */
export const gitProfile: ToolProfile = {
  server: 'git',
  packages: ['mcp-server-git', 'mcp_server_git', 'mcp/git'],
  anywhere: false,
  source: 'github.com/modelcontextprotocol/servers, src/git/src/mcp_server_git/server.py',
  tools: {
    git_status: args({ readFolder: 'repo_path' }),
    git_diff_unstaged: args({ readFolder: 'repo_path', option: 'context_lines' }),
    git_diff_staged: args({ readFolder: 'repo_path', option: 'context_lines' }),
    git_diff: args({ readFolder: 'repo_path', value: 'target', option: 'context_lines' }),
    git_commit: args({ writeFolder: 'repo_path', payload: 'message' }),
    git_add: args({ writeFolder: 'repo_path' }, { '/files': files }),
    git_reset: args({ writeFolder: 'repo_path' }),
    git_log: args({ readFolder: 'repo_path', option: 'max_count', value: 'start_timestamp end_timestamp' }),
    git_create_branch: args({ writeFolder: 'repo_path', value: 'branch_name base_branch' }),
    git_checkout: args({ writeFolder: 'repo_path', value: 'branch_name' }),
    git_show: args({ readFolder: 'repo_path', value: 'revision' }),
    git_branch: args({ readFolder: 'repo_path', value: 'branch_type contains not_contains' }),
  },
};
