import type { RetentionChoice, RetentionPreview } from '../../shared/contract/record-setting.ts';
import { exactTime } from './time-words.ts';

/** The fields as they are written: a limit that isn't switched on doesn't count, whatever stands in its field. */
export type RetentionDraft = {
  readonly byAge: boolean;
  readonly days: string;
  readonly bySize: boolean;
  readonly megabytes: string;
};

export function draftOf({ days, megabytes }: RetentionChoice): RetentionDraft {
  return {
    byAge: days !== null,
    days: String(days ?? 90),
    bySize: megabytes !== null,
    megabytes: String(megabytes ?? 500),
  };
}

/** What the fields say; or what is wrong with them. */
export function choiceOf(
  draft: RetentionDraft,
): { readonly choice: RetentionChoice } | { readonly problem: string } {
  const days = draft.byAge ? wholeNumber(draft.days) : null;
  const megabytes = draft.bySize ? wholeNumber(draft.megabytes) : null;
  if (days === undefined) return { problem: 'The days are a whole number from 1.' };
  if (megabytes === undefined) return { problem: 'The megabytes are a whole number from 1.' };
  return { choice: { days, megabytes } };
}

/** Null is no limit, and so isn't used for what is no number. */
function wholeNumber(text: string): number | undefined {
  const number = Number(text.trim());
  return /^\d{1,6}$/.test(text.trim()) && number >= 1 ? number : undefined;
}

/** "Removes 1,204 entries with 312 calls, from 3 Oct 2026, 09:12:40 to 12 Nov 2026, 10:00:03: 4.2 MB, for good." */
export function previewWords({ entries, calls, bytes, from, upTo, isExact }: RetentionPreview): string {
  if (from === null || upTo === null) return 'Removes nothing now.';
  const about = isExact ? '' : 'about ';
  const what = `${about}${counted(entries, 'entry', 'entries')} with ${counted(calls, 'call', 'calls')}`;
  return `Removes ${what}, from ${exactTime(from)} to ${exactTime(upTo)}: ${about}${bytesWords(bytes)}, for good.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** A size with two digits that tell: "870 bytes", "4.2 MB", "31 MB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte', 'bytes');
  const [unit, size] =
    bytes < 1e6 ? (['kB', 1e3] as const) : bytes < 1e9 ? (['MB', 1e6] as const) : (['GB', 1e9] as const);
  const number = bytes / size;
  return `${number.toLocaleString(undefined, { maximumFractionDigits: number < 10 ? 1 : 0 })} ${unit}`;
}
