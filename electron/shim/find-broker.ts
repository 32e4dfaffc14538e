import { createConnection, type Socket } from 'node:net';

const RETRY_MS = 100;

export type Search = {
  readonly path: string;
  /** When to give up, in ms of the clock; shortened when `first` says that nothing is coming up. */
  readonly until: number;
  /** There is no broker yet. Says whether one is on its way. */
  readonly first: () => boolean;
  readonly found: (socket: Socket) => void;
  readonly lost: () => void;
  /** How long to go on when no broker is on its way, in ms: one may be between two runs. Left out: as long as otherwise. */
  readonly idleMs?: number;
};

/** Looks for a broker until one is there or the patience has run out. */
export function findBroker(search: Search): void {
  const socket = createConnection(search.path);
  socket.once('connect', () => {
    socket.removeAllListeners('error');
    search.found(socket);
  });
  socket.once('error', () => {
    const coming = search.first();
    const until =
      coming || search.idleMs === undefined
        ? search.until
        : Math.min(search.until, Date.now() + search.idleMs);
    const { idleMs: _idle, ...rest } = search;
    if (Date.now() >= until) search.lost();
    else setTimeout(() => findBroker({ ...rest, until, first: () => coming }), RETRY_MS);
  });
}
