// Agents join a server's name with the tool's, and write both in letters that a model takes: `mcp__my_files__read`, `my-files-read`. Either may
// hold the separator itself, so that only a list of the servers tells where the one ends.

export type ServerTool = { readonly server: string; readonly tool: string };

/** The parts of a joined name. The longest of the known servers counts; for one that isn't known, the first separator does. */
export function partsOf(
  text: string,
  separator: string,
  stated: string | null,
  known: readonly string[],
): ServerTool | null {
  const servers = stated === null ? [...known].sort((a, b) => b.length - a.length) : [stated];
  for (const server of servers) {
    const head = `${asModelsWrite(server, separator)}${separator}`;
    if (text.startsWith(head) && text.length > head.length) return { server, tool: text.slice(head.length) };
  }
  const at = text.indexOf(separator);
  return at <= 0 || at + separator.length >= text.length
    ? null
    : { server: text.slice(0, at), tool: text.slice(at + separator.length) };
}

function asModelsWrite(name: string, separator: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, separator.slice(0, 1));
}
