import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { isAbsolute } from 'node:path';
import process from 'node:process';
import type { Proof } from '../../shared/contract/agents.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import { serverNameSchema, sessionIdSchema, type ServerName } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { ok } from '../../shared/contract/result.ts';
import { refusalReply } from '../../shared/core/refusal-reply.ts';
import { classifyMessage } from '../../shared/core/classify-message.ts';
import type { Authority } from '../authority/authority.ts';
import type { Redactor } from '../authority/redactor.ts';
import { checkCredential } from './agent-store.ts';
import { AgentNames } from './agent-names.ts';
import { systemAlarms, type Alarms } from './alarms.ts';
import { CallGate } from './call-gate.ts';
import { Connection } from './connection.ts';
import { agentOf, readHandshake, type Handshake } from './handshake.ts';
import { HookDesk, type OpenServer } from './hook-desk.ts';
import { HOOK_START, readHookLine } from './hook-line.ts';
import { LineSplitter } from './line-splitter.ts';
import { readProveLine } from './prove-line.ts';
import { knownVariables } from './server-process.ts';
import { givenValues, readServers, serverIdentity, type ServerSpec } from './server-store.ts';
import { WaitingCalls } from './waiting-calls.ts';

/** Bytes of one message. Larger than any SDK takes, small enough that a line without end can't fill the memory. */
export const MESSAGE_LIMIT = 32 * 1024 * 1024;
const HANDSHAKE_LIMIT = 65_536;

export type BrokerPorts = {
  readonly authority: Authority;
  /** Learns what servers are given, so that it is in no record and on no terminal. */
  readonly redactor: Redactor;
  readonly dataDir: string;
  readonly socket: string;
  readonly place: Pick<Place, 'home' | 'platform'>;
  /** By what waiting callers are measured; left out: the system's clock. */
  readonly alarms?: Alarms;
  /** Has an agent's ways tried with calls that must be stopped. */
  readonly prove: (agent: string) => Promise<readonly Proof[]>;
  /** Told when connections come and go. */
  readonly changed: () => void;
};

/** Listens on the user's socket and gives every connection a server of its own. */
export class Broker {
  readonly #ports: BrokerPorts;
  readonly #listener: Server;
  readonly #connections = new Map<Connection, Pick<OpenServer, 'name' | 'process'>>();
  /** Servers of this run only. */
  readonly #hooks: HookDesk;
  readonly #passing = new Map<ServerName, ServerSpec>();
  readonly #gate: CallGate;
  readonly #names: AgentNames;
  readonly #waiting: WaitingCalls;

  constructor(ports: BrokerPorts) {
    this.#ports = ports;
    const known = readServers(ports.dataDir);
    if (known.ok) this.#learn(known.value);
    const { alarms = systemAlarms, authority, place } = ports;
    this.#names = new AgentNames(ports.dataDir);
    this.#waiting = new WaitingCalls(authority, alarms);
    this.#hooks = new HookDesk({
      authority,
      waiting: this.#waiting,
      isProtected: this.#names.isProtected,
      place,
      servers: () => this.#known(),
      open: () => [...this.#connections].map(([tools, who]) => ({ ...who, tools })).reverse(),
    });
    this.#gate = new CallGate({
      authority,
      alarms,
      waiting: this.#waiting,
      waitOf: this.#names.waitOf,
      pass: (subject, useId) => this.#hooks.pass(subject, useId),
    });
    this.#listener = createServer((socket) => this.#greet(socket));
  }

  /** Resolves when agents can connect; rejects with the system's error. The data lock makes sure that an old socket file is dead. */
  async listen(): Promise<void> {
    const { socket } = this.#ports;
    if (process.platform !== 'win32' && existsSync(socket) && lstatSync(socket).isSocket())
      unlinkSync(socket);
    await new Promise<void>((resolve, reject) => {
      this.#listener.once('error', reject);
      this.#listener.listen(socket, () => resolve());
    });
    if (process.platform !== 'win32') chmodSync(socket, 0o600);
  }

  addPassingServer(name: ServerName, spec: ServerSpec): void {
    this.#passing.set(name, spec);
    this.#learn(new Map([[name, spec]]));
  }

  /** Registered servers with the number of their connections. */
  servers(): readonly {
    readonly name: ServerName;
    readonly spec: ServerSpec;
    readonly connections: number;
  }[] {
    const all = this.#known();
    const open = [...this.#connections.values()];
    return [...all].map(([name, spec]) => ({
      name,
      spec,
      connections: open.filter((other) => other.name === name).length,
    }));
  }

  #known(): ReadonlyMap<ServerName, ServerSpec> {
    const known = readServers(this.#ports.dataDir);
    return new Map([...(known.ok ? known.value : []), ...this.#passing]);
  }

  close(): void {
    this.#listener.close();
    this.#hooks.close();
    this.#waiting.close();
    for (const connection of [...this.#connections.keys()]) connection.stop();
  }

  #greet(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    const pieces: Buffer[] = [];
    let size = 0;
    let limit = 0;
    let deliver: ((chunk: Buffer) => void) | null = null;
    socket.on('data', (chunk: Buffer) => {
      if (deliver !== null) return deliver(chunk);
      const end = chunk.indexOf(10);
      pieces.push(end === -1 ? chunk : chunk.subarray(0, end));
      size += chunk.length;
      if (limit === 0 && size >= HOOK_START.length) limit = lineLimit(Buffer.concat(pieces));
      if (end === -1 && size <= Math.max(limit, HOOK_START.length)) return;
      const line = end === -1 ? '' : Buffer.concat(pieces).toString('utf8');
      pieces.length = 0;
      deliver = this.#open(socket, line);
      if (end !== -1 && end + 1 < chunk.length) deliver(chunk.subarray(end + 1));
    });
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
        .then((proofs) => socket.end(`${JSON.stringify({ remit: 1, proofs })}\n`));
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
    const servers = readServers(this.#ports.dataDir);
    if (!servers.ok)
      return this.#refuseAll(socket, handshake, { code: 'unknown-server', reason: servers.error });
    this.#learn(servers.value);
    const spec = this.#passing.get(handshake.connect) ?? servers.value.get(handshake.connect);
    if (spec === undefined)
      return this.#refuseAll(socket, handshake, unknownServer(handshake.connect, [...servers.value.keys()]));
    return this.#connect(socket, handshake, spec);
  }

  #learn(servers: ReadonlyMap<ServerName, ServerSpec>): void {
    for (const [name, spec] of servers) this.#ports.redactor.learn(name, givenValues(spec));
  }

  #connect(socket: Socket, handshake: Handshake, spec: ServerSpec): (chunk: Buffer) => void {
    const { authority, place, redactor } = this.#ports;
    const session = sessionIdSchema.parse(randomUUID());
    const server = { name: serverNameSchema.parse(handshake.connect), identity: serverIdentity(spec) };
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
      place: { ...place, ...placeOf(spec) },
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
    void this.#ports.authority.refuse(
      refusal,
      { call: null, session: null, server: handshake.connect },
      null,
    );
    socket.once('end', () => socket.end());
    const splitter = new LineSplitter(MESSAGE_LIMIT, (line) => {
      if (line.kind === 'oversized') return;
      const message = classifyMessage(line.bytes.toString('utf8').trim());
      if (message.kind === 'pass' && (message.id === null || message.method === null)) return;
      const answer =
        message.kind === 'pass'
          ? { id: message.id ?? '', modern: false, answerAs: 'protocol-error' as const }
          : message.answer;
      socket.write(`${refusalReply(answer, refusal)}\n`);
    });
    return (chunk) => splitter.push(chunk);
  }
}

function placeOf(spec: ServerSpec): Omit<Place, 'home' | 'platform'> {
  const variables = knownVariables(spec);
  const place = { cwd: spec.cwd, bases: spec.args.filter((arg) => isAbsolute(arg)) };
  return variables === null ? place : { ...place, variables };
}

/** A hook's first line carries its call, and so may be as long as one. */
function lineLimit(start: Buffer): number {
  return start.toString('latin1', 0, HOOK_START.length) === HOOK_START ? MESSAGE_LIMIT : HANDSHAKE_LIMIT;
}

function unknownServer(name: string, known: readonly string[]): Refusal {
  const others = known.length === 0 ? 'none is registered yet' : `registered are: ${known.join(', ')}`;
  return {
    code: 'unknown-server',
    reason: `Remit knows no server \`${name}\` (${others}); add it with \`remit server add ${name} -- COMMAND ARGS\``,
  };
}
