import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The first Google Drive server of the Model Context Protocol; files are read as resources. */
export const googleDriveProfile: ToolProfile = {
  server: 'gdrive',
  packages: ['@modelcontextprotocol/server-gdrive'],
  anywhere: false,
  source: '@modelcontextprotocol/server-gdrive 2025.1.14, dist/index.js',
  tools: { search: args({ payload: 'query' }) },
};
