// The user's corrections of how tools' arguments are read, out of the record. One holds for the server as it was started when the user
// made it.

import type { ServerRef } from '../../shared/contract/call.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Carried } from '../../shared/contract/record-proof.ts';
import type { ToolRoles } from '../../shared/contract/tool-profile.ts';

type Corrected = Carried['corrections'][number];

export class ToolCorrections {
  readonly #tools = new Map<string, Corrected>();

  /** Takes a correction from the record; every other entry is passed over. */
  take(body: EntryBody): void {
    if (body.kind !== 'profile') return;
    const { server, tool } = body;
    const key = keyOf(server, tool);
    const roles = { ...this.#tools.get(key)?.roles, [body.pointer]: body.role };
    this.#tools.set(key, { server, tool, roles });
  }

  /** Everything that holds, as a prune hands it on. */
  carried(): Carried['corrections'] {
    return [...this.#tools.values()];
  }

  /** Takes what a prune hands on, in place of all before. */
  restore(carried: Carried['corrections']): void {
    this.#tools.clear();
    for (const one of carried) this.#tools.set(keyOf(one.server, one.tool), one);
  }

  of(server: ServerRef, tool: string): ToolRoles | null {
    return this.#tools.get(keyOf(server, tool))?.roles ?? null;
  }
}

function keyOf(server: ServerRef, tool: string): string {
  return JSON.stringify([server.name, server.identity, tool]);
}
