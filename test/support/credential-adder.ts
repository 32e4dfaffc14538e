import { createServer, request as send } from 'node:http';

/**
 * Adds an agent's credential to requests, for programs that can't be given one, and passes all else on as it came: `Host` and `Origin`
 * too. It answers for whatever path leads to the server.
 */
export async function credentialAdder(
  target: string,
  token: string,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    const headers = [...request.rawHeaders, 'Authorization', `Bearer ${token}`];
    const passed = send(target, { method: request.method ?? 'GET', headers, setHost: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      response.flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    passed.on('error', () => response.destroy());
    response.once('close', () => passed.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
