/** `server > tool`, as lists of calls name what was called; the server alone where a message was refused before it named a tool. */
export function calledWords({ server, tool }: { readonly server: string; readonly tool: string }): string {
  return tool === '' ? server : `${server} > ${tool}`;
}
