import { join } from 'node:path';
import process from 'node:process';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, FEATURES, Peer } from '../support/reference-features.ts';
import {
  addServer,
  remit,
  removeFolder,
  serve,
  serverEntry,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const entry = serverEntry('@modelcontextprotocol/server-everything');
let serving: Serving;

function stdio(command: string, args: string[]): StdioClientTransport {
  return new StdioClientTransport({ command, args, stderr: 'ignore' });
}

let direct: Peer;
let through: Peer;

beforeAll(async () => {
  addServer(dataDir, 'everything', [process.execPath, entry]);
  serving = await serve(dataDir, { tools: [{ id: 'all', server: 'everything', tool: '*', reach: 'any' }] });
  direct = await new Peer().connect(stdio(process.execPath, [entry]));
  through = await new Peer().connect(stdio(remit, ['connect', 'everything', '--data', dataDir]));
});
afterAll(async () => {
  await direct.client.close();
  await through.client.close();
  await serving.stop();
  removeFolder(folder);
});

describe('the reference server answers through Remit as it answers directly', () => {
  // Over HTTP this server says so before anybody can hear it.
  test('that its tools have changed', async () => {
    const changed = 'notifications/tools/list_changed';
    expect(await through.hears(changed)).toEqual(await direct.hears(changed));
  });

  test.each(FEATURES)('%s', async (_name, use) => {
    const [plain, guarded] = await Promise.all([use(direct), use(through)]);
    expect(comparable(guarded)).toBe(comparable(plain));
  });
});
