import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The community's Figma server for developers. Images are written beneath `localPath`. */
export const figmaProfile: ToolProfile = {
  server: 'figma',
  packages: ['figma-developer-mcp'],
  anywhere: false,
  source: 'figma-developer-mcp 0.13.2, tools/list',
  tools: {
    get_figma_data: args({ value: 'fileKey nodeId', option: 'depth' }),
    download_figma_images: args({ value: 'fileKey nodes', writeFolder: 'localPath', option: 'pngScale' }),
  },
};
