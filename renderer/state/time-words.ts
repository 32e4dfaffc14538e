const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "2 min ago", or the day when it is a week or more, for an instant (ISO 8601) seen at `now` (ms since the epoch). */
export function agoWords(at: string, now: number): string {
  const passed = now - Date.parse(at);
  if (passed < 5000) return 'just now';
  if (passed < MINUTE) return `${Math.floor(passed / 1000)} s ago`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`;
  const days = Math.floor(passed / DAY);
  if (days < 7) return days === 1 ? 'yesterday' : `${days} days ago`;
  const year =
    new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : ({ year: '2-digit' } as const);
  return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', ...year });
}

/** The exact local time, for titles and screen readers. */
export function exactTime(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** A duration in ms as "3.2 ms", "1.4 s", "2 min". */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.round(ms / MINUTE)} min`;
}

/** "30 Mar, 10:00 to 11:00", from `from` for `ms`. */
export function spanWords(from: number, ms: number): string {
  const day = { day: 'numeric', month: 'short' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const start = new Date(from);
  const end = new Date(from + ms);
  const isSameDay = start.toDateString() === end.toDateString();
  const last = end.toLocaleString(undefined, isSameDay ? time : { ...day, ...time });
  return `${start.toLocaleString(undefined, { ...day, ...time })} to ${last}`;
}
