import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const searched: ArgumentRole = { role: 'path', target: 'folder', access: 'read', absent: '.' };
const IGNORED = 'file_filtering_options/respect_git_ignore file_filtering_options/respect_gemini_ignore';

/**
 * The built-in tools of Gemini CLI. The addresses that `web_fetch` opens stand in the midst of its prompt, so that the whole of it is a
 * value.
 */
export const geminiCliProfile: ToolProfile = {
  server: 'gemini-cli/native',
  packages: [],
  anywhere: false,
  source: '@google/gemini-cli-core 0.61.0, dist/src/tools/definitions',
  tools: {
    read_file: args({ readFile: 'file_path', option: 'start_line end_line' }),
    write_file: args({ writeFile: 'file_path', payload: 'content' }),
    replace: args({
      writeFile: 'file_path',
      payload: 'instruction old_string new_string',
      option: 'allow_multiple',
    }),
    grep_search: args(
      {
        payload: 'pattern',
        option:
          'include_pattern exclude_pattern names_only case_sensitive fixed_strings context after before no_ignore ' +
          'max_matches_per_file total_max_matches',
      },
      { '/dir_path': searched },
    ),
    glob: args(
      { part: 'dir_path', option: 'case_sensitive respect_git_ignore respect_gemini_ignore' },
      { '/pattern': { role: 'glob', access: 'read', base: '/dir_path' } },
    ),
    list_directory: args({ readFile: 'dir_path', option: `ignore ${IGNORED}` }),
    read_many_files: args(
      { option: `exclude recursive useDefaultExcludes ${IGNORED}` },
      { '/include': { role: 'glob', access: 'read' } },
    ),
    run_shell_command: args(
      {
        writeFolder: 'dir_path',
        payload: 'description',
        value: 'additional_permissions',
        option: 'is_background delay_ms',
      },
      { '/command': { role: 'command', shell: 'bash', cwd: '/dir_path' } },
    ),
    google_web_search: args({ payload: 'query' }),
    web_fetch: args({ value: 'prompt', page: 'url' }),
    write_todos: args({ payload: 'todos' }),
    ask_user: args({ payload: 'questions' }),
    activate_skill: args({ value: 'name' }),
    get_internal_docs: args({ value: 'path' }),
    enter_plan_mode: args({ payload: 'reason' }),
    update_topic: args({ payload: 'title summary strategic_intent' }),
    list_mcp_resources: args({ value: 'serverName' }),
  },
};
