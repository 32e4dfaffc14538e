import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const CRAWL =
  'max_depth max_breadth limit select_paths select_domains allow_external extract_depth format include_favicon';

/** Tavily's own server: searches, and gets pages through Tavily. */
export const tavilyProfile: ToolProfile = {
  server: 'tavily',
  packages: ['tavily-mcp', 'mcp.tavily.com'],
  anywhere: false,
  source: 'tavily-mcp 0.2.22, tools/list',
  tools: {
    tavily_search: args({
      payload: 'query',
      option:
        'search_depth topic time_range start_date end_date max_results include_images include_image_descriptions ' +
        'include_raw_content include_domains exclude_domains country include_favicon exact_match',
    }),
    tavily_extract: args({
      page: 'urls',
      payload: 'query',
      option: 'extract_depth include_images format include_favicon',
    }),
    tavily_crawl: args({ page: 'url', payload: 'instructions', option: CRAWL }),
    tavily_map: args({ page: 'url', payload: 'instructions', option: CRAWL }),
    tavily_research: args({ payload: 'input', option: 'model' }),
  },
};
