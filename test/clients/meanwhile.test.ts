// Files that somebody else writes while Remit is in them, or while it is at work on them.

import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { stringify as writeToml } from '@decimalturn/toml-patch';
import { stringify as writeYaml } from 'yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, replaceConfig } from '../../electron/clients/config-text.ts';
import { saysTheSame } from '../../electron/clients/format/edit-text.ts';
import { formatOf } from '../../electron/clients/format/format-of.ts';
import { clientOf, protectSetup, textOf, type ProtectSetup } from './protect-setup.ts';
import { shapes } from './shapes.ts';

let setup: ProtectSetup;
beforeEach(() => {
  setup = protectSetup();
});
afterEach(() => setup.end());

const cursor = clientOf('cursor');
const TWO = `{
  "mcpServers": {
    "files": {
      "command": "npx", // the runner
      "env": { "KEY": "SECRET-1" }
    },
    "mail": { "command": "mail", "args": ["x"] }
  }
}
`;

describe('a file written after it was protected', () => {
  test('gets its entries back with their comments, and keeps what was added', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    const added = textOf(file).replace('{\n', '{\n  "theme": "dark", // mine\n');
    writeFileSync(file, added);
    const [report] = setup.unprotect(cursor);
    expect(report).toMatchObject({ kind: 'entries', problem: null });
    expect(textOf(file)).toBe(TWO.replace('{\n', '{\n  "theme": "dark", // mine\n'));
  });

  test('gets its entries back when the client wrote all of it in its own manner', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    const data: unknown = JSON.parse(textOf(file).replace(/ \/\/.*/, ''));
    writeFileSync(file, `${JSON.stringify(data, null, 4)}\n`);
    setup.unprotect(cursor);
    const wanted: unknown = JSON.parse(TWO.replace(/ \/\/.*/, ''));
    expect(JSON.parse(textOf(file))).toEqual(wanted);
    expect(textOf(file).split('\n')[1]).toBe('    "mcpServers": {');
  });

  test('an entry that the user removed stays removed, one that was renamed is found', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    const text = textOf(file)
      .replace('"mail":', '"post":')
      .replace(/ {4}"files": \{[^}]*\}[^}]*\},\n/, '');
    writeFileSync(file, text);
    const [report] = setup.unprotect(cursor);
    expect(report?.entries).toEqual([
      { name: 'files', kind: 'removed-meanwhile' },
      { name: 'mail', kind: 'restored' },
    ]);
    expect(JSON.parse(textOf(file))).toEqual({ mcpServers: { post: { command: 'mail', args: ['x'] } } });
  });

  test('an entry that no longer leads to Remit stays as it is', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    writeFileSync(file, '{ "mcpServers": { "files": { "command": "other" } } }');
    const [report] = setup.unprotect(cursor);
    expect(report?.entries[0]).toEqual({ name: 'files', kind: 'changed-meanwhile' });
    expect(textOf(file)).toBe('{ "mcpServers": { "files": { "command": "other" } } }');
  });

  test('what the user changed in an entry stays beside what is put back', () => {
    const file = setup.put(
      '.codeium/mcp_config.json',
      '{"mcpServers":{"a":{"command":"x","env":{"K":"SECRET"}}}}',
    );
    const windsurf = clientOf('windsurf');
    setup.protect(windsurf);
    writeFileSync(file, textOf(file).replace('"env":{', '"disabled":true,"env":{"NEW":"1",'));
    setup.unprotect(windsurf);
    expect(JSON.parse(textOf(file))).toEqual({
      mcpServers: { a: { command: 'x', disabled: true, env: { K: 'SECRET', NEW: '1' } } },
    });
  });

  test('an entry added later is protected by the next run, and all comes back', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    const more = '{\n  "mcpServers": {\n    "new": { "command": "new" },';
    writeFileSync(file, textOf(file).replace('{\n  "mcpServers": {', more));
    const [report] = setup.protect(cursor);
    expect(report?.entries.map(({ name, kind }) => [name, kind])).toEqual([
      ['new', 'protected'],
      ['files', 'already'],
      ['mail', 'already'],
    ]);
    setup.unprotect(cursor);
    expect(textOf(file)).toBe(TWO.replace('{\n  "mcpServers": {', more));
  });

  test.each(shapes.filter(({ path }) => /toml|yaml/.test(path)))(
    'a remark added to $path stays, and the entries come back as they were',
    ({ client, path, text, platform }) => {
      setup.end();
      setup = protectSetup({ platform });
      const file = setup.put(path, text);
      setup.protect(clientOf(client));
      writeFileSync(file, `# added\n${textOf(file)}`);
      const [report] = setup.unprotect(clientOf(client));
      expect(report).toMatchObject({ kind: 'entries', problem: null });
      expect(textOf(file)).toBe(`# added\n${text}`);
    },
  );

  test.each(shapes.filter(({ path }) => !/project/.test(path)))(
    'in the manner of $client, on $platform, $path says again what it said',
    ({ client, path, text, platform }) => {
      setup.end();
      setup = protectSetup({ platform, env: { HOME_OF_FILES: '/srv/files' } });
      const file = setup.put(path, text);
      const known = clientOf(client).files[0];
      if (known === undefined) throw new Error('no file');
      const format = formatOf(known.format);
      const dataOf = (one: string): unknown => {
        const parsed = format.parse(one);
        if (!parsed.ok) throw new Error(parsed.error.problem);
        return parsed.value;
      };
      const write: Readonly<Record<string, (data: unknown) => string>> = {
        json: (data) => JSON.stringify(data),
        jsonc: (data) => JSON.stringify(data),
        toml: (data) => writeToml(data),
        yaml: (data) => writeYaml(data),
      };
      setup.protect(clientOf(client));
      writeFileSync(file, write[known.format]?.(dataOf(textOf(file))) ?? '');
      const [report] = setup.unprotect(clientOf(client));
      expect(report).toMatchObject({ kind: 'entries', problem: null });
      expect(saysTheSame(dataOf(textOf(file)), dataOf(text)), textOf(file)).toBe(true);
    },
  );

  test('that is gone is said, and everything about it is forgotten', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    rmSync(file);
    const [report] = setup.unprotect(cursor);
    expect(report?.problem).toContain('is gone');
    expect(setup.unprotect(cursor)).toEqual([]);
    expect(setup.store().servers.size).toBe(0);
  });

  test('that is malformed by now is left alone, and comes back once it is mended', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    setup.protect(cursor);
    const whole = textOf(file);
    writeFileSync(file, whole.replace('"mail":', '"mail"'));
    const [report] = setup.unprotect(cursor);
    expect(report?.problem).toMatch(/mcp\.json` is left alone: line \d+: colon expected/);
    writeFileSync(file, whole);
    expect(setup.unprotect(cursor)[0]?.kind).toBe('whole');
    expect(textOf(file)).toBe(TWO);
  });
});

describe('a file as Remit finds it', () => {
  test.each([
    ['cursor', '.cursor/mcp.json', '{\n  "mcpServers": {\n    "a" {}\n  }\n}', 3],
    ['claude-desktop', '.config/Claude/claude_desktop_config.json', '{\n  "mcpServers": {}, // no\n}', 2],
    ['codex', '.codex/config.toml', 'a = 1\n[mcp_servers.x]\ncommand = = "x"\n', 3],
    ['goose', '.config/goose/config.yaml', 'a: 1\nextensions:\n  b: "x\n', 4],
  ])('that is malformed is left alone with its name and line: %s', (id, path, text, line) => {
    const file = setup.put(path, text);
    const [report] = setup.protect(clientOf(id));
    expect(report?.kind).toBe('failed');
    expect(report?.problem).toContain(`${file}\` is left alone: line ${line}: `);
    expect(textOf(file)).toBe(text);
    expect(existsSync(join(setup.dataDir, 'protected.json'))).toBe(false);
  });

  test.each(['', '{}', ' \n', '{"mcpServers":{}}', '{"mcpServers":[]}', '[]', 'null'])(
    'that holds nothing to protect stays as it is: %j',
    (text) => {
      const file = setup.put('.cursor/mcp.json', text);
      expect(setup.protect(cursor)).toMatchObject([{ kind: 'unchanged', problem: null, entries: [] }]);
      expect(textOf(file)).toBe(text);
    },
  );

  test('that is missing is no reason to make one', () => {
    expect(setup.protect(cursor)).toEqual([]);
    expect(existsSync(join(setup.home, '.cursor'))).toBe(false);
  });

  test('that is not UTF-8 is left alone', () => {
    const file = setup.put('.cursor/mcp.json', '');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x7b, 0]));
    expect(setup.protect(cursor)[0]?.problem).toContain('is not UTF-8');
  });

  test('with an entry twice in it is changed only where that is safe', () => {
    const text = '{"mcpServers":{"a":{"command":"x"}},"mcpServers":{"b":{"command":"y"}}}';
    const file = setup.put('.cursor/mcp.json', text);
    setup.protect(cursor);
    expect(textOf(file)).toContain('"a":{"command":"x"}');
    setup.unprotect(cursor);
    expect(textOf(file)).toBe(text);
  });

  test('with an entry that others in it refer to has that entry left alone', () => {
    const text = 'extensions:\n  a: {cmd: x, args: &shared [1z]}\n  b: {cmd: y, args: *shared}\n';
    const file = setup.put('.config/goose/config.yaml', text);
    const goose = clientOf('goose');
    const [report] = setup.protect(goose);
    expect(report?.entries).toMatchObject([
      {
        name: 'a',
        kind: 'unguarded',
        why: "`extensions.a` stands there in a form that can't be changed safely",
      },
      { name: 'b', kind: 'protected' },
    ]);
    expect(textOf(file)).toContain('a: {cmd: x, args: &shared [1z]}');
    setup.unprotect(goose);
    expect(textOf(file)).toBe(text);
  });

  test('behind a link is changed where it stands, with its mode kept, and nothing is left beside it', () => {
    const real = setup.put('dotfiles/mcp.json', TWO);
    chmodSync(real, 0o640);
    setup.put('.cursor/keep', '');
    const link = join(setup.home, '.cursor', 'mcp.json');
    symlinkSync(real, link);
    setup.protect(cursor);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(textOf(real)).toContain('remit');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(setup.home, 'dotfiles'))).toEqual(['mcp.json']);
    setup.unprotect(cursor);
    expect(textOf(real)).toBe(TWO);
    expect(statSync(real).mode & 0o777).toBe(0o640);
  });
});

describe('a file that changes between reading and writing', () => {
  test('is not overwritten', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    const read = readConfig(file);
    if (!read.ok || read.value === null) throw new Error('unread');
    writeFileSync(file, '{}');
    expect(replaceConfig(read.value, 'x')).toEqual({ ok: true, value: 'changed' });
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });

  test('is read anew, and protected as it is by then', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    let writes = 0;
    const { keepToken } = setup.ports;
    // The credential is kept after the file was read: the moment at which a client may write.
    Object.assign(setup.ports, {
      keepToken: (agent: string, token: string | null): ReturnType<typeof keepToken> => {
        writes += 1;
        if (writes === 1) writeFileSync(file, TWO.replace('"x"', '"y"'));
        return keepToken(agent, token);
      },
    });
    expect(setup.protect(cursor)[0]?.kind).toBe('changed');
    expect(setup.store().servers.size).toBe(3);
    setup.unprotect(cursor);
    expect(textOf(file)).toBe(TWO.replace('"x"', '"y"'));
    expect(setup.store().servers.size).toBe(0);
  });

  test('all the time is given up with a word, as it was', () => {
    const file = setup.put('.cursor/mcp.json', TWO);
    let writes = 0;
    const { keepToken } = setup.ports;
    Object.assign(setup.ports, {
      keepToken: (agent: string, token: string | null): ReturnType<typeof keepToken> => {
        writes += 1;
        writeFileSync(file, `${TWO}//${writes}`);
        return keepToken(agent, token);
      },
    });
    expect(setup.protect(cursor)[0]?.problem).toContain('written by its client all the time');
    expect(textOf(file)).toBe(`${TWO}//${writes}`);
    expect(readdirSync(join(setup.dataDir, 'backups'))).toEqual([]);
  });
});
