// What a text looks like by itself. A whole text that could be a path, a web address or a mail address is taken for one; the rest stays
// a value, which has to be granted as it is.

/** Longer text isn't a path on any platform. */
const MAX_PATH = 4096;
const MAX_ADDRESS = 320;
const MAX_ADDRESSES = 4096;

export type Shape = 'path' | 'site' | 'recipient';

/** The shape of a text in an argument of which nothing else is known. */
export function shapeOf(text: string): Shape | null {
  if (looksLikePath(text)) return 'path';
  if (looksLikeSite(text)) return 'site';
  return looksLikeMail(text) ? 'recipient' : null;
}

/** The shape of a text that would usually be a message: only what names one place and nothing else. */
export function shapeOfMessage(text: string): Shape | null {
  if (isOneLine(text) && /^(\/|~[/\\]|file:|[A-Za-z]:[\\/]|\\\\)/i.test(text)) return 'path';
  if (looksLikeSite(text) && !/\s/.test(text.trim())) return 'site';
  return looksLikeMail(text) ? 'recipient' : null;
}

function isOneLine(text: string): boolean {
  return text.length <= MAX_PATH && !text.includes('\n');
}

/** Absolute, home, `file:`, drive and UNC paths, and relative ones that leave or name their folder. */
export function looksLikePath(text: string): boolean {
  if (!isOneLine(text)) return false;
  return (
    /^(\/|~|file:|[A-Za-z]:[\\/]|\\\\|\.{1,2}([\\/]|$))/i.test(text) || /(^|[\\/])\.\.([\\/]|$)/.test(text)
  );
}

/** Web addresses, also with blanks before them, which fetchers drop. */
export function looksLikeSite(text: string): boolean {
  return /^\s*https?:/i.test(text);
}

/** A mail address as mailers take it, bare or in angle brackets after a name: what stands before the last `@` may be quoted. */
const MAIL =
  /^(mailto:)?("[^"\n]*"|[^\s@<>]+)@[\p{L}\p{N}._-]+$|^[^<>\n]*<("[^"\n]*"|[^\s@<>]+)@[^\s@<>]+>$/iu;

/** One mail address, or several between commas or semicolons. */
export function looksLikeMail(text: string): boolean {
  if (text.length > MAX_ADDRESSES) return false;
  if (isMail(text)) return true;
  const pieces = text.split(/[,;]/).filter((piece) => piece.trim() !== '');
  return pieces.length > 1 && pieces.every(isMail);
}

function isMail(text: string): boolean {
  return text.length <= MAX_ADDRESS && MAIL.test(text.trim());
}

/** A URI scheme of at least two letters, so that a drive is none. */
export function hasScheme(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(text);
}
