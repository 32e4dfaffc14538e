// The calls of late, by tool: against them a rung is tried before it is remembered. Only as many as a person would think of.

import type { Call, ServerRef } from '../../shared/contract/call.ts';

/** Calls that are kept of one tool, and tools of which calls are kept. */
const MAX_CALLS = 200;
const MAX_TOOLS = 256;

export class PastCalls {
  readonly #recall: () => readonly Call[];
  #byTool: Map<string, Call[]> | null = null;

  /** `recall` gives the calls of the record, oldest first: asked for with the first question, and never where nobody is asked. */
  constructor(recall: () => readonly Call[]) {
    this.#recall = recall;
  }

  /** Notes a call that the record holds by now. */
  add(call: Call): void {
    if (this.#byTool !== null) keep(this.#byTool, call);
  }

  /** Newest first. */
  of(server: ServerRef, tool: string): readonly Call[] {
    this.#byTool ??= this.#recalled();
    return [...(this.#byTool.get(keyOf(server, tool)) ?? [])].reverse();
  }

  #recalled(): Map<string, Call[]> {
    const byTool = new Map<string, Call[]>();
    for (const call of this.#recall()) keep(byTool, call);
    return byTool;
  }
}

function keep(byTool: Map<string, Call[]>, call: Call): void {
  const key = keyOf(call.server, call.tool);
  const calls = byTool.get(key) ?? [];
  // The tool that was used last stands last: the first is the one to forget.
  byTool.delete(key);
  byTool.set(key, calls);
  calls.push(call);
  if (calls.length > MAX_CALLS) calls.shift();
  const [oldest] = byTool.keys();
  if (byTool.size > MAX_TOOLS && oldest !== undefined) byTool.delete(oldest);
}

function keyOf(server: ServerRef, tool: string): string {
  return JSON.stringify([server.name, server.identity, tool]);
}
