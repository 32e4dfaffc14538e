import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The community's Obsidian server. Paths are those in the vault, which only Obsidian knows: they are values. */
export const obsidianProfile: ToolProfile = {
  server: 'obsidian',
  packages: ['mcp-obsidian', 'mcp_obsidian'],
  anywhere: false,
  source: 'github.com/MarkusPfundstein/mcp-obsidian, src/mcp_obsidian/tools.py',
  tools: {
    obsidian_list_files_in_vault: {},
    obsidian_list_files_in_dir: args({ value: 'dirpath' }),
    obsidian_get_file_contents: args({ value: 'filepath' }),
    obsidian_simple_search: args({ payload: 'query', option: 'context_length' }),
    obsidian_append_content: args({ value: 'filepath', payload: 'content' }),
    obsidian_patch_content: args({
      value: 'filepath operation target',
      payload: 'content',
      option: 'target_type',
    }),
    obsidian_put_content: args({ value: 'filepath', payload: 'content' }),
    obsidian_delete_file: args({ value: 'filepath', option: 'confirm' }),
    obsidian_complex_search: args({ payload: 'query' }),
  },
};
