// The unmodified Codex after `remit protect codex`, with the files of its own home: what it runs before and after its user trusts the hooks.
// Run by `npm run field`.

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codexHookTrust, type CodexTrust } from '../../electron/clients/codex-trust.ts';
import { askingBroker } from '../support/asking-broker.ts';
import {
  CODEX,
  codexConfig,
  codexHooks,
  runCodexAsItIs,
  scriptedResponses,
  type CodexCall,
} from '../support/codex.ts';
import { removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

let folder: string;
let project: string;
let home: string;
let codexHome: string;
let dataDir: string;

beforeEach(() => {
  folder = temporaryFolder();
  project = join(folder, 'proj');
  home = join(folder, 'home');
  codexHome = join(home, '.codex');
  dataDir = join(folder, 'data');
  for (const one of [project, codexHome, join(folder, 'elsewhere')]) mkdirSync(one, { recursive: true });
  writeFileSync(join(project, 'note.txt'), 'hello from the project');
  writeFileSync(join(folder, 'elsewhere', 'note.txt'), 'hello from elsewhere');
});
afterEach(() => removeFolder(folder));

const ran = (name: string): boolean => existsSync(join(project, name));
const read = (path: string): CodexCall => ({
  namespace: 'mcp__fs',
  name: 'read_text_file',
  args: { path },
});
const remit = (...words: readonly string[]): ReturnType<typeof runRemit> =>
  runRemit(words, {
    HOME: home,
    REMIT_DATA: dataDir,
    CODEX_HOME: '',
    XDG_DATA_HOME: '',
    XDG_CONFIG_HOME: '',
    DBUS_SESSION_BUS_ADDRESS: '',
  });
const trust = (): CodexTrust | null =>
  codexHookTrust({ platform: 'linux', home, env: {}, projects: [], root: parse(home).root });

/** Its own files: a server of its user's, and a hook. */
function configure(model: string): Readonly<Record<string, string>> {
  const words = [serverEntry('@modelcontextprotocol/server-filesystem'), project, join(folder, 'elsewhere')];
  const server = `[mcp_servers.fs]   # notes\ncommand = ${JSON.stringify(process.execPath)}\nargs = ${JSON.stringify(words)}\n`;
  const files = {
    'config.toml': `${codexConfig(model)}\n${server}`,
    'hooks.json':
      '{"hooks": {"PreToolUse": [ {"matcher":"Bash","hooks":[{"type":"command","command":"true"}]} ]}}',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(codexHome, name), text);
  return files;
}

const texts = (files: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(codexHome, name), 'utf8')]));

/** What Codex writes when its user trusts all hooks under `/hooks`. */
async function trustAll(): Promise<void> {
  for (const { key, currentHash } of await codexHooks(home, codexHome, project))
    appendFileSync(
      join(codexHome, 'config.toml'),
      `\n[hooks.state.${JSON.stringify(key)}]\ntrusted_hash = ${JSON.stringify(currentHash)}\n`,
    );
}

describe.skipIf(CODEX === '')('Codex that is protected', () => {
  test('passes the hooks by until they are trusted, and `remit protect` and Codex agree on that', async () => {
    const model = await scriptedResponses(['echo ran > inside.txt']);
    const files = configure(model.url);
    expect(remit('protect', 'codex').out).toContain("open `/hooks` in it, and trust Remit's hooks");
    const states = async (): Promise<unknown> =>
      (await codexHooks(home, codexHome, project)).map(({ trustStatus }) => trustStatus);
    expect([trust(), await states()]).toEqual(['untrusted', ['untrusted', 'untrusted', 'untrusted']]);
    await runCodexAsItIs(home, codexHome, project);
    expect(ran('inside.txt')).toBe(true);
    expect(remit('unprotect', 'codex').code).toBe(0);
    expect(texts(files)).toEqual(files);

    remit('protect', 'codex');
    await trustAll();
    expect([trust(), await states()]).toEqual(['trusted', ['trusted', 'trusted', 'trusted']]);
    expect(remit('protect', 'codex').out).not.toContain('trust');
    const hooks = join(codexHome, 'hooks.json');
    writeFileSync(hooks, readFileSync(hooks, 'utf8').replaceAll('3600', '3599'));
    expect([trust(), await states()]).toEqual(['modified', ['trusted', 'modified', 'modified']]);
    await model.close();
  });

  test('runs what is inside; asks about the rest; a no reaches the model, a yes runs', async () => {
    const model = await scriptedResponses([
      'echo ran > inside.txt',
      read(join(project, 'note.txt')),
      read(join(folder, 'elsewhere', 'note.txt')),
      'touch allowed.txt',
      'touch denied.txt',
    ]);
    configure(model.url);
    remit('protect', 'codex');
    await trustAll();
    const scope = join(folder, 'scope.json');
    const grants = {
      tools: [
        { id: 'own', server: 'codex/native', tool: '*' },
        { id: 'fs', server: 'fs', tool: '*' },
      ],
      reach: [
        { id: 'proj', kind: 'folder', path: project, access: 'write' },
        { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
      ],
    };
    writeFileSync(scope, JSON.stringify(grants));
    const broker = await askingBroker(folder, { scopeFile: scope });
    const run = runCodexAsItIs(home, codexHome, project);
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
  });

  test('runs nothing while Remit is not running', async () => {
    const model = await scriptedResponses(['echo ran > inside.txt', read(join(project, 'note.txt'))]);
    configure(model.url);
    remit('protect', 'codex');
    await trustAll();
    await runCodexAsItIs(home, codexHome, project);
    expect(ran('inside.txt')).toBe(false);
    expect(model.results()[0]).toContain('start the Remit app');
    expect(model.results()[1]).not.toContain('hello');
    await model.close();
  });
});
