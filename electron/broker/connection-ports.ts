import type { Agent, ServerRef } from '../../shared/contract/call.ts';
import type { SessionId } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { Authority } from '../authority/authority.ts';
import type { ByteBudget, CallRoom } from './byte-budget.ts';
import type { CallGate } from './call-gate.ts';
import type { ServerSpec } from './server-store.ts';

/** What a connection of one agent to one server is given. */
export type ConnectionPorts = {
  readonly authority: Authority;
  /** What a server says on its standard error may hold what it was given. */
  readonly withoutSecrets: (text: string) => string;
  readonly session: SessionId;
  readonly server: ServerRef;
  readonly spec: ServerSpec;
  readonly place: Place;
  readonly agent: Agent;
  /** Makes the agent's name of what it says of itself; null where a credential says who it is. */
  readonly unproved: ((name: string) => string) | null;
  readonly gate: CallGate;
  /** Bytes of one message, in either direction. */
  readonly limit: number;
  /** What all agents' unfinished messages may hold together. */
  readonly unfinished: ByteBudget;
  /** The same of their calls that wait. */
  readonly room: CallRoom;
  /** The agent has gone or the server has; told once. */
  readonly closed: () => void;
};
