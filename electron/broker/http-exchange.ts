import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authority } from '../authority/authority.ts';
import type { ByteBudget, CallRoom } from './byte-budget.ts';
import type { CallGate } from './call-gate.ts';
import type { HttpCaller, HttpSessions } from './http-sessions.ts';
import type { Remote } from './remote.ts';
import type { Upstream } from './upstream.ts';

/** What the endpoint's requests have in common. */
export type HttpPorts = {
  readonly authority: Authority;
  readonly gate: CallGate;
  readonly sessions: HttpSessions;
  readonly upstream: Upstream;
  /** Bytes of one message, in either direction. */
  readonly limit: number;
  /** What all agents' unfinished messages may hold together. */
  readonly unfinished: ByteBudget;
  /** The same of their calls that wait. */
  readonly room: CallRoom;
  /** How long a call waits before its answer is begun as a stream, and how often that is kept alive, in ms. */
  readonly aliveMs: number;
};

/** One request whose sender is known, for a server that is. */
export type HttpRequest = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly remote: Remote;
  readonly caller: HttpCaller;
};

/** A signal that ends what was asked of the server when the agent goes. */
export function untilLeft(response: ServerResponse): AbortSignal {
  const stop = new AbortController();
  response.once('close', () => stop.abort());
  return stop.signal;
}

/** The words in which a server's failing is told. */
export function failing({ server }: Pick<Remote, 'server'>, how: string): string {
  return `the server \`${server.ref.name}\` (${server.words}) ${how}`;
}

/** JSON-RPC: an error that answers no request in particular. */
export function plainError(message: string, code = -32000): string {
  return JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message } });
}
