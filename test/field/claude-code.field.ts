// The unmodified Claude Code, driven by a scripted model on loopback: what its hooks really do. Run by `npm run field`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { CLAUDE, remitHooks, runClaude } from '../support/claude-code.ts';
import { scriptedModel, type ModelCall, type ScriptedModel } from '../support/scripted-model.ts';
import {
  addServer,
  remit,
  removeFolder,
  serve,
  serverEntry,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';

let folder: string;
let project: string;
let dataDir: string;
let model: ScriptedModel | null;
let serving: Serving | null;
let broker: AskingBroker | null;

beforeEach(() => {
  folder = temporaryFolder();
  project = join(folder, 'proj');
  dataDir = join(folder, 'data');
  mkdirSync(project);
  model = null;
  serving = null;
  broker = null;
});
afterEach(async () => {
  await model?.close();
  await serving?.stop();
  await broker?.running.stop();
  removeFolder(folder);
});

const INSIDE = 'echo ran > inside.txt';
const OUTSIDE = 'touch outside.txt';
const bash = (command: string): ModelCall => ({ tool: 'Bash', input: { command, description: 'x' } });

async function play(script: readonly ModelCall[]): Promise<ScriptedModel> {
  model = await scriptedModel(script);
  return model;
}

const ran = (name: string): boolean => existsSync(join(project, name));

function scope(): object {
  return {
    tools: [{ id: 'tools', server: 'claude-code/native', tool: '*' }],
    reach: [
      { id: 'proj', kind: 'folder', path: project, access: 'write' },
      { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
    ],
  };
}

describe.skipIf(CLAUDE === '')('Claude Code behind an unattended broker', () => {
  test('runs what is inside the scope; what exceeds does not run, and the model reads why', async () => {
    serving = await serve(dataDir, scope());
    const { url, results } = await play([bash(INSIDE), bash(OUTSIDE)]);
    const end = await runClaude({ folder, project, dataDir, model: url });
    expect(end).toMatchObject({ code: 0 });
    expect([ran('inside.txt'), ran('outside.txt')]).toEqual([true, false]);
    expect(results()).toHaveLength(2);
    expect(results()[1]).toContain('Remit refused this call: it exceeds what was granted');
    expect(results()[1]).toContain('touch outside.txt');
  });

  test('runs nothing when all of its own checks are off', async () => {
    serving = await serve(dataDir, scope());
    const { url, results } = await play([bash(OUTSIDE)]);
    const flags = ['--permission-mode', 'bypassPermissions'];
    await runClaude({ folder, project, dataDir, model: url, flags });
    expect(ran('outside.txt')).toBe(false);
    expect(results()[0]).toContain('Remit refused this call');
  });
});

describe.skipIf(CLAUDE === '')('Claude Code without a broker', () => {
  test('runs nothing, and the model reads what to do', async () => {
    const { url, results } = await play([bash(INSIDE)]);
    await runClaude({ folder, project, dataDir, model: url });
    expect(ran('inside.txt')).toBe(false);
    expect(results()[0]).toContain('start the Remit app');
  });
});

describe.skipIf(CLAUDE === '')('Claude Code while the user is asked', () => {
  beforeEach(async () => {
    broker = await askingBroker(folder);
  });
  const asking = (): AskingBroker => {
    if (broker === null) throw new Error('no broker');
    return broker;
  };

  test('waits for the answer', async () => {
    const { url, results } = await play([bash(INSIDE), bash(OUTSIDE)]);
    const run = runClaude({ folder, project, dataDir, model: url });
    await asking().answer({ kind: 'allow-once' });
    await asking().answer({ kind: 'deny', reason: 'not that file' });
    await run;
    expect([ran('inside.txt'), ran('outside.txt')]).toEqual([true, false]);
    expect(results()[1]).toContain('not that file');
  });

  /** The hook's process: its shell, or the program in it. */
  function hookProcess(which: 'shell' | 'program'): number {
    const found = spawnSync('pgrep', ['-f', `hook claude --data ${dataDir}`], { encoding: 'utf8' }).stdout;
    const [shell = 0, program = 0] = found.trim().split('\n').map(Number);
    return which === 'shell' ? shell : program;
  }

  test.each(['program', 'shell'] as const)('a hook whose %s is killed runs nothing', async (which) => {
    const { url } = await play([bash(INSIDE)]);
    const run = runClaude({ folder, project, dataDir, model: url });
    await asking().question();
    process.kill(hookProcess(which), 'SIGKILL');
    await run;
    expect(ran('inside.txt')).toBe(false);
    await asking().none();
  });

  test('a killed hook lets the tool run where the settings do not say `onFailure`: the record says to look', async () => {
    const { url } = await play([bash(INSIDE)]);
    const run = runClaude({ folder, project, dataDir, model: url, hooks: remitHooks(dataDir, {}) });
    await asking().question();
    process.kill(hookProcess('shell'), 'SIGKILL');
    await run;
    expect(ran('inside.txt')).toBe(true);
    await asking().logWith('look whether the tool ran all the same');
  });

  test('asks Remit through the permission tool where its own rules would ask', async () => {
    const { url, results } = await play([bash(OUTSIDE), bash('touch second.txt')]);
    const flags = ['--permission-prompt-tool', 'mcp__remit__approve'];
    const servers = { remit: { command: remit, args: ['permission-tool', '--data', dataDir] } };
    const run = runClaude({ folder, project, dataDir, model: url, flags, servers, hooks: {} });
    await asking().answer({ kind: 'allow-once' });
    await asking().answer({ kind: 'deny', reason: 'one is enough' });
    await run;
    expect([ran('outside.txt'), ran('second.txt')]).toEqual([true, false]);
    expect(results()[1]).toContain('one is enough');
  });

  test('a tool of a server behind Remit is one question, for hook and call', async () => {
    const program = [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), project];
    addServer(dataDir, 'fs', program);
    writeFileSync(join(project, 'note.txt'), 'hello');
    const input = { path: join(project, 'note.txt') };
    const { url, results } = await play([{ tool: 'mcp__fs__read_text_file', input }]);
    const servers = { fs: { command: remit, args: ['connect', 'fs', '--data', dataDir] } };
    const run = runClaude({ folder, project, dataDir, model: url, servers });
    await asking().answer({ kind: 'allow-once' });
    await run;
    expect(results()[0]).toContain('hello');
    expect(asking().asked()).toBe(1);
    expect(await asking().logWith('ok ')).toHaveLength(1);
  });
});
