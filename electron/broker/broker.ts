import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Proof } from '../../shared/contract/agents.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import { sessionIdSchema, type ServerName } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { refusalReply } from '../../shared/core/refusal-reply.ts';
import { classifyMessage } from '../../shared/core/classify-message.ts';
import type { Authority } from '../authority/authority.ts';
import type { Redactor } from '../authority/redactor.ts';
import { checkCredential } from './agent-store.ts';
import { AgentNames } from './agent-names.ts';
import { systemAlarms, type Alarms } from './alarms.ts';
import { ByteBudget, CallRoom } from './byte-budget.ts';
import { CallGate } from './call-gate.ts';
import { Connection } from './connection.ts';
import type { Door } from './door.ts';
import { agentOf, readHandshake, type Handshake } from './handshake.ts';
import { HookDesk, type OpenServer } from './hook-desk.ts';
import { MESSAGE_LIMIT, readFirstLine } from './first-line.ts';
import { readHookLine } from './hook-line.ts';
import { endpointPort } from './endpoint-port.ts';
import { HttpEndpoint } from './http-endpoint.ts';
import { LineSplitter, type SplitLine } from './line-splitter.ts';
import { OAuthAccess } from './oauth-access.ts';
import { readProveLine } from './prove-line.ts';
import {
  registeredServers,
  startedServer,
  unknownServer,
  type RegisteredServer,
} from './registered-server.ts';
import { givenToRemote, givenValues, readStore, type ServerSpec, type ServerStore } from './server-store.ts';
import { WaitingCalls } from './waiting-calls.ts';
import { writeBounded } from './write-bounded.ts';

/** Clients give up on an answer over HTTP that is silent for a minute, the impatient ones earlier; in ms. */
const ALIVE_MS = 15_000;
/** Of all agents' messages that have begun and not ended, in bytes. */
const UNFINISHED_LIMIT = 4 * MESSAGE_LIMIT;
/** Of all agents' calls that wait, in bytes. */
const WAITING_LIMIT = 8 * MESSAGE_LIMIT;

export type BrokerPorts = {
  readonly authority: Authority;
  /** Learns what servers are given, so that it is in no record and on no terminal. */
  readonly redactor: Redactor;
  readonly dataDir: string;
  readonly door: Door;
  readonly place: Pick<Place, 'home' | 'platform'>;
  /** By what waiting callers are measured; left out: the system's clock. */
  readonly alarms?: Alarms;
  /** Has an agent's ways tried with calls that must be stopped. */
  readonly prove: (agent: string) => Promise<readonly Proof[]>;
  /** Told when connections come and go. */
  readonly changed: () => void;
};

/** Takes whoever comes through the door, and gives every connection a server of its own. */
export class Broker {
  readonly #ports: BrokerPorts;
  readonly #connections = new Map<Connection, Pick<OpenServer, 'name' | 'process'>>();
  readonly #hooks: HookDesk;
  /** Servers of this run only. */
  readonly #passing = new Map<ServerName, ServerSpec>();
  readonly #gate: CallGate;
  readonly #names: AgentNames;
  readonly #waiting: WaitingCalls;
  readonly #http: HttpEndpoint;
  readonly #signIns: OAuthAccess;
  readonly #unfinished = new ByteBudget(UNFINISHED_LIMIT);
  readonly #room = new CallRoom(WAITING_LIMIT);

  constructor(ports: BrokerPorts) {
    this.#ports = ports;
    const { alarms = systemAlarms, authority, place, dataDir, changed } = ports;
    this.#signIns = new OAuthAccess({ dataDir, renewed: () => this.#store() });
    this.#store();
    this.#names = new AgentNames(dataDir);
    this.#waiting = new WaitingCalls(authority, alarms);
    this.#hooks = new HookDesk({
      authority,
      waiting: this.#waiting,
      isProtected: this.#names.isProtected,
      place,
      servers: () => this.#known(),
      open: () => this.#openServers(),
    });
    this.#gate = new CallGate({
      authority,
      alarms,
      waiting: this.#waiting,
      waitOf: this.#names.waitOf,
      pass: (subject, useId) => this.#hooks.pass(subject, useId),
    });
    this.#http = new HttpEndpoint({
      authority,
      gate: this.#gate,
      dataDir,
      place,
      servers: () => this.#store(),
      signIns: this.#signIns,
      limit: MESSAGE_LIMIT,
      unfinished: this.#unfinished,
      room: this.#room,
      aliveMs: ALIVE_MS,
      changed,
    });
  }

  /** Takes calls over HTTP too. Without, Remit goes on; the error says why and what to do. */
  async listenHttp(): Promise<Result<number, string>> {
    const port = endpointPort(this.#ports.dataDir);
    if (!port.ok) return port;
    const listening = await this.#http.listen(port.value);
    return listening.ok ? port : listening;
  }

  /** Agents are served from here on. */
  begin(): void {
    this.#ports.door.admit((socket) =>
      readFirstLine(socket, this.#unfinished, (line) => this.#open(socket, line)),
    );
  }

  addPassingServer(name: ServerName, spec: ServerSpec): void {
    this.#passing.set(name, spec);
    this.#ports.redactor.learn(name, givenValues(spec));
  }

  /** Registered servers with the number of their connections. */
  servers(): readonly (RegisteredServer & { readonly connections: number })[] {
    const open = [...this.#connections.values()];
    return [...this.#known().values()].map((server) => {
      const { name } = server.ref;
      return {
        ...server,
        connections: open.filter((other) => other.name === name).length + this.#http.count(name),
      };
    });
  }

  #known(): ReadonlyMap<ServerName, RegisteredServer> {
    const { place } = this.#ports;
    const store = this.#store();
    const passing = [...this.#passing].map(
      ([name, spec]) => [name, startedServer(name, spec, place)] as const,
    );
    return new Map([...(store.ok ? registeredServers(store.value, place) : []), ...passing]);
  }

  /** The agents' connections and sessions, newest first. */
  #openServers(): readonly OpenServer[] {
    const onSocket = [...this.#connections].map(([tools, who]) => ({ ...who, tools }));
    const overHttp = this.#http.sessions.map((tools) => {
      const { server, agent } = tools.ports;
      return { name: server.ref.name, process: agent.process, tools };
    });
    return [...onSocket, ...overHttp].reverse();
  }

  /** The list as it is now; what the servers in it are given is known to be secret from then on. */
  #store(): Result<ServerStore, string> {
    const { dataDir, redactor } = this.#ports;
    const store = readStore(dataDir);
    if (!store.ok) return store;
    for (const [name, spec] of store.value.servers) redactor.learn(name, givenValues(spec));
    for (const [name, spec] of store.value.remotes)
      redactor.learn(name, [...givenToRemote(spec), ...this.#signIns.secrets(spec.url)]);
    return store;
  }

  close(): void {
    this.#ports.door.close();
    this.#hooks.close();
    this.#waiting.close();
    this.#http.close();
    this.#signIns.close();
    for (const connection of [...this.#connections.keys()]) connection.stop();
  }

  /** Takes the handshake and says where the bytes after it go. */
  #open(socket: Socket, line: string): (chunk: Buffer) => void {
    const hook = readHookLine(line);
    if (hook !== null) {
      void this.#hooks.take(socket, hook);
      return () => undefined;
    }
    const proves = readProveLine(line);
    if (proves !== null) {
      void this.#ports
        .prove(proves)
        .then((proofs) => socket.end(`${JSON.stringify({ remit: 1, proofs })}\n`))
        .catch(() => socket.destroy());
      return () => undefined;
    }
    const handshake = readHandshake(line);
    if (handshake === null) {
      socket.destroy();
      return () => undefined;
    }
    const known =
      handshake.credential === undefined
        ? ok(null)
        : checkCredential(this.#ports.dataDir, handshake.credential);
    if (!known.ok) return this.#refuseAll(socket, handshake, { code: 'unknown-agent', reason: known.error });
    const store = this.#store();
    if (!store.ok) return this.#refuseAll(socket, handshake, { code: 'unknown-server', reason: store.error });
    const spec = this.#passing.get(handshake.connect) ?? store.value.servers.get(handshake.connect);
    if (spec === undefined)
      return this.#refuseAll(socket, handshake, unknownServer(handshake.connect, store.value));
    return this.#connect(socket, handshake, spec);
  }

  #connect(socket: Socket, handshake: Handshake, spec: ServerSpec): (chunk: Buffer) => void {
    const { authority, place, redactor } = this.#ports;
    const session = sessionIdSchema.parse(randomUUID());
    const { ref: server, place: where } = startedServer(handshake.connect, spec, place);
    const agent = agentOf(handshake, this.#names.unproved);
    const connection = new Connection(socket, {
      authority,
      withoutSecrets: redactor.text,
      gate: this.#gate,
      session,
      server,
      spec,
      agent,
      unproved: handshake.credential === undefined ? this.#names.unproved : null,
      limit: MESSAGE_LIMIT,
      unfinished: this.#unfinished,
      room: this.#room,
      place: where,
      closed: () => {
        this.#connections.delete(connection);
        this.#ports.changed();
      },
    });
    this.#connections.set(connection, { name: server.name, process: agent.process });
    authority.note({ kind: 'session', session, server, agent });
    socket.once('close', () => connection.agentGone());
    socket.once('end', () => connection.agentGone());
    this.#ports.changed();
    return (chunk) => connection.push(chunk);
  }

  /** Answers every request of a connection that can't be served, so that the client shows the reason instead of hanging. */
  #refuseAll(socket: Socket, handshake: Handshake, refusal: Refusal): (chunk: Buffer) => void {
    const about = { call: null, session: null, server: handshake.connect };
    void this.#ports.authority.refuse(refusal, about, null);
    socket.once('end', () => socket.end());
    const answerLine = (line: SplitLine): void => {
      if (line.kind === 'oversized') return;
      const message = classifyMessage(line.bytes.toString('utf8').trim());
      if (message.kind === 'pass' && (message.id === null || message.method === null)) return;
      const answer =
        message.kind === 'pass'
          ? { id: message.id ?? '', modern: false, answerAs: 'protocol-error' as const }
          : message.answer;
      writeBounded(socket, `${refusalReply(answer, refusal)}\n`, MESSAGE_LIMIT);
    };
    const splitter = new LineSplitter(MESSAGE_LIMIT, answerLine, this.#unfinished);
    socket.once('close', () => splitter.end());
    return (chunk) => splitter.push(chunk);
  }
}
