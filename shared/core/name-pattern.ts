// Names of servers and tools in grants: compared code point by code point; only `*` is special and stands for any run of characters.

/** Whether `name` fits `pattern`. Without a star they have to be equal. Linear in both lengths, whatever the pattern. */
export function nameFits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - at >= last.length && name.endsWith(last);
}
