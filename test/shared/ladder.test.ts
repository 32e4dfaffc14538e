import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { serverNameSchema, sha256Schema } from '../../shared/contract/ids.ts';
import type { Denial, Grant } from '../../shared/contract/scope.ts';
import type { Ladder } from '../../shared/core/ladder.ts';
import {
  askingCall,
  command,
  file,
  folder,
  holding,
  laddersFor,
  recipient,
  site,
  spend,
  value,
  type AskOptions,
} from '../support/asking-call.ts';

const anyTool = holding([{ server: '*', tool: '*', otherArgs: 'any' }]);
const plainTool = holding([{ server: '*', tool: '*' }]);
const held = [anyTool];
const serverIdentity = sha256Schema.parse('a'.repeat(64));

/** The rungs of each ladder: `this`, `folder` ... */
function kinds(call: Call, options: AskOptions = { held }): readonly (readonly string[])[] {
  return laddersFor(call, options).map(({ offers }) =>
    offers.map(({ rung }) => rung.id.replace(/^\d+\./, '')),
  );
}

function words(all: readonly Ladder[], id: string): string | undefined {
  return all.flatMap((ladder) => ladder.offers).find(({ rung }) => rung.id === id)?.rung.words;
}

describe('the ladder about a tool that is not granted', () => {
  const call = askingCall('send', { path: '/p/a', to: 'me' }, [
    file('/path', '/p/a', 'write'),
    value('/to', 'me'),
  ]);

  test('goes from this call to anything, and answers the values with it', () => {
    const [tool, path] = laddersFor(call);
    expect(tool?.offers.map(({ rung }) => rung.words)).toEqual([
      'may use files > send with exactly these arguments: {"path":"/p/a","to":"me"}',
      'may use files > send on what is granted, with to = "me" and no other arguments but text and options',
      'may use files > send on what is granted, with any other arguments',
      'may use files > send on anything that it reaches, with any arguments',
    ]);
    expect(tool?.offers.map(({ rung }) => [rung.settles, rung.wide])).toEqual([
      [true, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(tool?.answers).toEqual([0, 2]);
    expect(path?.answers).toEqual([1]);
  });

  test('quotes a name that could be taken for the sentence', () => {
    const odd = askingCall('read on anything, with any arguments', {}, []);
    expect(laddersFor(odd)[0]?.offers[0]?.rung.words).toBe(
      'may use files > “read on anything, with any arguments” with exactly these arguments: {}',
    );
  });

  test('offers only all or nothing when something cannot be worked out', () => {
    const unclear = askingCall('send', { x: '?', path: '/p/a' }, [
      { kind: 'undetermined', pointer: '/x', asked: '?', why: 'it is not clear' },
      file('/path', '/p/a'),
    ]);
    expect(kinds(unclear, {})).toEqual([['tool']]);
    expect(kinds(unclear)).toEqual([['tool']]);
    expect(laddersFor(unclear)[0]?.answers).toEqual([0, 1, 2]);
  });

  test('offers nothing that a denial may forbid', () => {
    const deny = {
      ...anyTool,
      deny: [{ id: anyTool.id, kind: 'folder' as const, path: '/q', access: 'read' as const }],
    };
    const unclear = askingCall('send', { x: '?' }, [
      { kind: 'undetermined', pointer: '/x', asked: '?', why: 'it is not clear' },
    ]);
    expect(kinds(unclear, { held: [deny] })).toEqual([]);
  });

  test('is empty when two tools of that name are listed, or the arguments cannot be shown whole', () => {
    expect(kinds({ ...call, definition: { kind: 'ambiguous' } }, {})).toEqual([]);
    expect(kinds({ ...call, argsText: 'x'.repeat(300_000) }, {})).toEqual([]);
  });
});

describe('the ladder about files', () => {
  const inProject = '/home/u/p/src/a.ts';
  const project = { held, projects: new Map([[inProject, '/home/u/p']]) };

  test('goes from the file over its folder and project to anywhere', () => {
    expect(kinds(askingCall('read', {}, [file('/path', inProject)]), project)).toEqual([
      ['this', 'folder', 'project', 'home', 'anywhere'],
    ]);
    const all = laddersFor(askingCall('read', {}, [file('/path', inProject)]), project);
    expect(words(all, '0.this')).toBe('may read ~/p/src/a.ts with files > read');
    expect(words(all, '0.project')).toBe('may read anything in ~/p with files > read');
    expect(words(all, '0.anywhere')).toBe('may read anything in / with files > read');
  });

  test('offers no folder that is the home folder or above it, and no home outside of it', () => {
    expect(kinds(askingCall('read', {}, [file('/path', '/home/u/x')]))).toEqual([
      ['this', 'home', 'anywhere'],
    ]);
    expect(kinds(askingCall('read', {}, [file('/path', '/x')]))).toEqual([['this', 'anywhere']]);
  });

  test('offers a protected file by its name alone', () => {
    const options = { held, protectedKeys: ['/home/u/.ssh', '**/.git/hooks'] };
    expect(kinds(askingCall('read', {}, [file('/path', '/home/u/.ssh/id')]), options)).toEqual([['this']]);
    const hook = file('/path', '/home/u/p/.git/hooks/x', 'write');
    expect(kinds(askingCall('write', {}, [hook]), options)).toEqual([['this']]);
  });

  test('says which protected places a folder leaves out', () => {
    const options = {
      held,
      protectedKeys: ['/home/u/.aws', '/home/u/.ssh', '/home/u/a', '/home/u/b', '**/.git/hooks'],
    };
    const all = laddersFor(askingCall('write', {}, [file('/path', '/home/u/p/x', 'write')]), options);
    expect(words(all, '0.folder')).toBe(
      'may read and write anything in ~/p, but not protected places (.git/hooks), with files > write',
    );
    expect(words(all, '0.home')).toContain('but not protected places (~/.aws, ~/.ssh, ~/a and 2 more),');
  });

  test('has one set of rungs for the files of one argument', () => {
    const call = askingCall('read_all', {}, [
      file('/paths/0', '/p/a'),
      file('/paths/1', '/p/b'),
      file('/other', '/q/c'),
    ]);
    const all = laddersFor(call, { held });
    expect(all.map((ladder) => ladder.answers)).toEqual([[0, 1], [2]]);
    expect(words(all, '0.this')).toBe('may read /p/a and /p/b with files > read_all');
    expect(words(all, '0.folder')).toBe('may read anything in /p with files > read_all');
  });

  test('names a whole folder as that', () => {
    const all = laddersFor(askingCall('list', {}, [folder('/path', '/home/u/my docs/x')]), { held });
    expect(words(all, '0.this')).toBe('may read anything in “~/my docs/x” with files > list');
  });
});

describe('the ladder about a web address', () => {
  const open = (host: string, path: string, more = {}): Call =>
    askingCall('open', {}, [site('/url', host, path, more)]);

  test('goes from the address to any site, with the method', () => {
    const all = laddersFor(open('docs.api.acme.com', '/v1/x', { method: 'POST' }), { held });
    expect(all[0]?.offers.map(({ rung }) => rung.words)).toEqual([
      'may POST to https://docs.api.acme.com/v1/x and beneath with files > open',
      'may POST to anything at https://docs.api.acme.com with files > open',
      'may POST to anything at acme.com and its subdomains over https with files > open',
      'may POST to any site with files > open',
    ]);
  });

  test.each([
    ['a host of two labels', 'acme.com', {}, ['address', 'origin', 'any']],
    ['names that others share', 'u.github.io', {}, ['address', 'origin', 'domain', 'any']],
    ['a cloud', 'bucket.s3.eu-west-1.amazonaws.com', {}, ['address', 'origin', 'any']],
    ['an address of numbers', '10.0.0.1', {}, ['address', 'origin', 'any']],
    ['another port', 'a.b.acme.com', { port: 8443 }, ['address', 'origin', 'any']],
    ['a path that is read differently', 'a.b.acme.com', { ambiguousPath: true }, ['origin', 'domain', 'any']],
  ])('offers for %s what covers it', (_what, host, more, expected) => {
    expect(kinds(open(host, '/x', more))).toEqual([expected]);
  });

  test('never spreads over a domain that others share', () => {
    expect(words(laddersFor(open('u.github.io', '/x'), { held }), '0.domain')).toContain(
      'anything at u.github.io and',
    );
    expect(words(laddersFor(open('a.acme.co.uk', '/x'), { held }), '0.domain')).toContain(
      'anything at acme.co.uk and',
    );
  });
});

describe('the ladder about', () => {
  test('recipients says where anyone can have an address, and knows no domain of a handle', () => {
    const all = laddersFor(askingCall('send', {}, [recipient('/to', 'a@gmail.com')]), { held });
    expect(all[0]?.offers.map(({ rung }) => rung.words)).toEqual([
      'may send to a@gmail.com with files > send',
      'may send to anyone at gmail.com (where anyone can have an address) with files > send',
      'may send to anyone with files > send',
    ]);
    expect(kinds(askingCall('send', {}, [recipient('/to', '#general')]))).toEqual([['this', 'anyone']]);
  });

  test('money counts all of one currency together, and says the sums', () => {
    const pay = askingCall('pay', {}, [spend('/a', '19.9'), spend('/b', '30'), spend('/c', '1', 'USD')]);
    const all = laddersFor(pay, { held });
    expect(all.map((ladder) => ladder.answers)).toEqual([[0, 1], [2]]);
    expect(all[0]?.offers.map(({ rung }) => rung.words)).toEqual([
      'may spend up to 49.90 EUR at a time, and 49.90 EUR in all, this call included, with files > pay',
      'may spend up to 49.90 EUR at a time, and 499 EUR in all, this call included, with files > pay',
      'may spend up to 49.90 EUR at a time, as often as it asks, with files > pay',
    ]);
  });

  test('commands offers the words, then what is harmless after them; for an unclear line only the line', () => {
    const run = (line: string, ...texts: readonly (string | null)[]): Call =>
      askingCall(
        'run',
        { line },
        texts.map((text) => command('/line', text ?? line, text === null ? null : text.split(' '))),
      );
    const all = laddersFor(run('git status', 'git status'), { held });
    expect(all[0]?.offers.map(({ rung }) => rung.words)).toEqual([
      'may run `git status`, exactly these words, with files > run',
      'may run `git status` and after it options and names that Remit knows to be harmless to it, with files > run',
    ]);
    expect(kinds(run('a b; $X', 'a b', null))).toEqual([['line']]);
    expect(laddersFor(run('a b; $X', 'a b', null), { held })[0]?.answers).toEqual([0, 1]);
    expect(kinds(run('a b; c d', 'a b', 'c d'))).toEqual([['exact'], ['exact']]);
  });

  test('a command offers nothing that a denial would refuse again', () => {
    const run = askingCall('run', { command: 'a; $X' }, [
      command('/command', 'a'),
      command('/command', '$X', null),
    ]);
    const denied = (deny: Denial): Grant => ({ ...anyTool, deny: [deny] });
    const { id } = anyTool;
    const secret = { id, kind: 'folder', path: '/secret', access: 'read' } as const;
    const elsewhere = { server: serverNameSchema.parse('other'), identity: serverIdentity, tool: 'run' };
    expect(kinds(run, { held: [denied(secret)] })).toEqual([]);
    expect(kinds(run, { held: [denied({ id, kind: 'command', argv: ['rm'], match: 'prefix' })] })).toEqual(
      [],
    );
    expect(kinds(run, { held: [denied({ ...secret, with: elsewhere })] })).toEqual([['line']]);
    const words = askingCall('run', { command: 'git status' }, [command('/command', 'git status')]);
    expect(kinds(words, { held: [denied(secret)] })).toEqual([['exact', 'prefix']]);
  });

  test('a database and a value offers this one, then any', () => {
    const query = askingCall('query', {}, [
      { kind: 'database', pointer: '/sql', asked: 'x', name: 'main', access: 'write' },
    ]);
    expect(words(laddersFor(query, { held }), '0.this')).toBe(
      'may read and change database main with files > query',
    );
    expect(words(laddersFor(query, { held }), '0.any')).toBe(
      'may read and change any database with files > query',
    );
    const set = askingCall('set', { mode: 'x' }, [value('/mode', 'x')]);
    const all = laddersFor(set, { held: [plainTool] });
    expect(words(all, '0.this')).toBe('may give mode = "x" with files > set');
    expect(words(all, '0.any')).toBe('may give any mode with files > set');
  });
});

describe('a star that is the name of something', () => {
  test('is not granted as what stands for any', () => {
    expect(kinds(askingCall('a*', {}, []), {})).toEqual([]);
    expect(kinds(askingCall('send', {}, [recipient('/to', '*')]))).toEqual([['anyone']]);
    expect(kinds(askingCall('send', {}, [recipient('/to', '*@acme.com')]))).toEqual([['domain', 'anyone']]);
    const any: Call['reaches'][number] = {
      kind: 'database',
      pointer: '/sql',
      asked: 'x',
      name: '*',
      access: 'read',
    };
    expect(kinds(askingCall('query', {}, [any]))).toEqual([['any']]);
    expect(kinds(askingCall('open', {}, [site('/url', '*.co.uk', '/x')]))).toEqual([
      ['address', 'origin', 'any'],
    ]);
  });
});

describe('the past calls that a rung would have covered', () => {
  const write = (path: string, mode = 'x', more: Partial<Call> = {}): Call =>
    askingCall('write', { path, mode }, [file('/path', path, 'write'), value('/mode', mode)], more);
  const past = [
    write('/p/a'),
    write('/p/b'),
    write('/q/c', 'y'),
    write('/p/a', 'x', { agent: { name: 'another', process: null, claims: null } }),
    write('/p/a', 'x', { definition: { kind: 'unlisted' } }),
  ];

  test('are counted of this agent, whatever the tool’s definition was', () => {
    const [tool, path] = laddersFor(write('/p/a'), { past });
    expect(tool?.offers.map(({ rung }) => rung.past.covered)).toEqual([2, 3, 4, 4]);
    expect(path?.offers.map(({ rung }) => rung.past.covered)).toEqual([2, 3, 4]);
    expect(path?.offers[0]?.rung.past.of).toBe(4);
  });
});
