import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** Firecrawl's own server, those tools that take a page or a question and little else; the rest is read by its schema. */
export const firecrawlProfile: ToolProfile = {
  server: 'firecrawl',
  packages: ['firecrawl-mcp', 'mcp.firecrawl.dev'],
  anywhere: false,
  source: 'firecrawl-mcp 3.26.0, tools/list',
  tools: {
    firecrawl_map: args({
      page: 'url',
      payload: 'search',
      option: 'sitemap includeSubdomains limit ignoreQueryParameters',
    }),
    firecrawl_check_crawl_status: args({ value: 'id' }),
    firecrawl_extract: args({
      page: 'urls',
      payload: 'prompt schema',
      value: 'allowExternalLinks enableWebSearch includeSubdomains',
    }),
    firecrawl_agent_status: args({ value: 'id' }),
    firecrawl_interact_stop: args({ value: 'scrapeId' }),
    firecrawl_research_search_papers: args({ payload: 'query', option: 'k authors categories from to' }),
    firecrawl_research_inspect_paper: args({ value: 'paperId' }),
    firecrawl_research_read_paper: args({ value: 'paperId', payload: 'question', option: 'k' }),
    firecrawl_research_search_github: args({ payload: 'query', option: 'k' }),
    firecrawl_developer_search: args({ payload: 'query', option: 'k skills' }),
    firecrawl_credit_usage: args({ option: 'view byApiKey' }),
  },
};
