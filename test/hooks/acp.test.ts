import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { captured, type Payload } from '../support/hook.ts';
import { remit, removeFolder, root, serve, temporaryFolder, type Serving } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

let folder: string;
let log: string;
let dataDir: string;
let editor: Wire;
let broker: AskingBroker | null;
let serving: Serving | null;

beforeEach(() => {
  folder = temporaryFolder();
  log = join(folder, 'agent.log');
  dataDir = join(folder, 'data');
  broker = null;
  serving = null;
});
afterEach(async () => {
  await editor.end();
  await broker?.running.stop();
  await serving?.stop();
  removeFolder(folder);
});

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const request = (id: number, method: string, params: object): string =>
  line({ jsonrpc: '2.0', id, method, params });

/** The editor's side, with one session open. */
async function open(): Promise<void> {
  const agent = [process.execPath, join(root, 'test', 'fixtures', 'acp-agent.mjs'), log];
  editor = wire(remit, ['acp', '--data', dataDir, '--', ...agent], { ...process.env, REMIT_NO_START: '1' });
  editor.send(request(0, 'initialize', { protocolVersion: 1 }));
  editor.send(request(1, 'session/new', { cwd: folder, mcpServers: [] }));
  await editor.take(2);
}

/** Has the agent send lines. */
function say(...lines: readonly string[]): void {
  editor.send(
    request(2, 'session/prompt', { sessionId: 'sess_1', prompt: [{ type: 'text', text: lines.join('') }] }),
  );
}

function permission(id: number, change: Payload = {}, more: object = {}): string {
  const params = captured('acp.request_permission.json', ['request', 'params'], folder);
  const asked = { toolCallId: `call_${id}`, kind: 'execute', title: 'x', ...change };
  return request(id, 'session/request_permission', { ...params, toolCall: asked, ...more });
}

/** What the agent was answered, without what the editor has said to it; marks the end of what was sent before. */
async function answers(): Promise<readonly unknown[]> {
  say(line({ jsonrpc: '2.0', method: 'mark' }));
  await editor.take(1);
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return lines
    .map((text): unknown => JSON.parse(text))
    .filter((value) => value instanceof Object && 'result' in value);
}

const selected = (id: number, optionId: string): object => ({
  jsonrpc: '2.0',
  id,
  result: { outcome: { outcome: 'selected', optionId } },
});
const cancelled = (id: number): object => ({
  jsonrpc: '2.0',
  id,
  result: { outcome: { outcome: 'cancelled' } },
});
const END = request(99, 'end/of-turn', {});

/** Resolves when the agent has its answer to a request. */
async function answered(id: number): Promise<unknown> {
  for (;;) {
    const found = (await answers()).find(
      (value) => value instanceof Object && 'id' in value && value.id === id,
    );
    if (found !== undefined) return found;
  }
}

test('what is inside is answered with allow once, what exceeds is rejected, and the editor hears of neither', async () => {
  serving = await serve(dataDir, {
    tools: [{ id: 't', server: 'sketch/native', tool: '*', otherArgs: 'any' }],
    reach: [{ id: 'c', kind: 'command', argv: ['git', 'status'], match: 'prefix' }],
  });
  await open();
  say(permission(5, { rawInput: { command: 'git status' } }));
  expect(await answered(5)).toEqual(selected(5, 'allow-once'));
  say(permission(6, { rawInput: { command: 'git push' } }));
  expect(await answered(6)).toEqual(selected(6, 'reject-once'));
  say(END);
  expect(await editor.take(1)).toEqual([END]);
});

test('all else goes through byte for byte and in order, both ways', async () => {
  await open();
  const odd =
    '{ "jsonrpc":"2.0", "method":"session/update","params":{"n":1.50,"e":1e400,"u":"\\u00e9é","dup":1,"dup":2}}\r\n';
  const many = Array.from({ length: 200 }, (_, at) => `{"n":${at}}\n`);
  say(odd, ...many, END);
  const got = await editor.take(202);
  expect(got.join('')).toBe(Buffer.from([odd, ...many, END].join('')).toString('latin1'));
  const reply = '{ "jsonrpc" : "2.0","id":99, "error":{"code":1.0,"message":"\\u0041"} }\n';
  editor.send(reply.slice(0, 20));
  editor.send(reply.slice(20));
  await answers();
  expect(readFileSync(log, 'utf8')).toContain(reply);
});

test('an exceeding request waits for the user of Remit, with what the agent said of the call before', async () => {
  broker = await askingBroker(folder);
  await open();
  const update = {
    sessionUpdate: 'tool_call',
    toolCallId: 'call_5',
    kind: 'edit',
    title: 'Edit',
    rawInput: { text: 'x' },
    locations: [{ path: join(folder, 'a.txt') }],
  };
  const noted = line({ jsonrpc: '2.0', method: 'session/update', params: { sessionId: 'sess_1', update } });
  const bare = request(5, 'session/request_permission', {
    sessionId: 'sess_1',
    toolCall: { toolCallId: 'call_5' },
    options: [{ optionId: 'once', kind: 'allow_once', name: 'x' }],
  });
  say(noted, bare, END);
  expect(await editor.take(2)).toEqual([noted, END]);
  const asked = await broker.question();
  expect([asked.agent.name, asked.server.name, asked.tool]).toEqual(['sketch', 'sketch/native', 'edit']);
  expect(asked.excess.map(({ asks }) => asks).join()).toContain(join(folder, 'a.txt'));
  await broker.answer({ kind: 'allow-once' });
  expect(await answered(5)).toEqual(selected(5, 'once'));
});

test('a turn that the editor cancels takes the question back', async () => {
  broker = await askingBroker(folder);
  await open();
  say(permission(5, { rawInput: { command: 'git push' } }));
  await broker.question();
  editor.send(line({ jsonrpc: '2.0', method: 'session/cancel', params: { sessionId: 'sess_1' } }));
  await broker.none();
  expect(await answered(5)).toEqual(cancelled(5));
});

test('an agent that takes its request back is not answered yes', async () => {
  broker = await askingBroker(folder);
  await open();
  say(permission(5, { rawInput: { command: 'git push' } }));
  await broker.question();
  say(line({ jsonrpc: '2.0', method: '$/cancel_request', params: { requestId: 5 } }));
  await broker.none();
  expect(await answered(5)).toEqual(cancelled(5));
});

test('an editor that leaves takes the question back', async () => {
  broker = await askingBroker(folder);
  await open();
  say(permission(5, { rawInput: { command: 'git push' } }));
  await broker.question();
  await editor.end();
  await broker.none();
});

test('without Remit every request is rejected', async () => {
  await open();
  say(permission(5, { rawInput: { command: 'git status' } }));
  expect(await answered(5)).toEqual(selected(5, 'reject-once'));
});

test('an agent that offers no `allow once` is left to the editor when Remit allows', async () => {
  serving = await serve(dataDir, { tools: [{ id: 't', server: '*', tool: '*', reach: 'any' }] });
  await open();
  const always = { options: [{ optionId: 'ever', kind: 'allow_always', name: 'x' }] };
  const asked = permission(5, { rawInput: { command: 'git status' } }, always);
  say(asked);
  expect(await editor.take(1)).toEqual([asked]);
});

test('an agent that can not be started is named', async () => {
  editor = wire(remit, ['acp', '--', '/no/such/agent']);
  expect(await editor.ended).toBe(1);
});
