import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  callIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
} from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Place, Platform } from '../../shared/contract/place.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { ToolRoles } from '../../shared/contract/tool-profile.ts';
import {
  loadReaders,
  normaliseCall,
  readersNeeded,
  type CallInput,
} from '../../electron/authority/normalise-call.ts';
import { subject } from '../support/reach-subject.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'remit-normalise-')));
  mkdirSync(join(folder, 'project', 'src'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'x');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'project', 'link.txt'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type More = Partial<Pick<CallInput, 'corrections' | 'inputSchema' | 'serverCommand'>> & {
  readonly server?: string;
  readonly platform?: Platform;
};

function input(tool: string, args: JsonObject, more: More = {}): CallInput {
  const { server = 'some', platform = 'linux', ...rest } = more;
  const place: Place = { platform, cwd: join(folder, 'project'), bases: [], home: folder };
  return {
    id: callIdSchema.parse('c-1'),
    at: instantSchema.parse('2026-06-01T12:00:00.000Z'),
    session: sessionIdSchema.parse('s-1'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: serverNameSchema.parse(server), identity: sha256Schema.parse('a'.repeat(64)) },
    tool,
    args,
    argsText: JSON.stringify(args),
    definition: { kind: 'unlisted' },
    inputSchema: null,
    corrections: null,
    serverCommand: '',
    place,
    ...rest,
  };
}

/** Each reach as a short line, the temporary folder as `…`. */
function touched(tool: string, args: JsonObject, more: More = {}): readonly string[] {
  return normaliseCall(input(tool, args, more)).reaches.map((reach) => lineOf(reach).replaceAll(folder, '…'));
}

function lineOf(reach: Reach): string {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return `${reach.pointer} ${reach.access} ${reach.kind} ${reach.real}`;
    case 'site':
      return `${reach.pointer} ${reach.method ?? 'any'} ${reach.scheme} ${reach.host} ${reach.port} ${reach.path}`;
    case 'recipient':
      return `${reach.pointer} to ${reach.address}`;
    case 'spend':
      return `${reach.pointer} spends ${reach.amount} ${reach.currency}`;
    case 'command':
      return `${reach.pointer} ${reach.shell} ${reach.argv?.join('|') ?? `? ${reach.problem ?? ''}`}`;
    case 'database':
      return `${reach.pointer} ${reach.access} ${reach.name}`;
    case 'value':
      return `${reach.pointer} = ${reach.value}`;
    case 'undetermined':
      return `${reach.pointer} ! ${reach.why}`;
  }
}

describe('before any parser is loaded', () => {
  test('a command line can’t be worked out, and nothing throws', () => {
    expect(touched('run', { command: 'ls' })).toEqual(['/command bash ? the shell’s grammar is not loaded']);
    const [statement = ''] = touched('run', { sql: 'SELECT 1' });
    expect(statement).toMatch(/^\/sql ! /);
  });
});

describe('the parsers that a call needs', () => {
  test.each<[JsonObject, readonly string[]]>([
    [{ path: '/a', url: 'https://a.test/', to: 'a@a.test' }, []],
    [{ command: 'ls' }, ['command']],
    [{ sql: 'SELECT 1', cmd: 'ls' }, ['command', 'sql']],
  ])('%j', (args, needed) => {
    expect(readersNeeded(subject('do_it', args))).toEqual(needed);
  });
});

describe('with the parsers', () => {
  beforeAll(() => loadReaders(['command', 'sql']));

  test('a path is where it leads', () => {
    expect(touched('read_file', { path: join(folder, 'project', 'link.txt') })).toEqual([
      '/path read file …/secret.txt',
    ]);
    expect(touched('read_file', { path: 'src/../new.txt' })).toEqual(['/path read file …/project/new.txt']);
  });

  test('a pattern of paths is the folder that it stays in', () => {
    const glob = (args: JsonObject): readonly string[] =>
      touched('Glob', args, { server: 'claude-code/native' });
    expect(glob({ pattern: 'src/**/*.ts' })).toEqual(['/pattern read folder …/project/src']);
    expect(glob({ pattern: '*.ts', path: folder })).toEqual(['/pattern read folder …']);
  });

  test('an address is taken apart', () => {
    expect(touched('fetch', { url: 'https://A.test:443/x/../y?q=/etc' })).toEqual([
      '/url GET https a.test 443 /y',
    ]);
    const [odd = ''] = touched('fetch', { url: 'https://a.test@b.test/' });
    expect(odd).toMatch(/^\/url ! /);
  });

  test('recipients are one reach each', () => {
    expect(
      touched('send', { to: 'Anna <anna@a.test>, ben@B.test', cc: ['cy@c.test'], bcc: [], body: 'x' }),
    ).toEqual(['/to to anna@a.test', '/to to ben@b.test', '/cc/0 to cy@c.test']);
    expect(touched('post', { channel: '#general', text: 'x' })).toEqual(['/channel to #general']);
  });

  test('what is spent is one decimal', () => {
    expect(touched('pay', { amount: '10.50', currency: 'eur' })).toEqual(['/amount spends 10.5 EUR']);
    const [odd = ''] = touched('pay', { amount: '1e3', currency: 'EUR' });
    expect(odd).toMatch(/^\/amount ! /);
    const corrections: ToolRoles = {
      '/items': {
        role: 'spend',
        unit: 'major',
        currency: { pointer: '/currency' },
        factors: ['price', 'quantity'],
      },
      '/currency': { role: 'part' },
    };
    const args = {
      items: [
        { price: 2.5, quantity: 3 },
        { price: 1, quantity: 1 },
      ],
      currency: 'EUR',
    };
    expect(touched('order', args, { corrections })).toEqual(['/items spends 8.5 EUR']);
  });

  test('an amount in the smallest unit is told in the usual one', () => {
    const args = { product: 'p', unit_amount: 1999, currency: 'usd' };
    expect(touched('create_price', args, { server: 'stripe' })).toContain('/unit_amount spends 19.99 USD');
  });

  test('a statement needs reading, writing or more, of the database that is named', () => {
    const query = (sql: string): readonly string[] => touched('query', { sql }, { server: 'postgres' });
    expect(query('SELECT 1')).toEqual(['/sql read postgres']);
    expect(query('DELETE FROM x')[0]).toMatch(/^\/sql (write|admin) postgres$/);
    expect(query('SELEC 1')[0]).toMatch(/^\/sql ! /);
  });

  test('a command line is its commands and the files that it opens', () => {
    expect(touched('run', { command: 'git status > out.txt; wc -l < /etc/hosts' })).toEqual([
      '/command bash git|status',
      '/command write file …/project/out.txt',
      '/command bash wc|-l',
      '/command read file /etc/hosts',
    ]);
  });

  test('its files lie in the folder that the call names, which is touched itself', () => {
    expect(touched('run', { command: 'ls > x', cwd: 'src' })).toEqual([
      '/command bash ls',
      '/command write file …/project/src/x',
      '/cwd write folder …/project/src',
    ]);
  });

  test('after `cd` a relative name can’t be told', () => {
    expect(touched('run', { command: 'cd /tmp && ls > x' })).toContain(
      '/command ! it is relative to a folder that can’t be told',
    );
    expect(touched('run', { command: 'cd /tmp && ls > /tmp/x' })).toContain('/command write file /tmp/x');
  });

  test('a line that doesn’t parse is one reach with the reason', () => {
    const [line = '', ...more] = touched('run', { command: 'echo "' });
    expect(line).toMatch(/^\/command bash \? ./);
    expect(more).toEqual([]);
  });

  test('words without a shell are one command, and the line in `bash -lc` is what is run', () => {
    const shell = (command: readonly string[]): readonly string[] =>
      touched('shell', { command }, { server: 'codex/native' });
    expect(shell(['echo', 'a && b'])).toEqual(['/command bash echo|a && b']);
    expect(shell(['bash', '-lc', 'git status && ls'])).toEqual([
      '/command bash git|status',
      '/command bash ls',
    ]);
    expect(shell(['./bash', '-c', 'ls'])).toEqual(['/command bash ./bash|-c|ls']);
    expect(shell(['bash', '-c', 'ls', 'x'])).toEqual(['/command bash bash|-c|ls|x']);
  });

  test('the shell is the platform’s, unless the user says which it is', () => {
    expect(touched('run', { command: 'ls' }, { platform: 'darwin' })).toEqual(['/command zsh ls']);
    expect(touched('run', { command: 'git status' }, { platform: 'win32' })).toEqual([
      '/command powershell git|status',
    ]);
    const corrections: ToolRoles = { '/command': { role: 'command', shell: 'bash' } };
    expect(touched('run', { command: 'ls' }, { platform: 'win32', corrections })).toEqual([
      '/command bash ls',
    ]);
  });

  test('a patch writes its files', () => {
    const patch =
      '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-x\n*** Add File: /etc/x\n+y\n*** End Patch';
    expect(touched('apply_patch', { command: patch }, { server: 'codex/native' })).toEqual([
      '/command write file …/project/src/a.ts',
      '/command write file /etc/x',
    ]);
    expect(touched('apply_patch', { command: 'rm -rf /' }, { server: 'codex/native' })[0]).toMatch(
      /^\/command ! /,
    );
  });

  test('equal reaches are one', () => {
    expect(touched('run', { command: 'ls; ls; ls > x; ls > x' })).toEqual([
      '/command bash ls',
      '/command write file …/project/x',
    ]);
  });

  test('two calls have one digest when they are the same call', () => {
    const digest = (args: JsonObject): string => normaliseCall(input('do_it', args)).digest;
    expect(digest({ a: 1 })).toBe(digest({ a: 1 }));
    expect(digest({ a: 1 })).not.toBe(digest({ a: 2 }));
  });

  test('what goes wrong inside is a reach that can’t be worked out', () => {
    const broken = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('broken');
        },
      },
    );
    const call = normaliseCall({ ...input('do_it', {}), args: broken });
    expect(call.reaches).toEqual([
      { kind: 'undetermined', pointer: '', asked: '', why: 'what it touches can’t be worked out (broken)' },
    ]);
  });
});
