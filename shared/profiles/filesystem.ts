import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';

const readFile: ArgumentRole = { role: 'path', target: 'file', access: 'read' };
const writeFile: ArgumentRole = { role: 'path', target: 'file', access: 'write' };
const readFolder: ArgumentRole = { role: 'path', target: 'folder', access: 'read' };
const writeFolder: ArgumentRole = { role: 'path', target: 'folder', access: 'write' };
const payload: ArgumentRole = { role: 'payload' };
const option: ArgumentRole = { role: 'option' };

/** The reference filesystem server of the Model Context Protocol, releases 2024.11 to 2026.8. */
export const filesystemProfile: ToolProfile = {
  server: 'filesystem',
  source: '@modelcontextprotocol/server-filesystem 2026.8.31, dist/index.js',
  tools: {
    read_file: { path: readFile, head: option, tail: option },
    read_text_file: { path: readFile, head: option, tail: option },
    read_media_file: { path: readFile },
    read_multiple_files: { paths: readFile },
    write_file: { path: writeFile, content: payload },
    edit_file: { path: writeFile, edits: payload, dryRun: option },
    create_directory: { path: writeFile },
    list_directory: { path: readFile },
    list_directory_with_sizes: { path: readFile, sortBy: option },
    directory_tree: { path: readFolder, excludePatterns: option },
    move_file: { source: writeFolder, destination: writeFolder },
    search_files: { path: readFolder, pattern: option, excludePatterns: option },
    get_file_info: { path: readFile },
    list_allowed_directories: {},
  },
};
