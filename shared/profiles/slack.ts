import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The first Slack server of the Model Context Protocol. A channel that is written to is a recipient; one that is read is a value. */
export const slackProfile: ToolProfile = {
  server: 'slack',
  packages: ['@modelcontextprotocol/server-slack'],
  anywhere: false,
  source: '@modelcontextprotocol/server-slack 2025.4.25, tools/list',
  tools: {
    slack_list_channels: args({ option: 'limit cursor' }),
    slack_post_message: args({ handle: 'channel_id', payload: 'text' }),
    slack_reply_to_thread: args({ handle: 'channel_id', payload: 'text', option: 'thread_ts' }),
    slack_add_reaction: args({ handle: 'channel_id', option: 'timestamp reaction' }),
    slack_get_channel_history: args({ value: 'channel_id', option: 'limit' }),
    slack_get_thread_replies: args({ value: 'channel_id', option: 'thread_ts' }),
    slack_get_users: args({ option: 'cursor limit' }),
    slack_get_user_profile: args({ value: 'user_id' }),
  },
};
