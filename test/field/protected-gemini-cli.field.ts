// The unmodified Gemini CLI after `remit protect gemini-cli`, with the files of its own home. Run by `npm run field`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askingBroker } from '../support/asking-broker.ts';
import { GEMINI, runGemini, scriptedGemini } from '../support/gemini-cli.ts';
import type { ModelCall } from '../support/scripted-model.ts';
import { removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder: string;
let project: string;
let home: string;
let dataDir: string;
let settings: string;
let own: string;

beforeEach(() => {
  folder = temporaryFolder();
  project = join(folder, 'proj');
  home = join(folder, 'home');
  dataDir = join(folder, 'data');
  settings = join(home, '.gemini', 'settings.json');
  for (const one of [project, join(home, '.gemini'), join(folder, 'elsewhere')])
    mkdirSync(one, { recursive: true });
  writeFileSync(join(project, 'note.txt'), 'hello from the project');
  writeFileSync(join(folder, 'elsewhere', 'note.txt'), 'hello from elsewhere');
  const words = [serverEntry('@modelcontextprotocol/server-filesystem'), project, join(folder, 'elsewhere')];
  own = `{
  // how it signs in
  "security": { "auth": { "selectedType": "gemini-api-key" } },
  "general": { "enableAutoUpdate": false },
  "mcpServers": { "fs": { "command": ${JSON.stringify(process.execPath)}, "args": ${JSON.stringify(words)} } }
}
`;
  writeFileSync(settings, own);
  if (GEMINI !== '') expect(remit('protect', 'gemini-cli')).toMatchObject({ code: 0, err: '' });
});
afterEach(() => removeFolder(folder));

const remit = (...words: readonly string[]): ReturnType<typeof runRemit> =>
  runRemit(words, {
    HOME: home,
    REMIT_DATA: dataDir,
    XDG_DATA_HOME: '',
    XDG_CONFIG_HOME: '',
    DBUS_SESSION_BUS_ADDRESS: '',
  });
const ran = (name: string): boolean => existsSync(join(project, name));
const shell = (command: string): ModelCall => ({
  tool: 'run_shell_command',
  input: { command, description: 'x' },
});
const read = (path: string): ModelCall => ({ tool: 'mcp_fs_read_text_file', input: { path } });

describe.skipIf(GEMINI === '')('Gemini CLI that is protected', () => {
  test('runs what is inside; asks about the rest; a no reaches the model, a yes runs; unprotect gives the same bytes', async () => {
    const model = await scriptedGemini([
      shell('echo ran > inside.txt'),
      read(join(project, 'note.txt')),
      read(join(folder, 'elsewhere', 'note.txt')),
      shell('touch allowed.txt'),
      shell('touch denied.txt'),
    ]);
    const scope = join(folder, 'scope.json');
    const grants = {
      tools: [
        { id: 'own', server: 'gemini-cli/native', tool: '*' },
        { id: 'fs', server: 'fs', tool: '*' },
      ],
      reach: [
        { id: 'proj', kind: 'folder', path: project, access: 'write' },
        { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
      ],
    };
    writeFileSync(scope, JSON.stringify(grants));
    const broker = await askingBroker(folder, { scopeFile: scope });
    const run = runGemini(home, project, model.url);
    await broker.answer({ kind: 'deny', reason: 'not that note' });
    await broker.answer({ kind: 'allow-once' });
    await broker.answer({ kind: 'deny', reason: 'one is enough' });
    await run;
    expect(model.results()[1]).toContain('hello from the project');
    expect(model.results()[2]).toContain('not that note');
    expect(model.results()[4]).toContain('one is enough');
    expect(['inside.txt', 'allowed.txt', 'denied.txt'].map(ran)).toEqual([true, true, false]);
    expect(broker.asked()).toBe(3);
    await model.close();
    await broker.running.stop();
    expect(remit('unprotect', 'gemini-cli')).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(settings, 'utf8')).toBe(own);
  });

  test('runs nothing while Remit is not running', async () => {
    const model = await scriptedGemini([shell('echo ran > inside.txt'), read(join(project, 'note.txt'))]);
    await runGemini(home, project, model.url);
    expect(ran('inside.txt')).toBe(false);
    expect(model.results()[0]).toContain('start the Remit app');
    expect(model.results()[1]).not.toContain('hello');
    await model.close();
  });

  test.each([
    ['last', false],
    ['first', true],
  ] as const)('when the %s process of a hook is killed, that a tool runs is %s', async (which, runs) => {
    const model = await scriptedGemini([shell('touch outside.txt')]);
    const broker = await askingBroker(folder);
    const run = runGemini(home, project, model.url);
    await broker.question();
    const found = spawnSync('pgrep', ['-f', `hook gemini-cli --data ${dataDir}`], { encoding: 'utf8' });
    const processes = found.stdout.trim().split('\n').map(Number);
    process.kill(processes.at(which === 'first' ? 0 : -1) ?? 0, 'SIGKILL');
    await run;
    expect(ran('outside.txt')).toBe(runs);
    await broker.none();
    await model.close();
    await broker.running.stop();
  });
});
