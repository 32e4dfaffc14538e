import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { ManualAlarms } from '../support/manual-alarms.ts';
import { addServer, remit, removeFolder, root, runRemit, temporaryFolder } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

const ALLOW = { kind: 'allow-once' } as const;
const DENY = { kind: 'deny', reason: '' } as const;

let folder: string;
let dataDir: string;
let broker: AskingBroker;
let alarms: ManualAlarms;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  const fixture = (name: string): string => join(root, 'test', 'fixtures', name);
  addServer(dataDir, 'modern', [process.execPath, fixture('modern-server.mjs')]);
  addServer(dataDir, 'raw', [process.execPath, fixture('raw-server.mjs'), join(folder, 'received')]);
  alarms = new ManualAlarms();
  broker = await askingBroker(folder, { alarms: alarms.alarms });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await broker.running.stop();
  removeFolder(folder);
});

describe('a client of the stateless protocol', () => {
  async function connected(): Promise<Client> {
    const client = new Client(
      { name: 'peer', version: '2.0.0' },
      { versionNegotiation: { mode: 'auto' }, capabilities: { elicitation: { form: {} } } },
    );
    client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { sure: true } }));
    const command = { command: remit, args: ['connect', 'modern', '--data', dataDir] };
    await client.connect(new StdioClientTransport({ ...command, stderr: 'ignore' }));
    ends.push(() => client.close());
    return client;
  }
  const echo = (client: Client): Promise<unknown> =>
    client.callTool({ name: 'echo', arguments: { said: 'é漢' } });

  test('waits on by itself, round by round, and gets its answer', async () => {
    const client = await connected();
    const result = echo(client);
    for (let round = 0; round < 3; round += 1) {
      const ms = await alarms.ring('deadline');
      expect(ms).toBeGreaterThan(40_000);
      expect(ms).toBeLessThanOrEqual(45_000);
    }
    await alarms.set('deadline', 1);
    await broker.answer(ALLOW);
    expect(await result).toMatchObject({ content: [{ text: 'echo é漢' }] });
    expect(broker.asked()).toBe(1);
    expect(await broker.logWith('ok ')).toHaveLength(1);
    const second = echo(client);
    await broker.answer(DENY);
    expect(await second).toMatchObject({ isError: true });
  });

  test('gets the answer that came between two rounds', async () => {
    const client = await connected();
    const result = echo(client);
    await alarms.ring('deadline');
    await broker.answer(ALLOW);
    expect(await result).toMatchObject({ content: [{ text: 'echo é漢' }] });
    expect(broker.asked()).toBe(1);
  });

  test('is told in words after eight rounds, and its next call waits for the same answer', async () => {
    const client = await connected();
    const result = echo(client);
    for (let round = 0; round < 9; round += 1) await alarms.ring('deadline');
    expect(await result).toMatchObject({ isError: true });
    expect(JSON.stringify(await result)).toContain('call again with the same arguments');
    const again = echo(client);
    await alarms.set('deadline', 1);
    await broker.answer(ALLOW);
    expect(await again).toMatchObject({ content: [{ text: 'echo é漢' }] });
    expect(broker.asked()).toBe(1);
  });

  test('answers what the server asks for, as a part of the call that was allowed', async () => {
    const client = await connected();
    const result = client.callTool({ name: 'confirm', arguments: {} });
    await alarms.ring('deadline');
    await alarms.set('deadline', 1);
    await broker.answer(ALLOW);
    expect(await result).toMatchObject({ content: [{ text: 'sure: true' }] });
    expect(broker.asked()).toBe(1);
    const [line] = await broker.logWith('ok ');
    expect(broker.log()).toHaveLength(1);
    expect(line).toContain('confirm');
    await broker.running.stop();
    expect(runRemit(['verify', '--data', dataDir]).code).toBe(0);
    broker = await askingBroker(folder, { alarms: alarms.alarms });
  });
});

describe('a request state', () => {
  let next = 1;
  const modern = {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
      'io.modelcontextprotocol/clientInfo': { name: 'raw-client', version: '1' },
    },
  };
  const replySchema = z.looseObject({
    result: z.looseObject({ resultType: z.string(), requestState: z.string().optional() }),
  });

  function connected(): Wire {
    const client = wire(remit, ['connect', 'raw', '--data', dataDir]);
    ends.push(() => client.end());
    return client;
  }
  function send(client: Wire, more: object, args = '{"n":12345678901234567890}'): void {
    next += 1;
    const params = JSON.stringify({ name: 'one', ...modern, ...more }).slice(1);
    const call = `{"jsonrpc":"2.0","id":${next},"method":"tools/call","params":{"arguments":${args},${params}}`;
    client.send(`${call}\n`);
  }
  /** Asks and gives back the state that the caller is told to come back with. */
  async function putOff(client: Wire, more: object = {}): Promise<string> {
    send(client, more);
    await alarms.ring('deadline');
    const [line = ''] = await client.take(1);
    const { result } = replySchema.parse(JSON.parse(line));
    expect(result.resultType).toBe('input_required');
    return result.requestState ?? '';
  }
  const calls = (): readonly string[] =>
    readFileSync(join(folder, 'received'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('tools/call'));
  async function reply(client: Wire): Promise<string> {
    const [line = ''] = await client.take(1);
    return line;
  }

  test('of Remit never goes to the server, and nothing else changes on the way', async () => {
    const client = connected();
    const state = await putOff(client);
    send(client, { requestState: state });
    await alarms.set('deadline', 1);
    await broker.answer(ALLOW);
    expect(await reply(client)).toContain('12345678901234567890');
    const [call = '', ...others] = calls();
    expect(others).toEqual([]);
    expect(call).not.toContain('requestState');
    expect(call).toContain('"arguments":{"n":12345678901234567890}');
    expect(call).toContain(`"id":${next}`);
  });

  test('of the server comes back to it with what the client had answered', async () => {
    const client = connected();
    const carried = { requestState: 'srv "é" 1', inputResponses: { sure: { action: 'accept' } } };
    const state = await putOff(client, carried);
    const second = await (async (): Promise<string> => {
      send(client, { requestState: state });
      await alarms.ring('deadline');
      const [line = ''] = await client.take(1);
      return replySchema.parse(JSON.parse(line)).result.requestState ?? '';
    })();
    expect(second).not.toBe(state);
    send(client, { requestState: second });
    await alarms.set('deadline', 1);
    await broker.answer(ALLOW);
    await reply(client);
    const [call = '', ...others] = calls();
    expect(others).toEqual([]);
    expect(JSON.parse(call)).toMatchObject({ params: carried });
  });

  test('of the server passes when it has to be asked for nothing but the call', async () => {
    const client = connected();
    send(client, { requestState: 'srv-2' });
    await broker.answer(ALLOW);
    await reply(client);
    expect(calls()[0]).toContain('"requestState":"srv-2"');
  });

  test.each([
    [
      'made up',
      (): object => ({ requestState: `remit-waits:${'0'.repeat(64)}` }),
      '{"n":12345678901234567890}',
    ],
    ['nearly right', (state: string): object => ({ requestState: ` ${state.toUpperCase()}` }), undefined],
    ['of other arguments', (state: string): object => ({ requestState: state }), '{"n":2}'],
  ])('%s is refused', async (_what, more, args) => {
    const client = connected();
    const state = await putOff(client);
    send(client, more(state), args);
    expect(await reply(client)).toContain('is none that Remit gave out for this call');
    expect(broker.asked()).toBe(1);
  });

  test('of another connection is refused, and one that was used as well', async () => {
    const [client, other] = [connected(), connected()];
    const state = await putOff(client);
    send(other, { requestState: state });
    expect(await reply(other)).toContain('is none that Remit gave out');
    send(client, { requestState: state });
    await alarms.set('deadline', 1);
    send(client, { requestState: state });
    expect(await reply(client)).toContain('is none that Remit gave out');
    await broker.answer(DENY);
    expect(await reply(client)).toContain('the user denied it');
  });

  test('of the server goes on once with the call that it belongs to, and with no other', async () => {
    const client = wire(remit, ['connect', 'modern', '--data', dataDir]);
    ends.push(() => client.end());
    const confirm = (args: object, more: object = {}): void =>
      send(client, { name: 'confirm', ...more }, JSON.stringify(args));
    const inputResponses = { sure: { action: 'accept', content: { sure: true } } };
    confirm({});
    await broker.answer(ALLOW);
    expect(await reply(client)).toContain('"input_required"');
    confirm({ other: 1 }, { inputResponses });
    await broker.answer(DENY);
    expect(await reply(client)).toContain('the user denied it');
    confirm({}, { inputResponses });
    expect(await reply(client)).toContain('sure: true');
    expect(broker.asked()).toBe(2);
    confirm({}, { inputResponses });
    await broker.answer(DENY);
    expect(await reply(client)).toContain('the user denied it');
  });
});
