// The sessions of agents that are known by their hooks only. A hook is over with its call; what was granted for a session lasts as long
// as the agent's own conversation does: until its process has gone.

import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { sessionIdSchema, type SessionId } from '../../shared/contract/ids.ts';

/** More conversations at once than any user has; beyond, the one that was quiet the longest ends. */
const MAX_SESSIONS = 64;

type Known = { readonly id: SessionId; readonly pid: number };

export class HookSessions {
  readonly #ended: (session: SessionId) => void;
  /** The one heard of last stands last. */
  readonly #known = new Map<string, Known>();

  constructor(ended: (session: SessionId) => void) {
    this.#ended = ended;
  }

  /** The session of an agent's conversation; one that doesn't say which it is has one for each process. */
  of(
    agent: string,
    conversation: string | null,
    pid: number,
    began: (session: SessionId) => void,
  ): SessionId {
    const key = JSON.stringify([agent, conversation, conversation === null ? pid : null]);
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#known.delete(key);
      this.#known.set(key, { ...known, pid });
      return known.id;
    }
    this.#endGone();
    const id = sessionIdSchema.parse(randomUUID());
    this.#known.set(key, { id, pid });
    began(id);
    return id;
  }

  close(): void {
    for (const key of [...this.#known.keys()]) this.#end(key);
  }

  #endGone(): void {
    for (const [key, { pid }] of [...this.#known]) if (!isRunning(pid)) this.#end(key);
    for (const key of [...this.#known.keys()].slice(0, -(MAX_SESSIONS - 1))) this.#end(key);
  }

  #end(key: string): void {
    const known = this.#known.get(key);
    this.#known.delete(key);
    if (known !== undefined) this.#ended(known.id);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
