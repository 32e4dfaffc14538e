import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { OAuthRedirect } from '../../electron/broker/oauth-redirect.ts';

test('a page that sends the browser back to an address that is none ends no sign-in', async () => {
  const redirect = new OAuthRedirect();
  const { port } = new URL(await redirect.listen());
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET // HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  let told = '';
  for await (const chunk of socket) told += String(chunk);
  expect(told).toContain('HTTP/1.1 400');
  expect(told).toContain('Nothing was changed');
  redirect.close();
});
