// The unmodified Claude Code after `remit protect claude-code`, with the files of its own home and no flag: what is inside runs, what isn't is
// asked about, and without an answer nothing runs. Run by `npm run field`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { CLAUDE, runClaudeAsItIs } from '../support/claude-code.ts';
import { scriptedModel, type ModelCall, type ScriptedModel } from '../support/scripted-model.ts';
import { removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder: string;
let project: string;
let home: string;
let dataDir: string;
let settings: string;
let own: string;
let model: ScriptedModel | null;
let broker: AskingBroker | null;

const SETTINGS = `{
  "hooks": {
    "PreToolUse": [
      { "matcher": "Bash",   "hooks": [{ "type": "command", "command": "cat >> $HOME/seen" }] }
    ]
  }
}
`;
/** That of another Remit, whose folder the shim would find without being told. */
const environment = (): Readonly<Record<string, string>> => ({
  HOME: home,
  REMIT_DATA: dataDir,
  XDG_DATA_HOME: '',
  XDG_CONFIG_HOME: '',
  DBUS_SESSION_BUS_ADDRESS: '',
});

beforeEach(() => {
  folder = temporaryFolder();
  project = join(folder, 'proj');
  home = join(folder, 'home');
  dataDir = join(folder, 'data');
  settings = join(home, '.claude', 'settings.json');
  for (const one of [project, join(folder, 'elsewhere'), join(home, '.claude')])
    mkdirSync(one, { recursive: true });
  writeFileSync(join(project, 'note.txt'), 'hello from the project');
  writeFileSync(join(folder, 'elsewhere', 'note.txt'), 'hello from elsewhere');
  const words = [serverEntry('@modelcontextprotocol/server-filesystem'), project, join(folder, 'elsewhere')];
  const servers = { fs: { type: 'stdio', command: process.execPath, args: words, env: {} } };
  own = JSON.stringify({ mcpServers: servers }, null, 2);
  writeFileSync(join(home, '.claude.json'), own);
  writeFileSync(settings, SETTINGS);
  model = null;
  broker = null;
  if (CLAUDE !== '')
    expect(runRemit(['protect', 'claude-code'], environment())).toMatchObject({ code: 0, err: '' });
});
afterEach(async () => {
  await model?.close();
  await broker?.running.stop();
  removeFolder(folder);
});

const bash = (command: string): ModelCall => ({ tool: 'Bash', input: { command, description: 'x' } });
const read = (path: string): ModelCall => ({ tool: 'mcp__fs__read_text_file', input: { path } });
const INSIDE = bash('echo ran > inside.txt');
const ran = (name: string): boolean => existsSync(join(project, name));

async function play(script: readonly ModelCall[]): Promise<ScriptedModel> {
  model = await scriptedModel(script);
  return model;
}

async function asking(): Promise<AskingBroker> {
  const scope = join(folder, 'scope.json');
  const grants = {
    tools: [
      { id: 'own', server: 'claude-code/native', tool: '*' },
      { id: 'fs', server: 'fs', tool: '*' },
    ],
    reach: [
      { id: 'proj', kind: 'folder', path: project, access: 'write' },
      { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
    ],
  };
  writeFileSync(scope, JSON.stringify(grants));
  broker = await askingBroker(folder, { scopeFile: scope });
  return broker;
}

describe.skipIf(CLAUDE === '')('Claude Code that is protected', () => {
  test('runs what is inside; asks about the rest; a no reaches the model, a yes runs; unprotect gives the same bytes', async () => {
    const { answer, asked } = await asking();
    const { url, results } = await play([
      read(join(project, 'note.txt')),
      INSIDE,
      read(join(folder, 'elsewhere', 'note.txt')),
      bash('touch allowed.txt'),
      bash('touch denied.txt'),
    ]);
    const run = runClaudeAsItIs({ folder, project, model: url });
    await answer({ kind: 'deny', reason: 'not that note' });
    await answer({ kind: 'allow-once' });
    await answer({ kind: 'deny', reason: 'one is enough' });
    expect(await run.done).toMatchObject({ code: 0 });
    expect(results()[0]).toContain('hello from the project');
    expect(results()[2]).toContain('not that note');
    expect(results()[4]).toContain('one is enough');
    expect(['inside.txt', 'allowed.txt', 'denied.txt'].map(ran)).toEqual([true, true, false]);
    expect(asked()).toBe(3);
    // The user's own hook was run, too.
    expect(readFileSync(join(home, 'seen'), 'utf8')).toContain('touch denied.txt');

    expect(runRemit(['unprotect', 'claude-code'], environment())).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(settings, 'utf8')).toBe(SETTINGS);
    // Claude Code has written this one since.
    expect(JSON.parse(readFileSync(join(home, '.claude.json'), 'utf8'))).toMatchObject(
      JSON.parse(own) as object,
    );
    expect(readFileSync(join(home, '.claude.json'), 'utf8')).not.toContain('REMIT_AGENT_TOKEN');
  });

  test('runs nothing while Remit is not running, and the model reads what to do', async () => {
    const { url, results } = await play([INSIDE, read(join(project, 'note.txt'))]);
    await runClaudeAsItIs({ folder, project, model: url }).done;
    expect(ran('inside.txt')).toBe(false);
    expect(results()[0]).toContain('start the Remit app');
    expect(results()[1]).not.toContain('hello');
  });

  test.each(['first', 'last'] as const)(
    'a hook of which the %s process is killed runs nothing',
    async (which) => {
      const { question, none } = await asking();
      const { url } = await play([bash('touch outside.txt')]);
      const run = runClaudeAsItIs({ folder, project, model: url });
      await question();
      const found = spawnSync('pgrep', ['-f', `hook claude-code --data ${dataDir}`], { encoding: 'utf8' });
      const processes = found.stdout.trim().split('\n').map(Number);
      process.kill(processes.at(which === 'first' ? 0 : -1) ?? 0, 'SIGKILL');
      await run.done;
      expect(ran('outside.txt')).toBe(false);
      await none();
    },
  );

  test('asks once where its own rules ask, too', async () => {
    writeFileSync(
      settings,
      readFileSync(settings, 'utf8').replace('{', '{ "permissions": { "ask": ["Bash(touch *)"] },'),
    );
    const { answer, asked } = await asking();
    const { url, results } = await play([bash('touch allowed.txt'), bash('touch denied.txt')]);
    const run = runClaudeAsItIs({ folder, project, model: url });
    await answer({ kind: 'allow-once' });
    await answer({ kind: 'deny', reason: 'one is enough' });
    await run.done;
    expect(['allowed.txt', 'denied.txt'].map(ran)).toEqual([true, false]);
    expect(results()[1]).toContain('one is enough');
    expect(asked()).toBe(2);
  });

  test('ignores settings with a comment in them, so that they are left alone and said to be', async () => {
    runRemit(['unprotect', 'claude-code'], environment());
    const text = SETTINGS.replace('{', '{ // mine');
    writeFileSync(settings, text);
    const done = runRemit(['protect', 'claude-code'], environment());
    expect(done.err).toContain(`\`${settings}\` is left alone: line 1: `);
    expect(readFileSync(settings, 'utf8')).toBe(text);
    const { url } = await play([bash('ls')]);
    await runClaudeAsItIs({ folder, project, model: url }).done;
    expect(existsSync(join(home, 'seen'))).toBe(false);
  });
});
