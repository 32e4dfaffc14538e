import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { captured, startHook, type HookEnd } from '../support/hook.ts';
import { ManualAlarms } from '../support/manual-alarms.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

let folder: string;
let broker: AskingBroker;
let alarms: ManualAlarms;

beforeEach(async () => {
  folder = temporaryFolder();
  alarms = new ManualAlarms();
  broker = await askingBroker(folder, { alarms: alarms.alarms });
});
afterEach(async () => {
  await broker.running.stop();
  removeFolder(folder);
});

const cline = (command: string): object => ({
  ...captured('cline.hooks.json', ['stdin'], folder),
  hookName: 'PreToolUse',
  workspaceRoots: [folder],
  // Its command line says the call twice.
  tool_call: { name: 'execute_command', input: { command } },
  preToolUse: { toolName: 'execute_command', parameters: { command } },
});
const windsurf = (command: string): object => ({
  ...captured('windsurf.hooks.json', ['pre_run_command'], folder),
  agent_action_name: 'pre_run_command',
  tool_info: { command_line: command, cwd: folder },
});
const start = (agent: string, payload: object): Promise<HookEnd> =>
  startHook([agent, '--data', broker.dataDir], JSON.stringify(payload)).end;

const isNo = ({ code, out, err }: HookEnd, why: string): void => {
  expect(err).toContain(why);
  expect(code === 2 || out.includes('"cancel":true')).toBe(true);
};
const isYes = ({ code, out, err }: HookEnd): void => {
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).not.toContain('"cancel":true');
};
const AGAIN = 'call again with the same arguments';

test.each([
  ['cline', cline],
  ['windsurf', windsurf],
])('a hook of %s has its agent do it again, and what was allowed passes once', async (agent, payload) => {
  const first = start(agent, payload('git push'));
  expect(await alarms.ring('deadline')).toBeLessThan(24_000);
  isNo(await first, AGAIN);
  const waits = start(agent, payload('git push'));
  await alarms.ring('deadline');
  isNo(await waits, AGAIN);
  await broker.answer({ kind: 'allow-once' });
  await alarms.set('lapse', 2);
  isYes(await start(agent, payload('git push')));
  expect(broker.asked()).toBe(1);
  expect(await broker.logWith('handed')).toHaveLength(1);
  const second = start(agent, payload('git push'));
  await broker.answer({ kind: 'deny', reason: '' });
  isNo(await second, 'the user denied it');
  expect(broker.asked()).toBe(2);
});

test('what the user denied meanwhile is what the repeated hook says', async () => {
  const first = start('cline', cline('git push'));
  await alarms.ring('deadline');
  isNo(await first, AGAIN);
  await broker.answer({ kind: 'deny', reason: 'not to that remote' });
  await alarms.set('lapse', 2);
  isNo(await start('cline', cline('git push')), 'not to that remote');
  expect(broker.asked()).toBe(1);
});

test('another command is asked for by itself', async () => {
  const first = start('cline', cline('git push'));
  await alarms.ring('deadline');
  await first;
  await broker.answer({ kind: 'allow-once' });
  await alarms.set('lapse', 2);
  const other = start('cline', cline('git push --force'));
  await broker.answer({ kind: 'deny', reason: '' });
  isNo(await other, 'the user denied it');
});

test('what was allowed in one folder does not pass in another', async () => {
  const there = join(folder, 'there');
  const inFolder = (cwd: string): object => ({
    ...windsurf('make'),
    tool_info: { command_line: 'make', cwd },
  });
  mkdirSync(there);
  const first = start('windsurf', inFolder(folder));
  await alarms.ring('deadline');
  isNo(await first, AGAIN);
  await broker.answer({ kind: 'allow-once' });
  await alarms.set('lapse', 2);
  const elsewhere = start('windsurf', inFolder(there));
  await broker.answer({ kind: 'deny', reason: 'not there' });
  isNo(await elsewhere, 'not there');
  isYes(await start('windsurf', inFolder(folder)));
  expect(broker.asked()).toBe(2);
});
