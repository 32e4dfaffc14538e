import type { Redaction } from '../../shared/contract/record-entry.ts';

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'redacted'; readonly text: string; readonly rule: string };

const MARK = /\[redacted ([^\s\]]+) ([0-9a-f]{8})\]/g;

/** Cuts a text at the places where a secret was taken out. Only what the record names as taken out counts: an agent can write such words. */
export function redactionParts(text: string, redactions: readonly Redaction[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    const [mark, rule = '', keyed = ''] = match;
    if (!redactions.some((one) => one.rule === rule && one.keyed.startsWith(keyed))) continue;
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'redacted', text: mark, rule });
    from = match.index + mark.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
