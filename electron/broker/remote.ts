import type { IncomingMessage } from 'node:http';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { OAuthAccess } from './oauth-access.ts';
import { remoteServer, type RegisteredServer } from './registered-server.ts';
import type { RemoteSpec } from './server-store.ts';

type Headers = Readonly<Record<string, string>>;

/** How a server lets its user in. Errors and problems are the rest of "the server `name` (…) ". */
export type RemoteAccess = {
  /** The headers that let the user in, as they are now: where they expire they are renewed here. */
  readonly headers: () => Promise<Result<Headers, string>>;
  /** The server has refused these (HTTP 401): others to try once more with, null when there are none. */
  readonly renewed: (refused: Headers) => Promise<Result<Headers | null, string>>;
  /** Why a server's answer means that the user isn't let in; null when it doesn't. */
  readonly problem: (answer: IncomingMessage) => string | null;
};

/** A server that is reached over HTTP. */
export type Remote = {
  readonly server: RegisteredServer;
  readonly url: URL;
  readonly access: RemoteAccess;
};

export function remoteOf(
  name: ServerName,
  spec: RemoteSpec,
  here: Pick<Place, 'home' | 'platform'>,
  signIns: OAuthAccess,
): Remote {
  return {
    server: remoteServer(name, spec, here),
    url: new URL(spec.url),
    access: hasOwnCredential(spec) ? ownCredential(spec) : signIns.to(name, spec),
  };
}

/** Whether a server is entered with a credential that the user gave, and not by signing in. */
export function hasOwnCredential({ headers }: Pick<RemoteSpec, 'headers'>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
}

function ownCredential({ headers }: RemoteSpec): RemoteAccess {
  return {
    headers: () => Promise.resolve(ok(headers)),
    renewed: () => Promise.resolve(ok(null)),
    problem: ({ statusCode, headers: answered }) =>
      statusCode === 401 || (statusCode === 403 && answered['www-authenticate'] !== undefined)
        ? `does not let Remit in (HTTP ${statusCode}): its credential is missing, wrong or has expired; give it a new one`
        : null,
  };
}
