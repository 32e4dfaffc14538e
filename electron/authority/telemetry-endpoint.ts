// Where the record may be sent: an address that is no secret itself, because it stands in the record and in the window.

import { err, ok, type Result } from '../../shared/contract/result.ts';

const PATH = '/v1/logs';

export type Endpoint = {
  /** What requests go to. */
  readonly url: URL;
  /** How sentences name it. */
  readonly name: string;
};

/**
 * Reads the address of a collector: `http` or `https`, and a path to which `/v1/logs` is added where it doesn't end so. The error is a
 * sentence for the user. An address with a user, a password or a query is refused: they are places for secrets, and so is `#`.
 */
export function telemetryEndpoint(text: string): Result<Endpoint, string> {
  if (!URL.canParse(text)) return err('this is no address: write one such as https://collector.example:4318');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return err(`records are sent over https or http, not over ${url.protocol.slice(0, -1)}`);
  if (url.username !== '' || url.password !== '')
    return err('the address holds a user or a password, which would stand in the record: leave them out');
  if (text.includes('?') || text.includes('#'))
    return err(
      'the address holds a `?` or `#`, behind which secrets would stand in the record: leave that out',
    );
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith(PATH) ? path : `${path}${PATH}`;
  return ok({ url, name: url.origin });
}
