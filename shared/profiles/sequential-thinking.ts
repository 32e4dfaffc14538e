import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The reference server for thinking aloud: it keeps what it is told, and touches nothing. */
export const sequentialThinkingProfile: ToolProfile = {
  server: 'sequential-thinking',
  packages: ['@modelcontextprotocol/server-sequential-thinking'],
  anywhere: false,
  source: '@modelcontextprotocol/server-sequential-thinking 2026.8.31, tools/list',
  tools: {
    sequentialthinking: args({
      payload: 'thought',
      option:
        'nextThoughtNeeded thoughtNumber totalThoughts isRevision revisesThought branchFromThought branchId needsMoreThoughts',
    }),
  },
};
