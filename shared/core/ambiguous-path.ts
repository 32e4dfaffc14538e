// Where the path of a web address leads is decided by the server. This tells the paths about which servers differ: those that lead
// elsewhere when a reader decodes first, joins slashes first, or cuts parameters off first.

/** A slash, a backslash or a percent sign that decoding brings out (RFC 3986, 2.4: a reader must not decode twice; some do). */
const ENCODED_SEPARATOR = /%(2f|5c|25)/i;

/** `path` as it is written, dot segments and all. */
export function isAmbiguousPath(path: string): boolean {
  if (!path.includes('%') && !path.includes(';') && !path.includes('//') && isAscii(path))
    return path.includes('...') && path.split('/').some(isDotsOnly);
  if (ENCODED_SEPARATOR.test(path)) return true;
  const decoded = decodedOnce(path);
  if (decoded === null || specials(decoded.normalize('NFKC')) !== specials(decoded)) return true;
  const segments = path.split('/');
  if (segments.some(isHiddenDots)) return true;
  // `a//..` is `a` when the empty segment counts, and nothing when slashes are joined first.
  return path.includes('//') && segments.some((segment) => segment === '.' || segment === '..');
}

/** Null when it isn't UTF-8: overlong forms of `.` and `/` have passed for harmless bytes. */
function decodedOnce(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Characters that take a path apart; full-width forms become these in readers that fold them. */
function specials(text: string): string {
  return text.replace(/[^./\\%?#;]/g, '');
}

/** More dots than two climb on some systems, or are dropped. */
function isDotsOnly(segment: string): boolean {
  return segment.length > 2 && /^\.+$/.test(segment);
}

/** Dots once a reader has decoded it, cut off what follows `;`, `?`, `#`, or trimmed it; written plainly they are no secret. */
function isHiddenDots(segment: string): boolean {
  if (segment === '.' || segment === '..') return false;
  const decoded = decodedOnce(segment) ?? '';
  const [name = ''] = decoded.split(/[;?#\0]/, 1);
  return /^\.+$/.test(name.trim());
}

function isAscii(text: string): boolean {
  return !/[^\u0000-\u007f]/.test(text);
}
