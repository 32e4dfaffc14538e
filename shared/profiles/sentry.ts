import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const AT = 'organizationSlug';

/** Sentry's own server. `execute_sentry_tool` runs any other tool by its name: its arguments are granted as they stand. */
export const sentryProfile: ToolProfile = {
  server: 'sentry',
  packages: ['@sentry/mcp-server', 'mcp.sentry.dev'],
  anywhere: false,
  source: '@sentry/mcp-server 0.39.0, tools/list',
  tools: {
    find_organizations: args({ payload: 'query' }),
    find_projects: args({ value: AT, payload: 'query', site: 'regionUrl' }),
    update_issue: args({
      value: `${AT} issueId status assignedTo ignoreMode`,
      payload: 'reason',
      site: 'regionUrl issueUrl',
      option: 'ignoreDurationMinutes ignoreCount ignoreWindowMinutes ignoreUserCount ignoreUserWindowMinutes',
    }),
    search_events: args({
      value: `${AT} projectSlug`,
      payload: 'query',
      site: 'regionUrl',
      option: 'dataset fields sort environment period limit includeExplanation',
    }),
    analyze_issue_with_seer: args({
      value: `${AT} issueId`,
      payload: 'instruction',
      site: 'regionUrl issueUrl',
    }),
    search_issues: args({
      value: `${AT} projectSlugOrId`,
      payload: 'query',
      site: 'regionUrl',
      option: 'sort limit period includeExplanation',
    }),
    get_sentry_resource: args({ value: `${AT} resourceId`, site: 'url', option: 'resourceType' }),
    search_sentry_tools: args({ payload: 'query', option: 'limit' }),
    execute_sentry_tool: args({ value: 'name arguments' }),
  },
};
