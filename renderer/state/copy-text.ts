import { calledWords } from '../../shared/core/called-words.ts';
import type { CallRow } from '../../shared/contract/history.ts';
import { visibleLine } from '../../shared/core/visible-text.ts';

/** Calls as lines of tab-separated text, with the exact times. */
export function callsText(rows: Iterable<CallRow>): string {
  return [...rows]
    .sort((a, b) => b.seq - a.seq)
    .map((row) =>
      [row.at, row.agent, calledWords(row), row.touched.join(', '), row.standing, row.why]
        .map(oneLine)
        .join('\t'),
    )
    .join('\n');
}

/** A tab or a line break of theirs would begin a column or a row of its own, and other hidden characters could do harm where it is pasted. */
function oneLine(text: string): string {
  return visibleLine(text.replace(/[\t\n\r]+/g, ' '));
}

/** Puts text on the clipboard; false when that failed. The window has no permission to use the clipboard otherwise. */
export function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', onCopy, { once: true, capture: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', onCopy, { capture: true });
  return done;
}
