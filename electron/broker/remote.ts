import type { IncomingMessage } from 'node:http';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { ServerName } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { remoteServer, type RegisteredServer } from './registered-server.ts';
import type { RemoteSpec } from './server-store.ts';

/** A server that is reached over HTTP. */
export type Remote = {
  readonly server: RegisteredServer;
  readonly url: URL;
  /** The headers that let the user in, as they are now: where they expire they are renewed here. The error is a sentence. */
  readonly headers: () => Promise<Result<Readonly<Record<string, string>>, string>>;
};

export function remoteOf(name: ServerName, spec: RemoteSpec, here: Pick<Place, 'home' | 'platform'>): Remote {
  return {
    server: remoteServer(name, spec, here),
    url: new URL(spec.url),
    headers: () => Promise.resolve(ok(spec.headers)),
  };
}

/** Why a server's answer can't be passed on, as the rest of "the server `name` (…) "; null when it can. */
export function answerProblem({ statusCode, headers }: IncomingMessage): string | null {
  if (statusCode === 401 || (statusCode === 403 && headers['www-authenticate'] !== undefined))
    return `does not let Remit in (HTTP ${statusCode}): its credential is missing, wrong or has expired; give it a new one`;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    return `sends its answers encoded (${encoding}), though it was asked not to`;
  return null;
}
