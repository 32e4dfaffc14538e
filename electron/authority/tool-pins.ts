// The tool definitions that the user's grants are bound to: the first that was seen of each tool, or the one that was accepted since.

import type { Definition, ServerRef } from '../../shared/contract/call.ts';
import type { ServerName, Sha256 } from '../../shared/contract/ids.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { excerpt } from './excerpt.ts';

export type ToolDefinition = {
  readonly hash: Sha256;
  readonly description: string;
  readonly inputSchema: JsonValue;
  readonly text: string;
};

export class ToolPins {
  readonly #pins: Map<string, Sha256>;
  /** The definition that was last noted of a tool that is pinned with another. */
  readonly #noted: Map<string, Sha256>;

  constructor(recorded: ReadonlyMap<string, Sha256>, noted: ReadonlyMap<string, Sha256>) {
    this.#pins = new Map(recorded);
    this.#noted = new Map(noted);
  }

  /** Servers of which a tool is pinned. */
  servers(): ReadonlySet<string> {
    return new Set([...this.#pins.keys()].map((key) => key.slice(0, key.indexOf('\u0000'))));
  }

  /** What is known of a tool's definition as a server lists it now. */
  known(server: ServerName, tool: string, definition: ToolDefinition | 'ambiguous' | null): Definition {
    if (definition === null) return { kind: 'unlisted' };
    if (definition === 'ambiguous') return { kind: 'ambiguous' };
    const { hash } = definition;
    return { kind: 'listed', hash, changed: this.#pins.get(pinKey(server, tool)) !== hash };
  }

  /** Takes a server's complete list: a new tool is pinned at once, a changed one is only noted, and once. Returns what the record has to hold. */
  note(
    server: ServerRef,
    tools: readonly (ToolDefinition & { readonly name: string })[],
  ): readonly EntryBody[] {
    return tools.flatMap((tool) => {
      const key = pinKey(server.name, tool.name);
      const pinned = this.#pins.get(key);
      if (pinned === tool.hash) return [];
      if (pinned !== undefined) {
        if (this.#noted.get(key) === tool.hash) return [];
        this.#noted.set(key, tool.hash);
        return [definitionEntry(server, tool.name, tool, 'changed')];
      }
      this.#pins.set(key, tool.hash);
      return [definitionEntry(server, tool.name, tool, 'first')];
    });
  }

  /** The user has accepted this definition; the record holds it already. */
  accept(server: ServerName, tool: string, hash: Sha256): void {
    this.#pins.set(pinKey(server, tool), hash);
  }
}

function pinKey(server: ServerName, tool: string): string {
  return `${server}\u0000${tool}`;
}

/** `standing` is `accepted` when an answer of the user pins a changed definition. */
export function definitionEntry(
  server: ServerRef,
  tool: string,
  { hash, text }: ToolDefinition,
  standing: 'first' | 'changed' | 'accepted',
): EntryBody {
  return { kind: 'definition', server, tool, hash, standing, definition: excerpt(text) };
}
