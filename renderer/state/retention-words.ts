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

/** "Removes about 1,204 entries now, up to 12 Nov 2026, 10:00:03." */
export function previewWords({ entries, upTo }: RetentionPreview): string {
  if (entries === 0 || upTo === null) return 'Removes nothing now.';
  const what = `${entries.toLocaleString()} ${entries === 1 ? 'entry' : 'entries'}`;
  return `Removes about ${what} now, up to ${exactTime(upTo)}, for good.`;
}
