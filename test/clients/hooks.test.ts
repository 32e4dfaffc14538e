// Remit's hook in the files of every client's hooks: put in once, beside what its user has there, and taken out again.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { afterEach, describe, expect, test } from 'vitest';
import { coverageOf } from '../../electron/clients/coverage-of.ts';
import { hookLine } from '../../electron/clients/hook-command.ts';
import { hookInstalled } from '../../electron/clients/hook-places.ts';
import type { ClientPlatform } from '../../electron/clients/known-client.ts';
import { knownClients } from '../../electron/clients/known/known-clients.ts';
import { hookShapes, signs } from './hook-shapes.ts';
import { clientOf, protectSetup, REMIT, steady, textOf, type ProtectSetup } from './protect-setup.ts';
import { spellings } from './shapes.ts';

let setup: ProtectSetup | null = null;
afterEach(() => setup?.end());

/** A home in which every one of these clients is installed: the files that show it are empty. */
function begin(platform: ClientPlatform, ...clients: readonly string[]): ProtectSetup {
  setup?.end();
  setup = protectSetup({ platform, hooks: true });
  for (const client of clients) {
    const sign = signs[client] ?? '';
    const place =
      platform === 'darwin'
        ? sign.replace('.config', 'Library/Application Support')
        : platform === 'win32'
          ? sign.replace('.config', 'AppData/Roaming')
          : sign;
    if (place.endsWith('.json')) setup.put(place, '{}');
    else mkdirSync(join(setup.home, place), { recursive: true });
  }
  return setup;
}

/** Every file and folder of the home. */
function everything({ home }: Pick<ProtectSetup, 'home'>): readonly string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).sort();
}

describe.each(
  hookShapes.map((shape) => [`${shape.client} on ${shape.platform}: ${shape.path}`, shape] as const),
)('%s', (_name, { client, path, platform, text }) => {
  test.each(spellings)('%s is the same after protect and unprotect', (_spelling, spell) => {
    const { put, protect, unprotect, ports } = begin(platform, client);
    const original = spell(text);
    const file = put(path, original);
    const [report] = protect(clientOf(client)).filter(({ hooks }) => hooks);
    expect(report).toMatchObject({ path: file, kind: 'changed', problem: null });
    expect(hookInstalled(clientOf(client), ports.around)).toBe(true);
    if (original.includes('\r\n')) expect(textOf(file)).not.toMatch(/(?<!\r)\n/);
    expect(textOf(file).startsWith('\uFEFF')).toBe(original.startsWith('\uFEFF'));
    expect(unprotect(clientOf(client))).toMatchObject([{ kind: 'whole', problem: null, hooks: true }]);
    expect(textOf(file)).toBe(original);
    expect(hookInstalled(clientOf(client), ports.around)).toBe(false);
  });

  test("the user's own hooks stay, in their order, and Remit's is added once", () => {
    const { put, protect } = begin(platform, client);
    const file = put(path, text);
    protect(clientOf(client));
    const once = textOf(file);
    const before = hooksIn(text);
    const after = hooksIn(once);
    for (const [event, list] of Object.entries(before)) {
      if (!Array.isArray(list)) expect(after[event]).toEqual(list);
      else expect((after[event] as unknown[]).slice(0, list.length)).toEqual(list);
    }
    const again = protect(clientOf(client)).filter(({ hooks }) => hooks);
    expect(again).toMatchObject([{ kind: 'unchanged', diff: '' }]);
    expect(textOf(file)).toBe(once);
  });

  test('a dry run shows the change and writes nothing', async () => {
    const begun = begin(platform, client);
    const file = begun.put(path, text);
    const before = everything(begun);
    const [report] = begun.protect(clientOf(client), true).filter(({ hooks }) => hooks);
    expect(textOf(file)).toBe(text);
    expect(everything(begun)).toEqual(before);
    const golden = `golden/hooks-${client}-${platform}.diff`;
    await expect(steady(report?.diff ?? '', begun)).toMatchFileSnapshot(golden);
  });

  test("written by the client since, only Remit's entries are taken out", () => {
    const { put, protect, unprotect } = begin(platform, client);
    const file = put(path, text);
    protect(clientOf(client));
    const data = parseJsonc(textOf(file), [], { allowTrailingComma: true }) as object;
    writeFileSync(file, `${JSON.stringify({ ...data, added: [1] }, null, 3)}\n`);
    expect(unprotect(clientOf(client))).toMatchObject([{ kind: 'entries', problem: null, hooks: true }]);
    const original = parseJsonc(text, [], { allowTrailingComma: true }) as object;
    expect(JSON.parse(textOf(file))).toEqual({ ...original, added: [1] });
  });

  test('with a line added since, all other bytes stay', () => {
    const { put, protect, unprotect } = begin(platform, client);
    const file = put(path, text);
    protect(clientOf(client));
    const add = (one: string): string => one.replace('{', '{ "added": true,');
    writeFileSync(file, add(textOf(file)));
    unprotect(clientOf(client));
    expect(textOf(file).replaceAll(/\s/g, '')).toBe(add(text).replaceAll(/\s/g, ''));
  });

  test('a hook that stands elsewhere by now is led to this Remit, in its place', () => {
    const { put, protect, ports } = begin(platform, client);
    const file = put(path, text);
    protect(clientOf(client));
    const old = textOf(file);
    Object.assign(ports, { target: { ...ports.target, remit: '/elsewhere/remit' } });
    expect(protect(clientOf(client)).find(({ hooks }) => hooks)).toMatchObject({ kind: 'changed' });
    expect(textOf(file)).toBe(old.replaceAll(REMIT, '/elsewhere/remit'));
  });
});

function hooksIn(text: string): Readonly<Record<string, unknown>> {
  const root = parseJsonc(text.replace('\uFEFF', ''), [], { allowTrailingComma: true }) as { hooks: object };
  return { ...root.hooks };
}

const withHooks = knownClients.filter(({ hooks }) => hooks !== null).map(({ id }) => id);

describe.each(withHooks.flatMap((id) => (['linux', 'win32'] as const).map((on) => [id, on] as const)))(
  '%s on %s',
  (id, platform) => {
    test('gets a file of hooks where there is none, and it goes again with its folders', async () => {
      const begun = begin(platform, id);
      const before = everything(begun);
      const [report] = begun.protect(clientOf(id));
      expect(report).toMatchObject({ kind: 'changed', problem: null, hooks: true });
      const file = report?.path ?? '';
      await expect(steady(textOf(file), begun)).toMatchFileSnapshot(`golden/hooks-new-${id}-${platform}`);
      if (platform === 'linux') expect(statSync(file).mode & 0o777).toBe(id === 'cline' ? 0o700 : 0o600);
      expect(begun.protect(clientOf(id)).at(-1)).toMatchObject({ kind: 'unchanged', hooks: true });
      expect(begun.unprotect(clientOf(id))).toMatchObject([{ kind: 'whole', problem: null }]);
      expect(everything(begun)).toEqual(before);
    });

    test('is left alone where it is not installed', () => {
      const begun = begin(platform);
      expect(begun.protect(clientOf(id))).toEqual([]);
      expect(everything(begun)).toEqual(['project']);
    });
  },
);

test('a file that Remit made goes even when the client has written it anew, and stays when something else is in it', () => {
  const { home, protect, unprotect } = begin('linux', 'cursor');
  protect(clientOf('cursor'));
  const file = join(home, '.cursor', 'hooks.json');
  writeFileSync(file, JSON.stringify(JSON.parse(textOf(file))));
  unprotect(clientOf('cursor'));
  expect(existsSync(file)).toBe(false);
  protect(clientOf('cursor'));
  writeFileSync(file, textOf(file).replace('"hooks": {', '"hooks": {"stop": [{ "command": "bell" }],'));
  expect(unprotect(clientOf('cursor'))).toMatchObject([{ kind: 'entries' }]);
  expect(JSON.parse(textOf(file))).toEqual({ version: 1, hooks: { stop: [{ command: 'bell' }] } });
});

test('servers and hooks in one file are both put in and both taken out', () => {
  const text = '{\n  // mine\n  "mcpServers": { "fs": { "command": "fs", "env": { "K": "SECRET" } } }\n}\n';
  const { put, protect, unprotect } = begin('linux');
  const file = put('.gemini/settings.json', text);
  const dry = protect(clientOf('gemini-cli'), true);
  expect(dry[1]?.diff).toContain('"connect"');
  expect(protect(clientOf('gemini-cli')).map(({ diff }) => diff.replaceAll(/[0-9a-f]{64}/g, ''))).toEqual(
    dry.map(({ diff }) => diff.replaceAll(/[0-9a-f]{64}/g, '')),
  );
  expect(textOf(file)).toContain('"BeforeTool"');
  expect(unprotect(clientOf('gemini-cli'))).toMatchObject([{ kind: 'whole' }]);
  expect(textOf(file)).toBe(text);
  protect(clientOf('gemini-cli'));
  writeFileSync(file, textOf(file).replace('// mine', '// still mine'));
  expect(unprotect(clientOf('gemini-cli'))).toMatchObject([{ kind: 'entries', hooks: true }]);
  expect(textOf(file)).toBe(text.replace('// mine', '// still mine'));
});

test('a file behind a link is changed where it stands, with its mode', () => {
  const { home, put, protect, unprotect } = begin('linux', 'cursor');
  const real = put('dotfiles/hooks.json', '{"version":1}');
  chmodSync(real, 0o640);
  symlinkSync(real, join(home, '.cursor', 'hooks.json'));
  protect(clientOf('cursor'));
  expect(textOf(real)).toContain('failClosed');
  expect(statSync(real).mode & 0o777).toBe(0o640);
  unprotect(clientOf('cursor'));
  expect(textOf(real)).toBe('{"version":1}');
  rmSync(real);
  expect(protect(clientOf('cursor'))).toMatchObject([{ kind: 'failed' }]);
});

test.each([
  ['.cursor/hooks.json', 'cursor', '{\n  "hooks": {\n', 'line 3: '],
  ['.cursor/hooks.json', 'cursor', '{"hooks":[]}', '`hooks` is no map of events'],
  ['.cursor/hooks.json', 'cursor', '{"hooks":{"preToolUse":{}}}', '`hooks.preToolUse` is no list'],
  ['.cursor/hooks.json', 'cursor', '[]', 'it is no JSON object'],
  ['.claude/settings.json', 'claude-code', '{\n  // why\n}', 'line 2: '],
  ['.claude/settings.json', 'claude-code', '{"disableAllHooks":true}', 'switched off by `disableAllHooks`'],
  ['.gemini/settings.json', 'gemini-cli', '{"hooksConfig":{"enabled":false}}', 'by `hooksConfig.enabled`'],
])('%s of %s that says %j is left alone', (path, id, text, says) => {
  const { put, protect, ports, dataDir } = begin('linux', id);
  const file = put(path, text);
  const [report] = protect(clientOf(id)).filter(({ hooks }) => hooks);
  expect(report?.kind).toBe('failed');
  expect(report?.problem).toContain(says);
  expect(textOf(file)).toBe(text);
  expect(hookInstalled(clientOf(id), ports.around)).toBe(false);
  expect(existsSync(join(dataDir, 'protected.json'))).toBe(false);
});

test("Remit's hook in a group for some tools, or twice, becomes one for all", () => {
  const { put, protect, ports } = begin('linux', 'claude-code');
  const ours = (matcher: string): object => ({
    matcher,
    hooks: [{ type: 'command', command: '/old/bin/remit', args: ['hook', 'claude'] }],
  });
  const mixed = {
    matcher: 'Bash',
    hooks: [
      { type: 'command', command: 'mine' },
      { type: 'command', command: "'/o p/remit' hook claude" },
    ],
  };
  const file = put(
    '.claude/settings.json',
    JSON.stringify({ hooks: { PreToolUse: [mixed, ours('Bash'), { hooks: [] }, ours('Read')] } }),
  );
  expect(hookInstalled(clientOf('claude-code'), ports.around)).toBe(false);
  protect(clientOf('claude-code'));
  const wanted = {
    matcher: '*',
    hooks: [
      { type: 'command', command: `exec ${REMIT} hook claude-code`, timeout: 3600, onFailure: 'block' },
    ],
  };
  expect(hooksIn(textOf(file))['PreToolUse']).toEqual([
    { matcher: 'Bash', hooks: [{ type: 'command', command: 'mine' }] },
    wanted,
    { hooks: [] },
  ]);
});

describe.each(withHooks.flatMap((id) => (['linux', 'win32'] as const).map((on) => [id, on] as const)))(
  'the hook of %s on %s',
  (id, platform) => {
    test.each([
      ["it's here", "/it's here/bin/remit"],
      ['a hook b', '/a hook codex --data b/bin/remit'],
    ])('is known wherever it stands: %s', (_what, remit) => {
      const { protect, ports } = begin(platform, id);
      Object.assign(ports, { target: { ...ports.target, remit, dataDir: "/srv/o'data dir" } });
      protect(clientOf(id));
      expect(hookInstalled(clientOf(id), ports.around)).toBe(true);
    });

    test('is one no longer when another word is in its line', () => {
      const { protect, ports } = begin(platform, id);
      const path = protect(clientOf(id))[0]?.path ?? '';
      const text = textOf(path);
      for (const [word, other] of [
        [' hook ', ' --version; remit hook '],
        [/( hook [a-z-]+)/g, '$1 --deadline 86000'],
        [/( hook [a-z-]+)/g, '$1 --help'],
        [REMIT, '/opt/other/bin/run'],
      ] as const) {
        const changed = text.replaceAll(word, other);
        expect(changed).not.toBe(text);
        writeFileSync(path, changed);
        expect(hookInstalled(clientOf(id), ports.around), changed).toBe(false);
      }
      writeFileSync(path, text);
      expect(hookInstalled(clientOf(id), ports.around)).toBe(true);
    });
  },
);

test.each([
  ['claude-code', '"timeout": 3600', '"timeout": 5'],
  ['claude-code', ',\n            "onFailure": "block"', ''],
  ['claude-code', '"onFailure": "block"', '"onFailure": "block", "async": true'],
  ['claude-code', '"onFailure": "block"', '"onFailure": "block", "if": "Bash(ls)"'],
  ['claude-code', '"matcher": "*"', '"matcher": "Bash"'],
  ['codex', '"timeout": 3600', '"timeout": 1'],
  ['gemini-cli', '"timeout": 3600000', '"timeout": 3600'],
  ['cursor', '"failClosed": true', '"failClosed": false'],
  ['cursor', '"failClosed": true', '"failClosed": true, "matcher": "curl"'],
  ['copilot-cli', '"timeoutSec": 3600', '"timeoutSec": 3'],
  ['windsurf', '"pre_read_code"', '"pre_read"'],
])('a hook of %s that says %s no longer does not pass for one, and is put right', (id, said, says) => {
  const { protect, ports } = begin('linux', id);
  const path = protect(clientOf(id))[0]?.path ?? '';
  const text = textOf(path);
  expect(text).toContain(said);
  writeFileSync(path, text.replace(said, says));
  expect(hookInstalled(clientOf(id), ports.around)).toBe(false);
  const [row] = coverageOf(clientOf(id), ports.around, () => null).filter((one) => one.path === 'built-in');
  expect(row?.coverage).toMatchObject({
    kind: 'unguarded',
    why: "Remit's hook for its own tools is not as Remit writes it, or not for all of them",
  });
  expect(protect(clientOf(id)).at(-1)).toMatchObject({ kind: 'changed', hooks: true });
  expect(hookInstalled(clientOf(id), ports.around)).toBe(true);
});

test.each(['"remit"', `"exec ${REMIT} hook gemini-cli"`])(
  'a hook that Gemini CLI was told to leave out by %s does not run, and is said not to',
  (name) => {
    const { put, protect, ports } = begin('linux', 'gemini-cli');
    const [report] = protect(clientOf('gemini-cli'));
    const file = report?.path ?? '';
    put('.gemini/settings.json', textOf(file).replace('{', `{ "hooksConfig": { "disabled": [${name}] },`));
    expect(hookInstalled(clientOf('gemini-cli'), ports.around)).toBe(false);
    expect(protect(clientOf('gemini-cli')).at(-1)?.problem).toContain(
      'switched off by `hooksConfig.disabled`',
    );
  },
);

test('VS Code and Copilot CLI share their hooks, which stay until both are unprotected', () => {
  const { home, protect, unprotect } = begin('linux', 'vscode', 'copilot-cli');
  const file = join(home, '.copilot', 'hooks', 'remit.json');
  expect(protect(clientOf('copilot-cli')).at(-1)).toMatchObject({ kind: 'changed' });
  expect(protect(clientOf('vscode')).at(-1)).toMatchObject({ kind: 'unchanged' });
  const [first] = unprotect(clientOf('copilot-cli'));
  expect(first).toMatchObject({
    kind: 'none',
    problem: `\`${file}\` stays as it is: VS Code would lose its hooks with it`,
  });
  expect(existsSync(file)).toBe(true);
  expect(unprotect(clientOf('copilot-cli'))).toEqual([]);
  expect(unprotect(clientOf('vscode'))).toMatchObject([{ kind: 'whole' }]);
  expect(existsSync(file)).toBe(false);
});

test('hooks that are shared and were led elsewhere, or made anew, stay until the last one is unprotected', () => {
  const { home, protect, unprotect, ports } = begin('linux', 'vscode', 'copilot-cli');
  const file = join(home, '.copilot', 'hooks', 'remit.json');
  protect(clientOf('copilot-cli'));
  protect(clientOf('vscode'));
  rmSync(file);
  protect(clientOf('copilot-cli'));
  Object.assign(ports, { target: { ...ports.target, remit: '/elsewhere/remit' } });
  protect(clientOf('vscode'));
  unprotect(clientOf('copilot-cli'));
  expect(textOf(file)).toContain('/elsewhere/remit hook');
  unprotect(clientOf('vscode'));
  expect(existsSync(file)).toBe(false);
});

describe('Cline', () => {
  const cline = clientOf('cline');

  test.each([
    [
      'linux',
      '.config/user-dirs.dirs',
      '# by the desktop\nXDG_DOCUMENTS_DIR="$HOME/Dokumente"\n',
      'Dokumente',
    ],
    ['win32', 'OneDrive/Documents/x.txt', '', 'OneDrive/Documents'],
  ] as const)(
    'has its script in every folder of documents there may be, on %s',
    (platform, path, text, folder) => {
      const { home, put, protect, unprotect, ports } = begin(platform, 'cline');
      Object.assign(ports, { around: { ...ports.around, env: { OneDrive: join(home, 'OneDrive') } } });
      put(path, text);
      const before = everything({ home });
      const name = platform === 'win32' ? 'PreToolUse.ps1' : 'PreToolUse';
      const places = ['Documents', folder].map((one) => join(home, one, 'Cline', 'Hooks', name));
      expect(protect(cline).map((report) => report.path)).toEqual(places);
      expect(hookInstalled(cline, ports.around)).toBe(true);
      rmSync(places[1] ?? '');
      expect(hookInstalled(cline, ports.around)).toBe(false);
      protect(cline);
      expect(unprotect(cline)).toMatchObject([{ kind: 'whole' }, { kind: 'whole' }]);
      expect(everything({ home })).toEqual(before);
    },
  );

  test('passes by a script that is no program any more, which is said', () => {
    const { protect, ports } = begin('linux', 'cline');
    const path = protect(cline)[0]?.path ?? '';
    expect(hookInstalled(cline, ports.around)).toBe(true);
    chmodSync(path, 0o600);
    expect(hookInstalled(cline, ports.around)).toBe(false);
  });

  test("a hook of its user's own is left alone, and said to be", () => {
    const { put, protect } = begin('linux', 'cline');
    const file = put('Documents/Cline/Hooks/PreToolUse', '#!/bin/sh\necho {}\n');
    const [report] = protect(cline);
    expect(report?.problem).toContain('it is a hook of yours, and there can be one only');
    expect(textOf(file)).toBe('#!/bin/sh\necho {}\n');
  });

  test('a script of an older Remit is replaced, and one that was changed since is taken away', () => {
    const { protect, unprotect, ports } = begin('linux', 'cline');
    const path = protect(cline)[0]?.path ?? '';
    Object.assign(ports, { target: { ...ports.target, remit: '/elsewhere/remit' } });
    expect(protect(cline)).toMatchObject([{ kind: 'changed' }]);
    expect(textOf(path)).toContain('/elsewhere/remit hook cline');
    writeFileSync(path, `${textOf(path)}# more\n`);
    unprotect(cline);
    expect(existsSync(path)).toBe(false);
  });

  test.each([
    ['says what the hook says', 'echo "{\\"cancel\\":false}"', '{"cancel":false}\n'],
    ['says no when the hook dies', 'kill -9 $$', 'Remit refused this call'],
    ['says no when the hook says nothing', 'exit 0', '"cancel":true'],
  ])('its script %s', (_what, does, says) => {
    const { folder, protect, ports } = begin('linux', 'cline');
    const remit = join(folder, "my 'own' remit", 'remit');
    mkdirSync(dirname(remit));
    writeFileSync(remit, `#!/bin/sh\n[ "$1 $2" = "hook cline" ] || exit 9\n${does}\n`, { mode: 0o755 });
    Object.assign(ports, { target: { ...ports.target, remit } });
    const path = protect(cline)[0]?.path ?? '';
    const ran = spawnSync(path, { encoding: 'utf8', input: '{}' });
    expect(ran.stdout).toContain(says);
    rmSync(remit);
    expect(spawnSync(path, { encoding: 'utf8', input: '{}' }).stdout).toContain('"cancel":true');
  });
});

describe('the line that starts the hook', () => {
  const program = { remit: "/opt/my 'own' $HOME/remit", agent: 'codex', dataDir: '/srv/a b' };

  test.each(['sh', 'bash'])('is read by %s as the words it was made of', (shell) => {
    const { folder } = begin('linux');
    const remit = join(folder, "it's $HOME & `x`", 'remit');
    mkdirSync(dirname(remit));
    writeFileSync(remit, '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const line = hookLine({ ...program, remit }, 'posix');
    const ran = spawnSync(shell, ['-c', line], { encoding: 'utf8' });
    expect(ran.stdout).toBe('hook\ncodex\n--data\n/srv/a b\n');
  });

  test('is quoted for each shell of Windows', () => {
    const on = { ...program, remit: String.raw`C:\it's mine\remit.cmd`, dataDir: String.raw`C:\a b` };
    expect(hookLine(on, 'powershell')).toBe(
      String.raw`& 'C:\it''s mine\remit.cmd' hook codex --data 'C:\a b'; exit $LASTEXITCODE`,
    );
    expect(hookLine(on, 'both')).toBe(
      String.raw`cmd /d /c call "C:\it's mine\remit.cmd" hook codex --data "C:\a b"`,
    );
  });
});
