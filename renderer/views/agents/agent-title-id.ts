/** Where the focus goes when the button that had it is gone. */
export function agentTitleId(agent: string): string {
  return `agent-${agent}`;
}
