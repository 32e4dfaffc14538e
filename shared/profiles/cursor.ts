import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const searched: ArgumentRole = { role: 'path', target: 'folder', access: 'read', absent: '.' };

/** The built-in tools of Cursor, with the names and arguments that its hooks report. */
export const cursorProfile: ToolProfile = {
  server: 'cursor/native',
  packages: [],
  anywhere: false,
  source: '@cursor/sdk 1.0.32, dist/esm/34.js',
  tools: {
    Shell: args(
      { writeFolder: 'cwd', option: 'timeout' },
      { '/command': { role: 'command', shell: 'bash', cwd: '/cwd' } },
    ),
    Read: args({ readFile: 'file_path' }),
    Write: args({ writeFile: 'file_path', payload: 'content' }),
    Delete: args({ writeFile: 'file_path' }),
    Grep: args({ payload: 'pattern', option: 'glob output_mode' }, { '/file_path': searched }),
    List: args({ readFile: 'file_path', option: 'ignore' }),
    ReadLints: args({ readFile: 'file_path' }),
    Fetch: args({ page: 'url' }),
    ListMcpResources: args({ value: 'server' }),
    FetchMcpResource: args({ value: 'server uri', writeFile: 'download_path' }),
    WriteShellStdin: args({ value: 'shell_id chars_length' }),
    ComputerUse: args({ value: 'actions_count' }),
    RecordScreen: args({ value: 'mode save_as_filename' }),
  },
};
