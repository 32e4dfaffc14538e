// Where the agents' hooks ask. A hook is judged like a call and kept waiting while the user decides; its connection ends with the answer.

import type { Socket } from 'node:net';
import type { Agent } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { HookCall } from '../../shared/contract/hook.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { readHook } from '../../shared/core/hook-reading.ts';
import { refusalText } from '../../shared/core/refusal-reply.ts';
import type { Authority } from '../authority/authority.ts';
import { excerpt } from '../authority/excerpt.ts';
import type { Ruling, Subject } from '../authority/judged-subject.ts';
import { HookDecisions, type HookCase } from './hook-decisions.ts';
import type { HookLine } from './hook-line.ts';
import { HookSessions } from './hook-sessions.ts';
import {
  agentOfHook,
  nativeIdentity,
  nativeServer,
  serverOfHook,
  subjectOfHook,
  type KnownServers,
} from './hook-subject.ts';
import type { ToolListing } from './tool-list.ts';
import type { WaitingCalls } from './waiting-calls.ts';

/** Characters of all that a hook says besides its arguments, and that is kept as long as its decision: no agent's names are as long. */
const MAX_BESIDES = 131_072;
/** Of a payload that is refused this much is kept in the record, in bytes. */
const KEPT_PAYLOAD = 4096;

/** A connection of an agent to a server, as far as a hook has to know it. */
export type OpenServer = {
  readonly name: ServerName;
  readonly process: Agent['process'];
  readonly tools: {
    /** The tools that the server lists; null where that isn't known yet. */
    readonly listed: () => ReadonlyMap<string, ToolListing> | null;
    /** Resolves when they are known, or can't be. */
    readonly list: () => Promise<unknown>;
  };
};

export type HookDeskPorts = {
  readonly authority: Authority;
  readonly waiting: WaitingCalls;
  /** Whether the agent of this name has a credential. */
  readonly isProtected: (name: string) => boolean;
  readonly place: Pick<Place, 'home' | 'platform'>;
  readonly servers: () => KnownServers;
  /** The agents' connections, newest first. */
  readonly open: () => readonly OpenServer[];
};

export class HookDesk {
  readonly #ports: HookDeskPorts;
  readonly #decisions: HookDecisions;
  readonly #sessions: HookSessions;

  constructor(ports: HookDeskPorts) {
    this.#ports = ports;
    this.#decisions = new HookDecisions(ports);
    this.#sessions = new HookSessions((session) => {
      ports.authority.note({ kind: 'session-end', session, reason: 'the agent has ended' });
      ports.authority.endSession(session);
    });
  }

  /** Judges what a hook asks and answers it. The hook is gone when its connection is. Never rejects: what goes wrong is a refusal. */
  async take(socket: Socket, hook: HookLine): Promise<void> {
    try {
      await this.#take(socket, hook);
    } catch (error) {
      const reason = `Remit could not judge it (${error instanceof Error ? error.message : String(error)})`;
      await this.#refuse(socket, hook, { code: 'judging-failed', reason });
    }
  }

  async #take(socket: Socket, hook: HookLine): Promise<void> {
    const since = performance.now();
    const read = readHook(hook.agent, hook.payload);
    if (!read.ok) return this.#invalid(socket, hook, read.error);
    const call = read.value;
    if (besides(hook, call) > MAX_BESIDES)
      return this.#invalid(socket, hook, 'the names and folders in it are longer than any agent has');
    let gone = socket.destroyed;
    let leave = (): void => undefined;
    socket.once('close', () => {
      gone = true;
      leave();
    });
    const asked = await this.#case(hook, call);
    if (typeof asked === 'string') return this.#invalid(socket, hook, asked);
    const waiting = this.#decisions.judge({
      ...asked,
      step: `${hook.registered} ${call.step}`,
      turn: call.turn,
      useId: call.useId,
      until: hook.waits === undefined ? null : since + hook.waits * 1000,
    });
    leave = waiting.leave;
    if (gone) leave();
    const ruling = await waiting.ruling;
    if (socket.destroyed) return;
    waiting.answered();
    answer(socket, ruling);
  }

  /** See `HookDecisions.pass`. */
  pass(subject: Subject, useId: string | null): Promise<Ruling | null> {
    return this.#decisions.pass(subject, useId);
  }

  close(): void {
    this.#decisions.close();
    this.#sessions.close();
  }

  async #case(hook: HookLine, call: HookCall): Promise<Pick<HookCase, 'subject' | 'proxied'> | string> {
    const { authority, place, servers } = this.#ports;
    const agent = agentOfHook(hook, call);
    const server = serverOfHook(hook.agent, call, servers(), (tool) => this.#listing(hook, tool));
    if (!server.ok) return server.error;
    const session = this.#sessions.of(hook.agent, call.session, hook.process.pid, (begun) => {
      const name = nativeServer(hook.agent, call);
      authority.note({
        kind: 'session',
        session: begun,
        server: { name, identity: nativeIdentity(name) },
        agent,
      });
    });
    const { kind, name, tool } = server.value;
    const open = kind === 'proxied' ? this.#openServer(hook, name) : undefined;
    await open?.tools.list();
    const definition: Subject['definition'] = () => open?.tools.listed()?.get(tool) ?? null;
    const subject = subjectOfHook(server.value, call, { agent, session, place, definition });
    return { subject, proxied: kind === 'proxied' };
  }

  /** The agent's own connection to a server, or any: the same server lists the same tools. */
  #openServer({ process }: HookLine, name: ServerName): OpenServer | undefined {
    const open = this.#ports.open().filter((one) => one.name === name);
    return (
      open.find((one) => one.process?.pid === process.pid) ??
      open.find((one) => one.process?.executable === process.executable) ??
      open[0]
    );
  }

  /** The one server of the agent that lists a tool. */
  #listing({ process }: HookLine, tool: string): ServerName | null {
    const listing = this.#ports
      .open()
      .filter(
        (one) => one.process?.executable === process.executable && one.tools.listed()?.has(tool) === true,
      );
    const [name, ...others] = new Set(listing.map((one) => one.name));
    return name === undefined || others.length > 0 ? null : name;
  }

  async #invalid(socket: Socket, hook: HookLine, problem: string): Promise<void> {
    const reason = `what the hook of ${hook.agent} was sent is refused: ${problem}`;
    await this.#refuse(socket, hook, { code: 'invalid-message', reason });
  }

  async #refuse(socket: Socket, hook: HookLine, refusal: Refusal): Promise<void> {
    const message = excerpt(hook.payload, KEPT_PAYLOAD);
    answer(
      socket,
      await this.#ports.authority.refuse(refusal, { call: null, session: null, server: hook.agent }, message),
    );
  }
}

function besides({ process }: HookLine, { args: _args, argsText: _text, ...names }: HookCall): number {
  return JSON.stringify([process, names]).length;
}

/** One line, and the end. */
function answer(socket: Socket, ruling: Ruling): void {
  const verdict =
    ruling.kind === 'forward'
      ? { verdict: 'allow' }
      : { verdict: 'refuse', text: refusalText(ruling.refusal) };
  socket.end(`${JSON.stringify({ remit: 1, ...verdict })}\n`);
}
