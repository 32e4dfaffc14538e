import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { failing } from './http-exchange.ts';
import { headersToServer } from './http-headers.ts';
import type { Remote } from './remote.ts';
import type { Upstream, UpstreamRequest } from './upstream.ts';

export type RemoteRequest = Pick<UpstreamRequest, 'url' | 'method' | 'body' | 'signal'> & {
  /** The agent's, of which those that may go on. */
  readonly headers: IncomingHttpHeaders;
};

/**
 * Asks a server in the user's name. The error is a sentence. Only what the server has refused for its credential (401), and so hasn't
 * done, is sent a second time, when there is another one.
 */
export async function askRemote(
  { server, access }: Remote,
  upstream: Upstream,
  { headers, ...asked }: RemoteRequest,
): Promise<Result<IncomingMessage, string>> {
  const failed = (how: string): Result<never, string> => err(failing({ server }, how));
  const send = (own: Readonly<Record<string, string>>): Promise<Result<IncomingMessage, string>> =>
    upstream.ask({ ...asked, headers: headersToServer(headers, own) });
  const own = await access.headers();
  if (!own.ok) return failed(own.error);
  let answer = await send(own.value);
  if (answer.ok && answer.value.statusCode === 401) {
    const other = await access.renewed(own.value);
    if (!other.ok || other.value !== null) answer.value.destroy();
    if (!other.ok) return failed(other.error);
    if (other.value !== null) answer = await send(other.value);
  }
  if (!answer.ok) return failed(`is not there: ${answer.error}`);
  const problem = access.problem(answer.value) ?? encodingProblem(answer.value);
  if (problem === null) return ok(answer.value);
  answer.value.destroy();
  return failed(problem);
}

function encodingProblem({ headers }: IncomingMessage): string | null {
  const encoding = headers['content-encoding'];
  return encoding === undefined || encoding.toLowerCase() === 'identity'
    ? null
    : `sends its answers encoded (${encoding}), though it was asked not to`;
}
