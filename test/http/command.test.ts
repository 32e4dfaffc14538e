import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { endpointPort } from '../../electron/broker/endpoint-port.ts';
import { ANY } from '../support/http-broker.ts';
import { ask, call, rawServer, sending, sendJson, type RawServer } from '../support/raw-http.ts';
import { removeFolder, runRemit, serve, temporaryFolder, type Serving } from '../support/serve.ts';

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
});
afterEach(() => removeFolder(folder));

const remitServer = (...words: readonly string[]): ReturnType<typeof runRemit> =>
  runRemit(['server', ...words, '--data', dataDir]);

describe('remit server', () => {
  test('adds a server with an address, lists it without what is secret, and removes it', () => {
    const words = [
      '--url',
      'https://x.example/mcp?key=SECRET-1',
      '--header',
      'Authorization: Bearer SECRET-2',
    ];
    const added = remitServer('add', 'far', ...words);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toContain('added far: https://x.example/mcp?…');
    expect(remitServer('list').out).toBe('far  https://x.example/mcp?…\n');
    expect(remitServer('add', 'far', '--url', 'https://y.example')).toMatchObject({ code: 1 });
    expect(remitServer('remove', 'far').out).toBe('removed far\n');
    expect(remitServer('list').out).toBe('No server is behind Remit yet\n');
  });

  test.each([
    ['no address', ['--url', 'x'], 'not an address'],
    ['another scheme', ['--url', 'file:///x'], 'not an address'],
    ['a user and password in it', ['--url', 'https://u:p@x.example'], '--header'],
    ['a header without a value', ['--url', 'https://x.example', '--header', 'A'], 'needs `"NAME: VALUE"`'],
    [
      'a header of two lines',
      ['--url', 'https://x.example', '--header', 'A: b\nC: d'],
      'needs `"NAME: VALUE"`',
    ],
    ['a variable', ['--url', 'https://x.example', '--env', 'A=b'], 'not an option'],
  ])('refuses %s', (_what, words, why) => {
    const done = remitServer('add', 'far', ...words);
    expect(done.code).toBe(2);
    expect(done.err).toContain(why);
  });
});

describe('under `remit serve`', () => {
  let server: RawServer;
  let serving: Serving;
  let url: string;
  let headers: Record<string, string>;
  let atCall: () => void = () => undefined;

  beforeEach(async () => {
    atCall = () => undefined;
    server = await rawServer((response) => {
      atCall();
      sendJson(response, '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}');
    });
    remitServer('add', 'far', '--url', server.url, '--header', 'X-Key: its-own-secret');
    const token = newToken();
    keepToken(dataDir, 'Test Agent', token);
    headers = { Authorization: `Bearer ${token}` };
    serving = await serve(dataDir, ANY);
    const port = endpointPort(dataDir);
    url = `http://127.0.0.1:${port.ok ? port.value : 0}/mcp/far`;
  });
  afterEach(async () => {
    await serving.stop();
    await server.stop();
  });

  const outcomes = (): readonly string[] =>
    runRemit(['log', '--json', '--data', dataDir])
      .out.trim()
      .split('\n')
      .map((line) => /"outcome":"([^"]*)"/.exec(line)?.[1] ?? '');

  test('a server that was added is reached with its own credential', async () => {
    expect(await ask(url, { headers, body: call(1) })).toMatchObject({ status: 200 });
    expect(server.calls()[0]?.headers).toMatchObject({ 'x-key': 'its-own-secret' });
    expect(readFileSync(join(dataDir, 'record.db')).includes('its-own-secret')).toBe(false);
  });

  test('no call reaches a server that isn’t in the record, also when Remit is killed that moment', async () => {
    let standing = 0;
    atCall = () => {
      serving.process.kill('SIGKILL');
      const database = new DatabaseSync(join(dataDir, 'record.db'), { readOnly: true });
      standing = database.prepare("SELECT seq FROM entries WHERE kind = 'call'").all().length;
      database.close();
    };
    const { answer } = sending(url, { headers, body: call(1) });
    await expect(answer).rejects.toThrow();
    expect(server.calls()).toHaveLength(1);
    expect(standing).toBe(1);
    serving = await serve(dataDir, ANY);
    expect(outcomes()).toEqual(['lost']);
    expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
  });
});
