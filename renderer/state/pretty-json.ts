const MAX_DEPTH = 40;

/**
 * JSON text with a line for every member. It moves white space only, so that every number and escape stays as it was sent; a text that
 * is cut, or isn't JSON, comes out as far as it goes.
 */
export function prettyJson(text: string): string {
  let out = '';
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(Math.min(Math.max(0, depth), MAX_DEPTH))}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]\s*[\]}]|[[\]{},:]|\s+|[^\s[\]{},:"]+/gs)) {
    if (/^\s/.test(token)) continue;
    if (/^[[{]\s*[\]}]$/.test(token)) out += token.replace(/\s/g, '');
    else if (token === '{' || token === '[') {
      depth += 1;
      out += token + line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      out += line() + token;
    } else if (token === ',') out += token + line();
    else out += token === ':' ? ': ' : token;
  }
  return out;
}
