import { isAbsolute } from 'node:path';
import type { ServerRef } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { knownVariables } from './server-process.ts';
import {
  commandWords,
  remoteIdentity,
  remoteWords,
  serverIdentity,
  type RemoteSpec,
  type ServerSpec,
  type ServerStore,
} from './server-store.ts';

/** A registered server as the grants and the user see it, whichever way it is reached. */
export type RegisteredServer = {
  readonly ref: ServerRef;
  /** The command line or the address. */
  readonly words: string;
  readonly place: Place;
};

type Here = Pick<Place, 'home' | 'platform'>;

export function startedServer(name: ServerName, spec: ServerSpec, here: Here): RegisteredServer {
  const variables = knownVariables(spec);
  const place = { ...here, cwd: spec.cwd, bases: spec.args.filter((arg) => isAbsolute(arg)) };
  return {
    ref: { name, identity: serverIdentity(spec) },
    words: commandWords(spec),
    place: variables === null ? place : { ...place, variables },
  };
}

/** Where its relative paths start nobody here knows; the home folder is what a person would take them for. */
export function remoteServer(name: ServerName, spec: RemoteSpec, here: Here): RegisteredServer {
  return {
    ref: { name, identity: remoteIdentity(spec) },
    words: remoteWords(spec),
    place: { ...here, cwd: here.home, bases: [] },
  };
}

export function registeredServers(
  { servers, remotes }: ServerStore,
  here: Here,
): ReadonlyMap<ServerName, RegisteredServer> {
  return new Map([
    ...[...servers].map(([name, spec]) => [name, startedServer(name, spec, here)] as const),
    ...[...remotes].map(([name, spec]) => [name, remoteServer(name, spec, here)] as const),
  ]);
}

/** The refusal for a name that no started server has. */
export function unknownServer(name: ServerName, { servers, remotes }: ServerStore): Refusal {
  const started = [...servers.keys()];
  if (remotes.has(name))
    return {
      code: 'unknown-server',
      reason: `the server \`${name}\` has an address, so \`remit connect\` can't start it: agents reach it over HTTP, as \`remit protect\` writes it into their files`,
    };
  const others = started.length === 0 ? 'none is registered yet' : `registered are: ${started.join(', ')}`;
  return {
    code: 'unknown-server',
    reason: `Remit knows no server \`${name}\` (${others}); add it with \`remit server add ${name} -- COMMAND ARGS\``,
  };
}
