import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The reference fetch server: it gets pages, follows redirects, and sends nothing. */
export const fetchProfile: ToolProfile = {
  server: 'fetch',
  packages: ['mcp-server-fetch', 'mcp_server_fetch', 'mcp/fetch'],
  anywhere: true,
  source: 'github.com/modelcontextprotocol/servers, src/fetch/src/mcp_server_fetch/server.py',
  tools: { fetch: args({ page: 'url', option: 'max_length start_index raw' }) },
};
