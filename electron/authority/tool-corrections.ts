// The user's corrections of how tools' arguments are read, out of the record. One holds for the server as it was started when the user
// made it.

import type { ServerRef } from '../../shared/contract/call.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { ToolRoles } from '../../shared/contract/tool-profile.ts';

export class ToolCorrections {
  readonly #roles = new Map<string, ToolRoles>();

  /** Takes a correction from the record; every other entry is passed over. */
  take(body: EntryBody): void {
    if (body.kind !== 'profile') return;
    const key = keyOf(body.server, body.tool);
    this.#roles.set(key, { ...this.#roles.get(key), [body.pointer]: body.role });
  }

  of(server: ServerRef, tool: string): ToolRoles | null {
    return this.#roles.get(keyOf(server, tool)) ?? null;
  }
}

function keyOf(server: ServerRef, tool: string): string {
  return JSON.stringify([server.name, server.identity, tool]);
}
