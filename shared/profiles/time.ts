import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

export const timeProfile: ToolProfile = {
  server: 'time',
  packages: ['mcp-server-time', 'mcp_server_time', 'mcp/time'],
  anywhere: false,
  source: 'github.com/modelcontextprotocol/servers, src/time/src/mcp_server_time/server.py',
  tools: {
    get_current_time: args({ option: 'timezone' }),
    convert_time: args({ option: 'source_timezone time target_timezone' }),
  },
};
