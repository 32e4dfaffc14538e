import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const LANGUAGE = 'country search_lang ui_lang';
const PAGES = 'count offset';
const SEARCH = `${LANGUAGE} ${PAGES} safesearch spellcheck freshness`;

/** Brave's own search server, and the first one of the Model Context Protocol. */
export const braveSearchProfile: ToolProfile = {
  server: 'brave-search',
  packages: ['@brave/brave-search-mcp-server', '@modelcontextprotocol/server-brave-search'],
  anywhere: false,
  source:
    '@brave/brave-search-mcp-server 2.1.4 and @modelcontextprotocol/server-brave-search 0.6.2, tools/list',
  tools: {
    brave_web_search: args({
      payload: 'query',
      option: `${SEARCH} text_decorations result_filter goggles units extra_snippets summary`,
    }),
    brave_local_search: args({
      payload: 'query',
      option: `${SEARCH} text_decorations result_filter goggles units extra_snippets summary`,
    }),
    brave_video_search: args({ payload: 'query', option: SEARCH }),
    brave_image_search: args({ payload: 'query', option: 'country search_lang count safesearch spellcheck' }),
    brave_news_search: args({ payload: 'query', option: `${SEARCH} extra_snippets goggles` }),
    brave_summarizer: args({ value: 'key', option: 'entity_info inline_references' }),
  },
};
