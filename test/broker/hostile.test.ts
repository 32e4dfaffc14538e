// What one agent or one server sends must not end Remit for all others.

import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { socketPath } from '../../electron/authority/data-dir.ts';
import {
  addServer,
  remit,
  removeFolder,
  root,
  serve,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

const SCOPE = { tools: [{ id: 'all', server: '*', tool: '*', reach: 'any' }] };
let folder: string;
let dataDir: string;
let serving: Serving | null;

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  serving = null;
  const raw = join(root, 'test', 'fixtures', 'raw-server.mjs');
  addServer(dataDir, 'raw', [process.execPath, raw, join(folder, 'received')]);
});
afterEach(async () => {
  await serving?.stop();
  removeFolder(folder);
});

const call = (id: number): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"one","arguments":{}}}\n`;

function connected(server: string): Wire {
  return wire(remit, ['connect', server, '--data', dataDir]);
}

/** Another agent's call is answered as ever. */
async function goesOn(): Promise<void> {
  const other = connected('raw');
  other.send(call(1));
  const [line = ''] = await other.take(1);
  expect(line).toContain('"x-extra"');
  await other.end();
}

/** A server that answers what it is asked for its tools with the value of an expression, and every call. */
function listing(tools: string): readonly string[] {
  const program = `let rest = '';
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const id = /"id":("[^"]*"|\\d+)/.exec(line)?.[1];
    const result = line.includes('tools/list') ? ${tools} : '{"content":[{"type":"text","text":"did it"}]}';
    console.log('{"jsonrpc":"2.0","id":' + id + ',"result":' + result + '}');
  }
});`;
  return [process.execPath, '-e', program];
}

describe('an agent', () => {
  test('that names itself with half a character is known by the rest', async () => {
    serving = await serve(dataDir, SCOPE);
    const client = connected('raw');
    client.send(
      '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"half \\ud800","version":"1"}}}\n',
    );
    client.send(call(1));
    const [, answer = ''] = await client.take(2);
    expect(answer).toContain('"x-extra"');
    await client.end();
    await goesOn();
  });

  test.each([
    [
      'a process with half a character in it',
      '{"remit":1,"connect":"raw","agent":{"pid":1,"executable":"\\ud800","command":"","cwd":"/"}}',
    ],
    [
      'a hook with half a character in it',
      '{"remit":1,"hook":{"agent":"codex","registered":"codex","process":{"pid":1,"executable":"","command":"","cwd":"/"},"payload":"\\ud800"}}',
    ],
  ])('that begins with %s ends nothing', async (_what, line) => {
    serving = await serve(dataDir, SCOPE);
    const path = socketPath(dataDir);
    if (!path.ok) throw new Error(path.error);
    const socket = connect(path.value);
    await once(socket, 'connect');
    socket.end(`${line}\n`);
    socket.resume();
    await once(socket, 'close');
    await goesOn();
  });
});

test('a hook whose names are longer than any agent has is refused', async () => {
  serving = await serve(dataDir, SCOPE);
  const path = socketPath(dataDir);
  if (!path.ok) throw new Error(path.error);
  const payload = JSON.stringify({ tool_name: 'x'.repeat(200_000), tool_input: {}, turn_id: 't' });
  const agent = { pid: 1, executable: '', command: '', cwd: '/' };
  const hook = { agent: 'codex', registered: 'codex', process: agent, payload };
  const socket = connect(path.value);
  await once(socket, 'connect');
  socket.write(`${JSON.stringify({ remit: 1, hook })}\n`);
  let told = '';
  for await (const chunk of socket) told += String(chunk);
  expect(told).toContain('longer than any agent has');
});

describe('a server', () => {
  test.each([
    ['a description with half a character', `'{"tools":[{"name":"one","description":"\\\\ud800"}]}'`],
    ['more tools than anybody has', `'{"tools":[' + '{"name":"a"},'.repeat(300000) + '{"name":"one"}]}'`],
    [
      'half a character in a schema without a bottom',
      `'{"tools":[{"name":"one","inputSchema":' + '{"a":'.repeat(200000) + '"\\\\ud800"' + '}'.repeat(200000) + '}]}'`,
    ],
  ])('that lists %s can be called', async (_what, tools) => {
    addServer(dataDir, 'odd', listing(tools));
    serving = await serve(dataDir, SCOPE);
    const client = connected('odd');
    client.send(call(2));
    const [answer = ''] = await client.take(1);
    expect(answer).toContain('did it');
    await client.end();
    await goesOn();
  });

  test.each([
    [
      'ends with long words beyond the first 65 536 characters',
      [process.execPath, '-e', `process.stderr.write('${'\u{1f600}'.repeat(2000)}x'); process.exitCode = 3`],
    ],
    ['can be no program', ['/etc/hosts/program']],
  ])('that %s is told as such', async (_what, command) => {
    addServer(dataDir, 'broken', command);
    serving = await serve(dataDir, SCOPE);
    const client = connected('broken');
    client.send('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n');
    const [told = ''] = await client.take(1);
    expect(told).toContain('the server `broken`');
    await client.ended;
    await goesOn();
  });
});
