// Percent-decoding by the most forgiving decoder: overlong UTF-8 and `%uXXXX` count, what is no code stays as it is. A strict decoder
// gives the same for every text that it takes.

const CODES = /(?:%[0-9a-f]{2})+|%u[0-9a-f]{4}/gi;

/** Decodes one level. */
export function laxPercentDecoded(text: string): string {
  return text.replace(CODES, (run) => {
    if (/^%u/i.test(run)) return String.fromCharCode(parseInt(run.slice(2), 16));
    const bytes = run
      .slice(1)
      .split('%')
      .map((code) => parseInt(code, 16));
    return fromBytes(bytes);
  });
}

/** UTF-8 as RFC 2279 had it, without the rule against overlong forms that RFC 3629 has. A stray byte is taken for Latin-1. */
function fromBytes(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf8 ? 3 : 0;
    const rest = bytes.slice(at + 1, at + 1 + more);
    const whole = more > 0 && rest.length === more && rest.every((byte) => (byte & 0xc0) === 0x80);
    const point = whole
      ? rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), lead & (0x3f >> more))
      : lead;
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    at += whole ? 1 + more : 1;
  }
  return text;
}
