/**
 * Text from a record for a terminal: whatever could move the cursor, change colours, turn the direction of writing or break the line is
 * shown as `\u{...}`, and a long text is cut at `most` characters.
 */
export function visible(text: string, most = 200): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
