import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The reference filesystem server of the Model Context Protocol, releases 2024.11 to 2026.8. */
export const filesystemProfile: ToolProfile = {
  server: 'filesystem',
  packages: ['@modelcontextprotocol/server-filesystem'],
  anywhere: true,
  source: '@modelcontextprotocol/server-filesystem 2026.8.31, dist/index.js',
  tools: {
    read_file: args({ readFile: 'path', option: 'head tail' }),
    read_text_file: args({ readFile: 'path', option: 'head tail' }),
    read_media_file: args({ readFile: 'path' }),
    read_multiple_files: args({ readFile: 'paths' }),
    write_file: args({ writeFile: 'path', payload: 'content' }),
    edit_file: args({ writeFile: 'path', payload: 'edits', option: 'dryRun' }),
    create_directory: args({ writeFile: 'path' }),
    list_directory: args({ readFile: 'path' }),
    list_directory_with_sizes: args({ readFile: 'path', option: 'sortBy' }),
    directory_tree: args({ readFolder: 'path', option: 'excludePatterns' }),
    move_file: args({ writeFolder: 'source destination' }),
    search_files: args({ readFolder: 'path', option: 'pattern excludePatterns' }),
    get_file_info: args({ readFile: 'path' }),
    list_allowed_directories: {},
  },
};
