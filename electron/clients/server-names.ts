import { isDeepStrictEqual } from 'node:util';
import { serverNameSchema, type ServerName } from '../../shared/contract/ids.ts';
import type { HttpServer, StdioServer } from './read-entry.ts';

export type KnownServers = {
  readonly servers: ReadonlyMap<ServerName, StdioServer>;
  readonly remotes: ReadonlyMap<ServerName, HttpServer>;
};

/**
 * The registered servers, and those that entries add to them. Entries that start or call the same share one server; another one of the same
 * name gets a number behind it, because a grant for the one mustn't hold for the other.
 */
export class ServerNames {
  readonly #servers: Map<ServerName, StdioServer>;
  readonly #remotes: Map<ServerName, HttpServer>;
  readonly #added = new Set<ServerName>();

  constructor({ servers, remotes }: KnownServers) {
    this.#servers = new Map(servers);
    this.#remotes = new Map(remotes);
  }

  get known(): KnownServers {
    return { servers: this.#servers, remotes: this.#remotes };
  }

  /** Names that were not there before. */
  get added(): readonly ServerName[] {
    return [...this.#added];
  }

  /** Whether a server of this name is reached over HTTP. */
  isRemote(name: string): boolean {
    return [...this.#remotes.keys()].some((known) => known === name);
  }

  stdio(wanted: string, server: StdioServer): ServerName {
    return this.#take(wanted, server, this.#servers);
  }

  http(wanted: string, server: HttpServer): ServerName {
    return this.#take(wanted, server, this.#remotes);
  }

  #take<Server>(wanted: string, server: Server, among: Map<ServerName, Server>): ServerName {
    const name = nameFrom(wanted);
    const same = [...among].filter(([, other]) => isDeepStrictEqual(other, server)).map(([one]) => one);
    const shared = same.includes(name) ? name : same[0];
    if (shared !== undefined) return shared;
    let free = name;
    for (let number = 2; this.#servers.has(free) || this.#remotes.has(free); number += 1)
      free = serverNameSchema.parse(`${name}-${number}`);
    among.set(free, server);
    this.#added.add(free);
    return free;
  }
}

/** The client's name for a server, without what can't stand in a server's name. */
function nameFrom(wanted: string): ServerName {
  const cleaned = wanted
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}@_. /-]/gu, '-')
    .replace(/^[^\p{L}\p{N}@]+|[ ]+$/gu, '')
    .slice(0, 240);
  const name = serverNameSchema.safeParse(cleaned);
  return name.success ? name.data : serverNameSchema.parse('server');
}
