// Lines of a text, and changes of it by offsets in UTF-16 units.

export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** The text with all of these changed at once. */
export function applied(text: string, splices: readonly Splice[]): string {
  let edited = text;
  for (const { start, end, text: put } of [...splices].sort((a, b) => b.start - a.start))
    edited = edited.slice(0, start) + put + edited.slice(end);
  return edited;
}

export function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset after the line's end, or the text's. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Whether nothing but spaces stands before it on its line, and it doesn't begin the text. */
export function beginsLine(text: string, offset: number): boolean {
  return offset > 0 && text.slice(lineStart(text, offset), offset).trim() === '';
}

/** With the rest of its lines when nothing else stands on them, else with the spaces after it. */
export function wholeLines(text: string, start: number, end: number): Splice {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  if (text.slice(from, start).trim() === '' && text.slice(end, to).trim() === '')
    return { start: from, end: to, text: '' };
  const spaces = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end: end + spaces, text: '' };
}
