import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const MAIL = {
  mail: 'to cc bcc',
  payload: 'subject body htmlBody',
  readFile: 'attachments',
  value: 'threadId inReplyTo',
  option: 'mimeType',
} as const;
const LABEL = 'messageListVisibility labelListVisibility';

/** The community's Gmail server. A filter may forward what comes in, so that it names a recipient. */
export const gmailProfile: ToolProfile = {
  server: 'gmail',
  packages: ['@gongrzhe/server-gmail-autoauth-mcp'],
  anywhere: false,
  source: '@gongrzhe/server-gmail-autoauth-mcp 1.1.11, dist/index.js',
  tools: {
    send_email: args(MAIL),
    draft_email: args(MAIL),
    read_email: args({ value: 'messageId' }),
    search_emails: args({ payload: 'query', option: 'maxResults' }),
    modify_email: args({ value: 'messageId labelIds addLabelIds removeLabelIds' }),
    delete_email: args({ value: 'messageId' }),
    list_email_labels: {},
    batch_modify_emails: args({ value: 'messageIds addLabelIds removeLabelIds', option: 'batchSize' }),
    batch_delete_emails: args({ value: 'messageIds', option: 'batchSize' }),
    create_label: args({ value: 'name', option: LABEL }),
    update_label: args({ value: 'id name', option: LABEL }),
    delete_label: args({ value: 'id' }),
    get_or_create_label: args({ value: 'name', option: LABEL }),
    create_filter: args({ value: 'criteria action', mail: 'action/forward' }),
    list_filters: {},
    get_filter: args({ value: 'filterId' }),
    delete_filter: args({ value: 'filterId' }),
    create_filter_from_template: args({ value: 'template parameters' }),
    download_attachment: args({ value: 'messageId attachmentId filename', writeFolder: 'savePath' }),
  },
};
