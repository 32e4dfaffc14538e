import { randomUUID } from 'node:crypto';
import type { Agent } from '../../shared/contract/call.ts';
import { sessionIdSchema, type ServerName } from '../../shared/contract/ids.ts';
import type { Authority } from '../authority/authority.ts';
import { HttpSession, type OldWay } from './http-session.ts';
import type { RegisteredServer } from './registered-server.ts';

/** Who asks, as the credential and the operating system say. */
export type HttpCaller = { readonly agent: string; readonly process: Agent['process'] };

export type HttpSessionsPorts = {
  readonly authority: Authority;
  readonly send: (session: HttpSession, line: string) => void;
  /** A session has begun or ended. */
  readonly changed: () => void;
  /** How long a session lasts that nobody uses, in ms: nothing else ends those of the stateless revision. */
  readonly idleMs: number;
};

type Kept = {
  readonly session: HttpSession;
  readonly agent: string;
  open: number;
  idle: NodeJS.Timeout | null;
};

/** Of one agent. A name that no server knows has cost it nothing: of more, the one that was quiet the longest ends. */
const MAX_SESSIONS = 128;

/** The sessions over HTTP, by what the server calls them; agent and process stand in for a name where the server gives none. */
export class HttpSessions {
  readonly #ports: HttpSessionsPorts;
  readonly #kept = new Map<string, Kept>();

  constructor(ports: HttpSessionsPorts) {
    this.#ports = ports;
  }

  get all(): readonly HttpSession[] {
    return [...this.#kept.values()].map(({ session }) => session);
  }

  /** The session under the server's own name for it, or without one. Null when it is another agent's. */
  of(server: RegisteredServer, caller: HttpCaller, name: string | null): HttpSession | null {
    const key =
      name === null
        ? keyOf(server, 'shared', `${caller.agent}\u0000${caller.process?.pid ?? ''}`)
        : keyOf(server, 'named', name);
    const kept = this.#kept.get(key);
    if (kept === undefined) return this.#begin(key, server, caller, null);
    return kept.agent === caller.agent ? kept.session : null;
  }

  /** The same when the server has just given that name out: who went by it before had made it up. */
  given(server: RegisteredServer, caller: HttpCaller, name: string | null): HttpSession | null {
    const kept = name === null ? undefined : this.#kept.get(keyOf(server, 'named', name));
    if (kept !== undefined && kept.agent !== caller.agent)
      this.end(kept.session, 'the server gave its name to another agent');
    const session = this.of(server, caller, name);
    if (session !== null && name !== null) session.isGiven = true;
    return session;
  }

  /** A session of the older HTTP+SSE, which lasts as long as its stream, and the name under which its messages come. */
  beginOld(
    server: RegisteredServer,
    caller: HttpCaller,
    old: OldWay,
  ): { session: HttpSession; name: string } {
    const name = randomUUID();
    return { session: this.#begin(keyOf(server, 'old', name), server, caller, old), name };
  }

  old(server: RegisteredServer, caller: HttpCaller, name: string): HttpSession | null {
    const kept = this.#kept.get(keyOf(server, 'old', name));
    return kept?.agent === caller.agent ? kept.session : null;
  }

  /** Keeps the session while a request of it is open; the result is to be called when it is over. */
  use(session: HttpSession): () => void {
    const found = [...this.#kept].find(([, kept]) => kept.session === session);
    if (found === undefined) return () => undefined;
    const [key, kept] = found;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    kept.open += 1;
    if (kept.idle !== null) clearTimeout(kept.idle);
    kept.idle = null;
    return () => {
      kept.open -= 1;
      if (kept.open === 0 && session.ports.old === null)
        kept.idle = setTimeout(
          () => this.end(session, 'nobody used it for a while'),
          this.#ports.idleMs,
        ).unref();
    };
  }

  end(session: HttpSession, reason: string): void {
    for (const [key, kept] of this.#kept) {
      if (kept.session !== session) continue;
      this.#kept.delete(key);
      if (kept.idle !== null) clearTimeout(kept.idle);
      session.end(reason);
      this.#ports.changed();
    }
  }

  close(reason: string): void {
    for (const session of this.all) this.end(session, reason);
  }

  /** How many there are with a server. */
  count(name: ServerName): number {
    return this.all.filter(({ ports }) => ports.server.ref.name === name).length;
  }

  #endQuiet(agent: string): void {
    const own = [...this.#kept.values()].filter((kept) => kept.agent === agent);
    const quiet = own.find(({ open, session }) => open === 0 && session.ports.old === null);
    if (own.length >= MAX_SESSIONS && quiet !== undefined)
      this.end(quiet.session, 'its agent began too many');
  }

  #begin(key: string, server: RegisteredServer, caller: HttpCaller, old: OldWay | null): HttpSession {
    const { authority, send, changed } = this.#ports;
    this.#endQuiet(caller.agent);
    const id = sessionIdSchema.parse(randomUUID());
    const agent: Agent = { name: caller.agent, process: caller.process, claims: null };
    const isNamed = !key.startsWith('shared');
    const session = new HttpSession({ id, authority, server, agent, isNamed, old, send });
    this.#kept.set(key, { session, agent: caller.agent, open: 0, idle: null });
    authority.note({ kind: 'session', session: id, server: server.ref, agent });
    changed();
    return session;
  }
}

/**
 * Servers give out names that nobody takes for another's, though some read them without regard to case. The identity is part of it: a server
 * that was registered anew under another address shares nothing with the one before.
 */
function keyOf({ ref }: RegisteredServer, kind: 'shared' | 'named' | 'old', name: string): string {
  const plain = kind === 'named' ? name.toLowerCase() : name;
  return `${kind}\u0000${ref.name}\u0000${ref.identity}\u0000${plain}`;
}
