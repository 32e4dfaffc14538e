import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const line: ArgumentRole = { role: 'command', shell: 'bash' };

/** Desktop Commander. What is typed into a running process is granted as it stands. */
export const desktopCommanderProfile: ToolProfile = {
  server: 'desktop-commander',
  packages: ['@wonderwhy-er/desktop-commander'],
  anywhere: false,
  source: '@wonderwhy-er/desktop-commander 0.2.52, tools/list',
  tools: {
    get_config: args({ option: 'origin' }),
    set_config_value: args({ value: 'key value', option: 'origin' }),
    read_file: args({ readFile: 'path', value: 'isUrl options', option: 'offset length sheet range origin' }),
    read_multiple_files: args({ readFile: 'paths' }),
    write_file: args({ writeFile: 'path', payload: 'content', option: 'mode origin' }),
    create_directory: args({ writeFile: 'path' }),
    list_directory: args({ readFolder: 'path', option: 'depth origin' }),
    move_file: args({ writeFolder: 'source destination' }),
    start_search: args({
      readFolder: 'path',
      option:
        'pattern searchType filePattern ignoreCase maxResults includeHidden contextLines timeout_ms earlyTermination ' +
        'literalSearch origin',
    }),
    get_more_search_results: args({ value: 'sessionId', option: 'offset length' }),
    stop_search: args({ value: 'sessionId' }),
    list_searches: {},
    get_file_info: args({ readFile: 'path' }),
    edit_block: args({
      writeFile: 'file_path',
      payload: 'old_string new_string content',
      value: 'options',
      option: 'expected_replacements range origin',
    }),
    start_process: args({ value: 'shell', option: 'timeout_ms verbose_timing origin' }, { '/command': line }),
    read_process_output: args({ value: 'pid', option: 'timeout_ms offset length verbose_timing' }),
    interact_with_process: args({
      value: 'pid input',
      option: 'timeout_ms wait_for_prompt verbose_timing',
    }),
    force_terminate: args({ value: 'pid' }),
    list_sessions: {},
    list_processes: {},
    kill_process: args({ value: 'pid' }),
    get_usage_stats: {},
    get_recent_tool_calls: args({ option: 'maxResults toolName since' }),
  },
};
