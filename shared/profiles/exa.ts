import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

export const exaProfile: ToolProfile = {
  server: 'exa',
  packages: ['exa-mcp-server', 'mcp.exa.ai'],
  anywhere: false,
  source: 'exa-mcp-server 3.4.1, tools/list',
  tools: {
    web_search_exa: args({ payload: 'query', option: 'numResults' }),
    web_fetch_exa: args({ page: 'urls', option: 'maxCharacters' }),
  },
};
