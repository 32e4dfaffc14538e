import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Subject } from '../../electron/authority/judged-subject.ts';
import { sha256 } from '../../electron/authority/sha256.ts';
import { systemAlarms } from '../../electron/broker/alarms.ts';
import { HookDecisions } from '../../electron/broker/hook-decisions.ts';
import { WaitingCalls } from '../../electron/broker/waiting-calls.ts';
import { serverNameSchema, sessionIdSchema } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';
import { captured, runHook, startHook, type HookEnd, type StartedHook } from '../support/hook.ts';
import { addServer, remit, removeFolder, serverEntry, temporaryFolder } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

let folder: string;
let file: string;
let broker: AskingBroker;
let client: Wire | null;

beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder, 'note.txt');
  writeFileSync(file, 'hello\n');
  const program = [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), folder];
  addServer(join(folder, 'data'), 'fs', program);
  broker = await askingBroker(folder);
  client = null;
});
afterEach(async () => {
  await client?.end();
  await broker.running.stop();
  removeFolder(folder);
});

function hook(words: readonly string[], payload: object): StartedHook {
  return startHook([...words, '--data', broker.dataDir], JSON.stringify(payload));
}

function ask(words: readonly string[], payload: object): Promise<HookEnd> {
  return runHook([...words, '--data', broker.dataDir], JSON.stringify(payload));
}

function nativeSubject(args: JsonObject): Subject {
  return {
    session: sessionIdSchema.parse('s1'),
    task: null,
    via: 'hook',
    agent: { name: 'Cursor', process: null, claims: null },
    server: { name: serverNameSchema.parse('cursor/native'), identity: sha256('cursor/native') },
    serverCommand: '',
    tool: 'Shell',
    args,
    argsText: JSON.stringify(args),
    place: { platform: 'linux', cwd: folder, bases: [], home: folder },
    definition: () => null,
  };
}

const ALLOWED = { code: 0, err: '' };

describe('a hook and the proxied call of the same tool use', () => {
  const claude = (useId: string, path = file): object => ({
    ...captured('claude-code.PreToolUse.mcp.json', ['stdin'], folder),
    tool_name: 'mcp__fs__read_text_file',
    tool_input: { path },
    tool_use_id: useId,
    mcp_server: { name: 'fs', source: 'user' },
  });
  const gemini = (): object => ({
    ...captured('gemini-cli.BeforeTool.mcp.json', ['stdin'], folder),
    tool_name: 'mcp_fs_read_text_file',
    tool_input: { path: file },
    mcp_context: { server_name: 'fs', tool_name: 'read_text_file', command: remit, args: ['connect', 'fs'] },
  });

  async function connect(): Promise<Wire> {
    client = wire(remit, ['connect', 'fs', '--data', broker.dataDir]);
    const info = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c', version: '1' } };
    client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params: info })}\n`);
    await client.take(1);
    client.send('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return client;
  }

  let next = 1;
  function send(to: Wire, useId: string | null, args: object = { path: file }): void {
    next += 1;
    const meta = useId === null ? {} : { _meta: { 'claudecode/toolUseId': useId } };
    const params = { name: 'read_text_file', arguments: args, ...meta };
    to.send(`${JSON.stringify({ jsonrpc: '2.0', id: next, method: 'tools/call', params })}\n`);
  }

  const replySchema = z.object({ result: z.object({ isError: z.boolean().optional() }).loose() }).loose();
  async function isError(from: Wire): Promise<boolean> {
    const [line = ''] = await from.take(1);
    return replySchema.parse(JSON.parse(line)).result.isError === true;
  }

  test('are one question, one entry, and one execution', async () => {
    const to = await connect();
    const asking = hook(['claude'], claude('toolu_1'));
    await broker.answer({ kind: 'allow-once' });
    expect(await asking.end).toMatchObject(ALLOWED);
    send(to, 'toolu_1');
    expect(await isError(to)).toBe(false);
    expect(broker.asked()).toBe(1);
    expect(await broker.logWith('ok ')).toHaveLength(1);
    // The same use a second time is another call.
    send(to, 'toolu_1');
    await broker.answer({ kind: 'deny', reason: '' });
    expect(await isError(to)).toBe(true);
    expect(broker.asked()).toBe(2);
  });

  test.each([
    ['another tool use', 'toolu_2', {}],
    ['other arguments', 'toolu_1', { head: 1 }],
  ])('%s is asked for by itself', async (_what, useId, more) => {
    const to = await connect();
    const asking = hook(['claude'], claude('toolu_1'));
    await broker.answer({ kind: 'allow-once' });
    await asking.end;
    send(to, useId, { path: file, ...more });
    await broker.answer({ kind: 'deny', reason: '' });
    expect(await isError(to)).toBe(true);
  });

  test('a refused hook leaves nothing that a call could pass with', async () => {
    const to = await connect();
    const asking = hook(['claude'], claude('toolu_1'));
    await broker.answer({ kind: 'deny', reason: '' });
    expect((await asking.end).code).toBe(2);
    send(to, 'toolu_1');
    await broker.answer({ kind: 'deny', reason: '' });
    expect(await isError(to)).toBe(true);
  });

  test('a call whose file is another one by now is asked for again', async () => {
    const to = await connect();
    const asking = hook(['claude'], claude('toolu_1'));
    await broker.answer({ kind: 'allow-once' });
    await asking.end;
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    unlinkSync(file);
    symlinkSync(join(folder, 'secret.txt'), file);
    send(to, 'toolu_1');
    await broker.answer({ kind: 'deny', reason: '' });
    expect(await isError(to)).toBe(true);
  });

  test('pausing in between takes the pass back', async () => {
    const to = await connect();
    const asking = hook(['claude'], claude('toolu_1'));
    await broker.answer({ kind: 'allow-once' });
    await asking.end;
    broker.running.authority.pause(true);
    broker.running.authority.pause(false);
    send(to, 'toolu_1');
    await broker.answer({ kind: 'deny', reason: '' });
    expect(await isError(to)).toBe(true);
  });

  test('an agent without ids is matched by the shim’s line and equal arguments', async () => {
    const to = await connect();
    const asking = hook(['gemini'], gemini());
    await broker.answer({ kind: 'allow-once' });
    expect(await asking.end).toMatchObject(ALLOWED);
    send(to, null);
    expect(await isError(to)).toBe(false);
    expect(broker.asked()).toBe(1);
  });

  test('a server of the same name that is not the shim is another server', async () => {
    const other = { server_name: 'fs', tool_name: 'read_text_file', command: 'node', args: ['evil.js'] };
    const asking = hook(['gemini'], { ...gemini(), mcp_context: other });
    expect((await broker.question()).server.command).toBe('node evil.js');
    await broker.answer({ kind: 'not-now' });
    await asking.end;
  });
});

describe('two hooks of one action', () => {
  const cursor = (step: string, more: object): object => ({
    ...captured('cursor.hooks.json', [step], folder),
    workspace_roots: [folder],
    conversation_id: 'c',
    session_id: 'c',
    generation_id: 'g',
    ...more,
  });
  const before = (command: string, useId: string): object =>
    cursor('preToolUse', { tool_name: 'Shell', tool_input: { command, timeout: 5 }, tool_use_id: useId });
  const shell = (command: string, cwd = folder): object => cursor('beforeShellExecution', { command, cwd });

  test('Cursor’s two steps are one question, each time', async () => {
    for (const useId of ['u1', 'u2']) {
      const first = hook(['cursor'], before('git push', useId));
      await broker.answer({ kind: 'allow-once' });
      expect(await first.end).toMatchObject(ALLOWED);
      expect(await ask(['cursor'], shell('git push'))).toMatchObject(ALLOWED);
    }
    expect(broker.asked()).toBe(2);
    expect(broker.log()).toHaveLength(2);
  });

  test.each([
    ['another command', (): object => shell('git push --force')],
    ['another folder', (): object => shell('git push', join(folder, 'data'))],
    ['another turn', (): object => ({ ...shell('git push'), generation_id: 'h' })],
    ['another conversation', (): object => ({ ...shell('git push'), session_id: 'd' })],
  ])('a second step with %s is asked for by itself', async (_what, second) => {
    const first = hook(['cursor'], before('git push', 'u1'));
    await broker.answer({ kind: 'allow-once' });
    await first.end;
    const other = hook(['cursor'], second());
    await broker.answer({ kind: 'deny', reason: '' });
    expect((await other.end).code).toBe(2);
  });

  test('hooks of two settings that wait at once are one question, also when the first one goes', async () => {
    const { authority } = broker.running;
    const waiting = new WaitingCalls(authority, systemAlarms);
    const decisions = new HookDecisions({ authority, waiting, isProtected: () => false });
    const asked = {
      turn: 't',
      useId: 'u',
      until: null,
      proxied: false,
      subject: nativeSubject({ command: 'git push' }),
    };
    const first = decisions.judge({ ...asked, step: 'cursor preToolUse' });
    const second = decisions.judge({ ...asked, step: 'claude-code preToolUse' });
    await broker.question();
    first.leave();
    await broker.answer({ kind: 'allow-once' });
    expect(await second.ruling).toMatchObject({ kind: 'forward' });
    second.answered();
    expect(broker.asked()).toBe(1);
    const third = decisions.judge({ ...asked, useId: 'v', step: 'cursor preToolUse' });
    const fourth = decisions.judge({ ...asked, useId: 'v', step: 'claude-code preToolUse' });
    await broker.question();
    third.leave();
    fourth.leave();
    expect(await third.ruling).toMatchObject({ kind: 'refuse', refusal: { code: 'withdrawn' } });
    await broker.none();
  });

  test('a permission request of Claude Code follows its hook', async () => {
    const same = { session_id: 's', prompt_id: 'p', tool_input: { command: 'git push' } };
    const first = hook(['claude'], {
      ...captured('claude-code.PreToolUse.bash.json', ['stdin'], folder),
      ...same,
    });
    await broker.answer({ kind: 'allow-once' });
    await first.end;
    const request = { ...captured('claude-code.PermissionRequest.bash.json', ['stdin'], folder), ...same };
    expect((await ask(['claude'], request)).out).toContain('"behavior":"allow"');
    expect(broker.asked()).toBe(1);
  });
});

describe('a session', () => {
  const bash = (session: string, more: object = {}): object => ({
    ...captured('claude-code.PreToolUse.bash.json', ['stdin'], folder),
    session_id: session,
    tool_input: { command: 'git status' },
    ...more,
  });

  test('is the agent’s conversation: what is remembered for it holds there and nowhere else', async () => {
    const first = hook(['claude'], bash('one'));
    const { excess } = await broker.question();
    const rungs = excess.flatMap(({ rungs: offered }) => offered.slice(0, 1).map(({ id }) => id));
    await broker.answer({ kind: 'remember', rungs, lifetime: 'session' });
    await first.end;
    expect(await ask(['claude'], bash('one', { tool_use_id: 'u2' }))).toMatchObject(ALLOWED);
    expect(broker.asked()).toBe(1);
    const other = hook(['claude'], bash('two', { tool_use_id: 'u3' }));
    await broker.answer({ kind: 'deny', reason: '' });
    expect((await other.end).code).toBe(2);
  });

  test('gives relative paths their folder', async () => {
    mkdirSync(join(folder, 'sub'));
    const asking = hook(
      ['claude'],
      bash('one', { cwd: join(folder, 'sub'), tool_input: { command: 'echo a > b' } }),
    );
    const { excess } = await broker.question();
    expect(excess.map(({ asks }) => asks).join()).toContain(join(folder, 'sub', 'b'));
    await broker.answer({ kind: 'not-now' });
    await asking.end;
  });
});

test('a call is read once to be compared, with however many decisions', async () => {
  const at = await AuthoritySetup.make({ tools: [{ id: 'all', server: '*', tool: '*', reach: 'any' }] });
  const ruling = await at.judge({ path: '/a' });
  const waiting = { judge: () => Promise.resolve(ruling) };
  const decisions = new HookDecisions({ authority: at.authority, waiting, isProtected: () => false });
  for (let n = 0; n < 3; n += 1) {
    const asked = { turn: null, useId: null, until: null, proxied: true, step: `step ${n}` };
    await decisions.judge({ ...asked, subject: nativeSubject({ n }) }).ruling;
  }
  let reads = 0;
  const args = Object.defineProperty({}, 'large', {
    enumerable: true,
    get: () => {
      reads += 1;
      return 'x';
    },
  });
  expect(await decisions.pass({ ...nativeSubject({}), args }, null)).toBeNull();
  expect(reads).toBe(1);
  await at.end();
});
