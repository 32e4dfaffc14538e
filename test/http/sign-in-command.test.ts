import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { endpointPort } from '../../electron/broker/endpoint-port.ts';
import { ANY } from '../support/http-broker.ts';
import { ask, call } from '../support/raw-http.ts';
import { addServer, remit, removeFolder, runRemit, serve, temporaryFolder } from '../support/serve.ts';
import { browse, signInServer, type SignInServer } from '../support/sign-in-server.ts';

let folder: string;
let dataDir: string;
let server: SignInServer;
beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  server = await signInServer();
  mkdirSync(join(folder, 'bin'));
  // The system's opener, in whose place a test looks at what it was given.
  const opener = join(folder, 'bin', 'xdg-open');
  writeFileSync(
    opener,
    `#!/bin/sh\nprintf '%s' "$1" > '${opener}.draft'\nmv '${opener}.draft' '${join(folder, 'opened')}'\n`,
  );
  chmodSync(opener, 0o755);
  expect(remitServer('add', 'my notes', '--url', server.url).code).toBe(0);
});
afterEach(async () => {
  await server.stop();
  removeFolder(folder);
});

const remitServer = (...words: readonly string[]): ReturnType<typeof runRemit> =>
  runRemit(['server', ...words, '--data', dataDir]);

type Signing = {
  readonly process: ChildProcess;
  /** The address that it prints. */
  readonly address: Promise<string>;
  readonly done: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
};

const signIn = (...words: readonly string[]): Signing => beside('sign-in', ...words);

/** The command beside this process, which is the server that it asks. */
function beside(...words: readonly string[]): Signing {
  const child = spawn(remit, ['server', ...words, '--data', dataDir], {
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const address = new Promise<string>((found) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      out += `${line}\n`;
      if (line.startsWith('http')) found(line);
    });
  });
  const done = new Promise<Awaited<Signing['done']>>((ended) => {
    child.once('close', (code) => ended({ code, out, err }));
  });
  return { process: child, address, done };
}

const filesKept = (): readonly string[] =>
  existsSync(join(dataDir, 'sign-ins')) ? readdirSync(join(dataDir, 'sign-ins')) : [];

describe('remit server sign-in', () => {
  test('signs in in the browser, sign-out undoes it, and list says which it is', async () => {
    expect(remitServer('list').out).toContain('not signed in');
    const signing = signIn('my notes');
    const address = await signing.address;
    expect(new URL(address).origin).toBe(server.issuer);
    await browse(address);
    const done = await signing.done;
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain(`Sign in to my notes at ${server.issuer}`);
    expect(done.out).toContain('signed in to my notes\nits tokens are in a file that only you can read');
    expect(remitServer('list').out).toBe(`my notes  ${server.url}  signed in at ${server.issuer}\n`);
    for (const secret of server.given) expect(done.out).not.toContain(secret);
    expect(remitServer('sign-out', 'my notes').out).toBe(
      `signed out of my notes\n${server.issuer} has no place where it can be told: end the session there, too, if somebody may have the tokens\n`,
    );
    expect(remitServer('list').out).toContain('not signed in');
    expect(remitServer('sign-out', 'my notes').code).toBe(1);
    expect(filesKept()).toEqual([]);
  });

  test.each([
    ['none', undefined],
    ['a secret', ['client_secret_post']],
  ])('is ended at the authorization server, to which Remit proves itself with %s', async (_what, ways) => {
    server.knobs.metadata = {
      revocation_endpoint: `${server.issuer}/revoke`,
      ...(ways === undefined ? {} : { token_endpoint_auth_methods_supported: ways }),
    };
    const begun = signIn('my notes');
    await browse(await begun.address);
    await begun.done;
    expect(server.counting()).toBe(2);
    expect(await beside('sign-out', 'my notes').done).toMatchObject({
      code: 0,
      out: `signed out of my notes\n${server.issuer} was told, and the tokens count no longer\n`,
    });
    expect(server.counting()).toBe(0);
  });

  test('is forgotten here also where the authorization server can’t be told, and says so', async () => {
    server.knobs.metadata = { revocation_endpoint: `${server.issuer}/nowhere` };
    const begun = signIn('my notes');
    await browse(await begun.address);
    await begun.done;
    const { code, out } = await beside('sign-out', 'my notes').done;
    expect(code).toBe(0);
    expect(out).toContain('could not be told: it fails (HTTP 404); end the session there, too');
    expect(filesKept()).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('has the system open the address that it prints', async () => {
    const opened = new Promise<void>((there) => {
      const watcher = watch(folder, (_event, name) => {
        if (name !== 'opened') return;
        watcher.close();
        there();
      });
    });
    const signing = signIn('my notes');
    const address = await signing.address;
    await opened;
    expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe(address);
    await browse(address);
    expect(await signing.done).toMatchObject({ code: 0 });
  });

  test('that is killed leaves nothing behind, and can be begun anew', async () => {
    const signing = signIn('my notes');
    await signing.address;
    signing.process.kill('SIGKILL');
    await signing.done;
    expect(filesKept()).toEqual([]);
    expect(remitServer('list').out).toContain('not signed in');
    const again = signIn('my notes');
    await browse(await again.address);
    expect(await again.done).toMatchObject({ code: 0 });
    expect(filesKept()).toHaveLength(1);
  });

  test('takes the id that the user was given where programs can’t register themselves', async () => {
    server.knobs.metadata = { registration_endpoint: undefined };
    expect((await signIn('my notes').done).err).toContain('give the id that you get with --client-id');
    const signing = signIn('my notes', '--client-id', server.registerByHand(), '--rights', 'notes:write');
    const address = await signing.address;
    expect(new URL(address).searchParams.get('scope')).toBe('notes:read notes:write');
    await browse(address);
    expect(await signing.done).toMatchObject({ code: 0 });
  });

  test('that fails leaves the sign-in that there was', async () => {
    const first = signIn('my notes');
    await browse(await first.address);
    await first.done;
    server.knobs.iss = 'https://evil.example';
    const signing = signIn('my notes');
    await browse(await signing.address);
    const done = await signing.done;
    expect(done.code).toBe(1);
    expect(done.err).toContain('signing in to `my notes` failed: the answer came from https://evil.example');
    expect(remitServer('list').out).toContain('signed in at');
  });

  test('is forgotten with its server', async () => {
    const signing = signIn('my notes');
    await browse(await signing.address);
    await signing.done;
    expect(filesKept()).toHaveLength(1);
    remitServer('remove', 'my notes');
    expect(filesKept()).toEqual([]);
  });

  test.each([
    ['a server that isn’t there', ['other'], 'no server `other` is registered'],
    ['a server with a credential', ['keyed'], 'there is nothing to sign in to'],
    ['a server that is started here', ['started'], 'only a server with an address'],
    ['a word that is no option', ['my notes', '--scope-of', 'x'], 'is not an option of sign-in'],
  ])('refuses %s', (_what, words, why) => {
    remitServer('add', 'keyed', '--url', server.url, '--header', 'authorization: Bearer x');
    addServer(dataDir, 'started', ['x']);
    const done = remitServer('sign-in', ...words);
    expect(done).toMatchObject({ code: 1, out: '' });
    expect(done.err).toContain(why);
  });
});

test('protect says how to sign in to a server without a credential, and unprotect forgets the sign-in', async () => {
  const home = join(folder, 'home');
  const file = join(home, '.cursor', 'mcp.json');
  mkdirSync(join(home, '.cursor'), { recursive: true });
  const text = JSON.stringify({ mcpServers: { far: { url: `${server.url}?of=cursor` } } });
  writeFileSync(file, text);
  const env = { HOME: home };
  const done = runRemit(['protect', 'cursor', '--data', dataDir], env);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('leads to Remit, as far; then sign in with `remit server sign-in far`');
  expect(readFileSync(file, 'utf8')).not.toContain(server.issuer);
  const doctor = (): string => runRemit(['doctor', '--data', dataDir], env).out;
  expect(doctor()).toContain('You are not signed in. If it wants that, run `remit server sign-in far`');
  const signing = signIn('far');
  await browse(await signing.address);
  expect((await signing.done).err).toBe('');
  expect(filesKept()).toHaveLength(1);
  expect(doctor()).toContain(`You are signed in at ${server.issuer}`);
  expect(runRemit(['unprotect', 'cursor', '--data', dataDir], env)).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(filesKept()).toEqual([]);
});

test('under `remit serve` a call goes through from the moment that the user has signed in, with no browser before', async () => {
  const token = newToken();
  keepToken(dataDir, 'Test Agent', token);
  const serving = await serve(dataDir, ANY, { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` });
  const port = endpointPort(dataDir);
  const url = `http://127.0.0.1:${port.ok ? port.value : 0}/mcp/my%20notes`;
  const read = { headers: { Authorization: `Bearer ${token}` }, body: call(1).replace('"one"', '"read"') };
  expect((await ask(url, read)).text).toContain('run `remit server sign-in \\"my notes\\"`');
  expect(existsSync(join(folder, 'opened'))).toBe(false);
  const signing = signIn('my notes');
  await browse(await signing.address);
  await signing.done;
  expect((await ask(url, read)).text).toContain('read with');
  await serving.stop();
  const record = readFileSync(join(dataDir, 'record.db'), 'latin1');
  for (const secret of server.given) expect(record + serving.told()).not.toContain(secret);
});
