// Where agents reach servers over HTTP: `http://127.0.0.1:PORT/mcp/NAME`, a reverse proxy in front of the servers that are registered with
// an address. It knows its callers by their credential, and web pages by their `Host` and `Origin`.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { serverNameSchema, type ServerName } from '../../shared/contract/ids.ts';
import type { Agent } from '../../shared/contract/call.ts';
import type { Place } from '../../shared/contract/place.ts';
import { callerProblem } from '../../shared/core/loopback-caller.ts';
import type { Authority } from '../authority/authority.ts';
import { agentOfToken } from './agent-store.ts';
import type { ByteBudget, CallRoom } from './byte-budget.ts';
import type { CallGate } from './call-gate.ts';
import { endpointFile } from './endpoint-port.ts';
import { plainError, type HttpPorts, type HttpRequest } from './http-exchange.ts';
import { HttpPost } from './http-post.ts';
import { HttpReply } from './http-reply.ts';
import type { HttpSession } from './http-session.ts';
import { HttpSessions } from './http-sessions.ts';
import { endSession, openStream } from './http-stream.ts';
import type { OAuthAccess } from './oauth-access.ts';
import { sendListing } from './own-listing.ts';
import { peerProcess } from './peer-process.ts';
import { remoteOf, type Remote } from './remote.ts';
import type { ServerStore } from './server-store.ts';
import { Upstream } from './upstream.ts';

/** How long a session without requests is kept, in ms. */
const IDLE_MS = 1_800_000;
const GRACE_MS = 500;

export type HttpEndpointPorts = {
  readonly authority: Authority;
  readonly gate: CallGate;
  readonly dataDir: string;
  readonly place: Pick<Place, 'home' | 'platform'>;
  /** The registered servers as they are now. */
  readonly servers: () => Result<ServerStore, string>;
  readonly signIns: OAuthAccess;
  /** Bytes of one message. */
  readonly limit: number;
  /** See `HttpPorts`. */
  readonly unfinished: ByteBudget;
  /** See `HttpPorts`. */
  readonly room: CallRoom;
  readonly changed: () => void;
  /** See `HttpPorts`. */
  readonly aliveMs: number;
};

export class HttpEndpoint {
  readonly #ports: HttpEndpointPorts;
  readonly #http: HttpPorts;
  readonly #listener: Server;
  readonly #peers = new WeakMap<Socket, Promise<Agent['process']>>();

  constructor(ports: HttpEndpointPorts) {
    this.#ports = ports;
    const { authority, gate, limit, unfinished, room, changed, aliveMs } = ports;
    const upstream = new Upstream();
    const send = (session: HttpSession, line: string): void => {
      const remote = this.#remote(session.ports.server.ref.name);
      if (remote.ok) void sendListing(session, line, { remote: remote.value, upstream, limit });
      else session.tools.end();
    };
    const sessions = new HttpSessions({ authority, send, changed, idleMs: IDLE_MS });
    this.#http = { authority, gate, sessions, upstream, limit, unfinished, room, aliveMs };
    this.#listener = createServer((request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  /** Listens on loopback. The error is a sentence; another port is never taken instead, because the agents' entries name this one. */
  async listen(port: number): Promise<Result<null, string>> {
    return new Promise((resolve) => {
      this.#listener.once('error', (error) => {
        const taken = 'code' in error && error.code === 'EADDRINUSE';
        const why = taken ? 'another program listens there' : error.message;
        const file = endpointFile(this.#ports.dataDir);
        resolve(
          err(
            `Remit takes no calls over HTTP, because its port ${port} can't be opened: ${why}. End that program and start Remit again. Or remove \`${file}\`, start Remit again, which chooses another port, and protect the agents again.`,
          ),
        );
      });
      this.#listener.listen(port, '127.0.0.1', () => resolve(ok(null)));
    });
  }

  get sessions(): readonly HttpSession[] {
    return this.#http.sessions.all;
  }

  /** How many sessions there are with a server. */
  count(name: ServerName): number {
    return this.#http.sessions.count(name);
  }

  close(): void {
    this.#listener.close();
    this.#http.sessions.close('Remit is stopping');
    this.#http.upstream.close();
    this.#listener.closeIdleConnections();
    // Who waits is told; whoever doesn't leave after that is cut off.
    setTimeout(() => this.#listener.closeAllConnections(), GRACE_MS).unref();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    const refuse = (status: number, text: string): void =>
      new HttpReply(request, response).message(plainError(text), status);
    const { host = null, origin = null } = request.headers;
    // Whose token it is comes later: what a web page sends isn't even looked at.
    const foreign = callerProblem({ host, origin, token: 'x', expectedToken: 'x' });
    if (foreign !== null) return refuse(403, `the request is refused: ${foreign}`);
    const route = routeOf(request.url ?? '');
    if (route === null) return refuse(404, 'there is nothing at this address: servers are at /mcp/NAME');
    const agent = this.#agentOf(request);
    if (!agent.ok) return refuse(401, agent.error);
    const remote = this.#remote(route.server);
    if (!remote.ok) return refuse(404, remote.error);
    const caller = { agent: agent.value, process: await this.#peer(request.socket) };
    await this.#pass({ request, response, remote: remote.value, caller }, route.messages, refuse);
  }

  async #pass(
    asked: HttpRequest,
    messages: string | null,
    refuse: (status: number, text: string) => void,
  ): Promise<void> {
    const { method } = asked.request;
    if (messages !== null) {
      const old = this.#http.sessions.old(asked.remote.server, asked.caller, messages);
      if (old === null) return refuse(404, 'the session of these messages is over: connect again');
      if (method !== 'POST') return refuse(405, 'only messages are taken here');
      return new HttpPost(asked, this.#http, old).take();
    }
    if (method === 'POST') return new HttpPost(asked, this.#http, null).take();
    if (method === 'GET') return openStream(asked, this.#http);
    if (method === 'DELETE') return endSession(asked, this.#http);
    asked.response.setHeader('allow', 'GET, POST, DELETE');
    refuse(405, `${method ?? ''} is no method of MCP`);
  }

  #agentOf({ headers }: IncomingMessage): Result<string, string> {
    const [, token] = /^Bearer +([0-9a-f]{64})$/i.exec(headers.authorization ?? '') ?? [];
    if (token === undefined)
      return err('the request carries no credential of an agent: run `remit protect` for the agent');
    const agent = agentOfToken(this.#ports.dataDir, token);
    if (!agent.ok) return agent;
    return agent.value === null
      ? err('the credential is none that Remit gave to an agent: run `remit protect` for the agent again')
      : ok(agent.value);
  }

  #remote(name: string): Result<Remote, string> {
    const store = this.#ports.servers();
    if (!store.ok) return store;
    const known = serverNameSchema.safeParse(name);
    const spec = known.success ? store.value.remotes.get(known.data) : undefined;
    const { place, signIns } = this.#ports;
    if (known.success && spec !== undefined) return ok(remoteOf(known.data, spec, place, signIns));
    if (known.success && store.value.servers.has(known.data))
      return err(
        `the server \`${name}\` is started on this machine: use \`remit connect ${name}\` instead of an address`,
      );
    return err(
      `Remit knows no server \`${name}\` with an address; add it with \`remit server add ${name} --url URL\``,
    );
  }

  /** Asked of the system once for each connection. */
  #peer(socket: Socket): Promise<Agent['process']> {
    const known = this.#peers.get(socket) ?? peerProcess(socket);
    this.#peers.set(socket, known);
    return known;
  }
}

/** `messages` names the session of the older HTTP+SSE. What an agent adds to an address of its own goes nowhere. */
type Route = { readonly server: string; readonly messages: string | null };

function routeOf(target: string): Route | null {
  const [, name, session] = /^\/mcp\/([^/?#]+)(?:\/messages\?session=([0-9a-f-]{36}))?$/.exec(target) ?? [];
  if (name === undefined) return null;
  try {
    return { server: decodeURIComponent(name), messages: session ?? null };
  } catch {
    return null;
  }
}
