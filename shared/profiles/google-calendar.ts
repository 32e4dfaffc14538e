import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const TIMES = 'timeMin timeMax timeZone fields';
const WHEN = 'start end timeZone recurrence reminders colorId transparency';

/** The community's Google Calendar server. Guests are sent the event, so that they are recipients. */
export const googleCalendarProfile: ToolProfile = {
  server: 'google-calendar',
  packages: ['@cocal/google-calendar-mcp'],
  anywhere: false,
  source: '@cocal/google-calendar-mcp 2.6.3, build/index.js',
  tools: {
    'list-calendars': args({ value: 'account' }),
    'list-events': args({
      value: 'account calendarId',
      option: `${TIMES} privateExtendedProperty sharedExtendedProperty`,
    }),
    'search-events': args({
      value: 'account calendarId',
      payload: 'query',
      option: `${TIMES} privateExtendedProperty sharedExtendedProperty`,
    }),
    'get-event': args({ value: 'account calendarId eventId', option: 'fields' }),
    'list-colors': args({ value: 'account' }),
    'create-event': args({
      value:
        'account calendarId eventId visibility guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests ' +
        'anyoneCanAddSelf sendUpdates conferenceData extendedProperties attachments source eventType ' +
        'focusTimeProperties outOfOfficeProperties workingLocationProperties attendees',
      mail: 'attendees/*/email',
      payload: 'summary description location attendees/*/displayName attendees/*/comment',
      option: `${WHEN} calendarsToCheck duplicateSimilarityThreshold allowDuplicates attendees/*/optional`,
    }),
    'update-event': args({
      value:
        'account calendarId eventId visibility guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests ' +
        'anyoneCanAddSelf sendUpdates conferenceData extendedProperties attachments attendees modificationScope ' +
        'originalStartTime futureStartDate',
      mail: 'attendees/*/email',
      payload: 'summary description location',
      option: `${WHEN} checkConflicts calendarsToCheck`,
    }),
    'delete-event': args({ value: 'account calendarId eventId sendUpdates' }),
    'get-freebusy': args({
      value: 'account calendars',
      option: 'timeMin timeMax timeZone groupExpansionMax calendarExpansionMax',
    }),
    'get-current-time': args({ value: 'account', option: 'timeZone' }),
    'respond-to-event': args({
      value: 'calendarId eventId account response modificationScope originalStartTime sendUpdates',
      payload: 'comment',
    }),
  },
};
