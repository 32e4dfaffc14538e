import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { ANY, httpBroker } from '../support/http-broker.ts';
import { ask, rawServer } from '../support/raw-http.ts';

test('an agent of the older HTTP+SSE that reads no answers is cut off before they fill the memory', async () => {
  const server = await rawServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: endpoint\ndata: /messages\n\n');
  });
  const broker = await httpBroker({ remotes: { old: { url: server.url } }, scope: ANY });
  const headers = { Authorization: `Bearer ${broker.token}` };
  const { port, pathname } = new URL(broker.url('old'));
  const stream = connect(Number(port), '127.0.0.1');
  stream.on('error', () => undefined);
  const over = new Promise<void>((closed) => stream.once('close', () => closed()));
  stream.write(
    `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\nAuthorization: ${headers.Authorization}\r\n\r\n`,
  );
  let begun = '';
  const messages = await new Promise<string>((found) => {
    stream.on('data', (chunk: Buffer) => {
      begun += chunk.toString('latin1');
      const [, path] = /data: (\/mcp\/\S+)/.exec(begun) ?? [];
      if (path === undefined) return;
      stream.removeAllListeners('data').pause();
      found(`http://127.0.0.1:${port}${path}`);
    });
  });
  const body = `{"jsonrpc":"2.0","id":"${'x'.repeat(4_000_000)}","method":"tools/call","params":{"name":7}}`;
  let status = 202;
  for (let sent = 0; sent < 40 && status === 202; sent += 1)
    ({ status } = await ask(messages, { headers, body }));
  // Its session has gone with the stream.
  expect(status).toBe(404);
  stream.resume();
  await over;
  await broker.stop();
  await server.stop();
}, 60_000);
