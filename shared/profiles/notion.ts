import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const PAGES = 'start_cursor page_size';

/** Notion's own server. Children and texts are content; what has a place or a person in it is a value. */
export const notionProfile: ToolProfile = {
  server: 'notion',
  packages: ['@notionhq/notion-mcp-server'],
  anywhere: false,
  source: '@notionhq/notion-mcp-server 2.5.2, tools/list',
  tools: {
    'API-get-user': args({ value: 'user_id' }),
    'API-get-users': args({ option: PAGES }),
    'API-get-self': {},
    'API-post-search': args({ payload: 'query', value: 'filter', option: `sort ${PAGES}` }),
    'API-get-block-children': args({ value: 'block_id', option: PAGES }),
    'API-patch-block-children': args({ value: 'block_id', payload: 'children', option: 'after' }),
    'API-retrieve-a-block': args({ value: 'block_id' }),
    'API-update-a-block': args({ value: 'block_id archived', payload: 'type' }),
    'API-delete-a-block': args({ value: 'block_id' }),
    'API-retrieve-a-page': args({ value: 'page_id', option: 'filter_properties' }),
    'API-patch-page': args({ value: 'page_id properties in_trash archived icon cover' }),
    'API-post-page': args({ value: 'parent properties icon cover', payload: 'children' }),
    'API-retrieve-a-page-property': args({ value: 'page_id property_id', option: PAGES }),
    'API-retrieve-a-comment': args({ value: 'block_id', option: PAGES }),
    'API-create-a-comment': args({ value: 'parent', payload: 'rich_text' }),
    'API-query-data-source': args({
      value: 'data_source_id filter',
      option: `filter_properties sorts archived in_trash ${PAGES}`,
    }),
    'API-retrieve-a-data-source': args({ value: 'data_source_id' }),
    'API-update-a-data-source': args({ value: 'data_source_id properties', payload: 'title description' }),
    'API-create-a-data-source': args({ value: 'parent properties', payload: 'title' }),
    'API-list-data-source-templates': args({ value: 'data_source_id', option: PAGES }),
    'API-retrieve-a-database': args({ value: 'database_id' }),
    'API-move-page': args({ value: 'page_id parent' }),
    'API-retrieve-page-markdown': args({ value: 'page_id', option: 'include_transcript' }),
    'API-update-page-markdown': args({
      value: 'page_id type',
      payload: 'replace_content update_content insert_content replace_content_range',
    }),
  },
};
