import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remit, removeFolder, runRemit, temporaryFolder } from '../support/serve.ts';

const HOME = '/home/u';
const PLACE = { cwd: `${HOME}/project`, home: HOME };
const SCOPE = {
  tools: [
    { id: 'g1', server: 'filesystem', tool: 'write_file' },
    { id: 'g2', server: 'shop', tool: 'buy', args: { '/item': 'any' } },
    { id: 'g3', server: 'shell', tool: 'run' },
    { id: 'g4', server: 'notes', tool: 'add', otherArgs: 'any', limits: { maxCalls: 2 } },
  ],
  reach: [
    { id: 'r1', kind: 'folder', path: '~/project', access: 'write' },
    { id: 'r2', kind: 'spend', currency: 'EUR', perCall: '30', total: '50' },
    { id: 'r3', kind: 'command', argv: ['git', 'status'], match: 'prefix' },
  ],
  deny: [{ id: 'd1', kind: 'folder', path: '~/project/secret', access: 'read' }],
};

let folder = '';
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => removeFolder(folder));

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function scopeFile(scope: unknown): string {
  const file = join(folder, 'scope.json');
  writeFileSync(file, typeof scope === 'string' ? scope : JSON.stringify(scope));
  return file;
}

type Run = { readonly code: number; readonly lines: readonly string[]; readonly err: string };

function check(scope: unknown, lines: readonly unknown[], more: readonly string[] = []): Run {
  const input = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const args = ['check', '--scope', scopeFile(scope), '--data', join(folder, 'data'), ...more];
  const done = spawnSync(remit, args, { encoding: 'utf8', input, maxBuffer: 2 ** 28 });
  return { code: done.status ?? -1, lines: done.stdout.split('\n').slice(0, -1), err: done.stderr };
}

function write(id: string, path: string, rest: object = {}): object {
  return { id, server: 'filesystem', tool: 'write_file', args: { path, content: 'x' }, ...PLACE, ...rest };
}

describe('a verdict', () => {
  test('says by how much a call exceeds', () => {
    const { code, lines } = check(SCOPE, [write('c1', '/etc/hosts')]);
    expect(lines).toEqual([
      '{"id":"c1","verdict":"exceeds","grants":[],"excess":[{"kind":"folder","pointer":"/path","asked":"/etc/hosts","access":"write","held":"~/project (write)","by":"location"}]}',
    ]);
    expect(code).toBe(0);
  });

  test('names the grants of a call that is inside, and the denials of one that is denied', () => {
    const { lines } = check(SCOPE, [write('c1', 'notes.md'), write('c2', '~/project/secret/key')]);
    expect(lines).toEqual([
      '{"id":"c1","verdict":"inside","grants":["g1","r1"],"excess":[]}',
      '{"id":"c2","verdict":"denied","grants":[],"excess":[],"denials":["d1"]}',
    ]);
  });

  test('tells the kind of the reach where nothing is held', () => {
    const { lines } = check({ tools: SCOPE.tools }, [write('c1', '/etc/hosts')]);
    expect(lines.join()).toContain(
      '"kind":"file","pointer":"/path","asked":"/etc/hosts","access":"write","held":null',
    );
  });

  test('says why what can’t be worked out is not inside', () => {
    const line = { id: 1, server: 'shell', tool: 'run', args: { command: 'git status $(id)' }, ...PLACE };
    const { lines, code } = check(SCOPE, [line, { ...line, id: 2, args: { command: 'git status --short' } }]);
    expect(lines[0]).toMatch(/^\{"id":1,"verdict":"exceeds".*"by":"unreadable","why":"/);
    expect(lines[1]).toBe('{"id":2,"verdict":"inside","grants":["g3","r3"],"excess":[]}');
    expect(code).toBe(0);
  });

  test('is for the platform that the line names', () => {
    const scope = {
      tools: SCOPE.tools,
      reach: [{ id: 'r', kind: 'folder', path: '~/project', access: 'write' }],
    };
    const windows = { platform: 'win32', home: String.raw`C:\Users\u`, cwd: String.raw`C:\work` };
    const { lines } = check(scope, [
      write('c1', String.raw`c:\users\U\PROJECT\a.txt`, windows),
      write('c2', String.raw`C:\Users\u\project\..\b.txt`, windows),
    ]);
    expect(lines.map((line) => /"verdict":"(\w+)"/.exec(line)?.[1])).toEqual(['inside', 'exceeds']);
  });
});

describe('a stream', () => {
  test('uses up limits in its order', () => {
    const add = { server: 'notes', tool: 'add', args: { text: 'x' } };
    const buy = (amount: string): object => ({
      server: 'shop',
      tool: 'buy',
      args: { amount, currency: 'EUR', item: 'a' },
    });
    const { lines } = check(SCOPE, [add, add, add, buy('30'), buy('30'), buy('20'), buy('20')]);
    expect(lines.map((line) => /"verdict":"(\w+)"/.exec(line)?.[1])).toEqual([
      'inside',
      'inside',
      'exceeds',
      'inside',
      'exceeds',
      'inside',
      'exceeds',
    ]);
    expect(lines[2]).toContain('"by":"limit"');
    expect(lines[4]).toContain('of 50 in all, 30 has been spent');
  });

  test('is answered line by line, before it ends', async () => {
    const args = ['check', '--scope', scopeFile(SCOPE), '--data', join(folder, 'data')];
    const child: ChildProcessWithoutNullStreams = spawn(remit, args);
    const verdicts = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async (): Promise<unknown> => (await verdicts.next()).value;
    child.stdin.write(`${JSON.stringify(write('c1', 'a'))}\n`);
    expect(await nextLine()).toContain('"id":"c1","verdict":"inside"');
    child.stdin.write(`${JSON.stringify(write('c2', 'b'))}\n{"id":`);
    expect(await nextLine()).toContain('"id":"c2","verdict":"inside"');
    child.stdin.end('"c3"}');
    expect(await nextLine()).toContain('"id":"c3","verdict":"invalid"');
  });

  test('needs no more memory when it is long', () => {
    const content = 'x'.repeat(20_000);
    const lines = Array.from({ length: 5000 }, (_, at) =>
      JSON.stringify({ ...write(`c${at}`, 'a'), args: { path: 'a', content } }),
    );
    const args = ['check', '--scope', scopeFile(SCOPE), '--data', join(folder, 'data')];
    const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=48' };
    const done = spawnSync(remit, args, {
      encoding: 'utf8',
      env,
      input: lines.join('\n'),
      maxBuffer: 2 ** 28,
    });
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n').filter((line) => line.includes('"inside"'))).toHaveLength(5000);
  });
});

const BAD: readonly (readonly [name: string, line: string, says: string])[] = [
  ['no JSON', 'nonsense', 'not valid JSON'],
  ['a list', '[]', 'not a JSON object'],
  ['a key twice', '{"server":"s","tool":"t","args":{"path":"a","path":"b"}}', 'there twice'],
  [
    'a key twice, escaped',
    String.raw`{"server":"s","tool":"t","args":{"path":"a","p\u0061th":"b"}}`,
    'there twice',
  ],
  [
    'a key twice in different case',
    '{"server":"s","tool":"t","args":{"path":"a","Path":"b"}}',
    'there twice',
  ],
  ['a key that reaches a prototype', '{"server":"s","tool":"t","args":{"__proto__":{}}}', 'is not allowed'],
  ['half of a surrogate pair', String.raw`{"server":"s","tool":"t","args":{"a":"\ud800"}}`, 'surrogate'],
  ['deep nesting', `{"server":"s","tool":"t","args":{"a":${'['.repeat(70)}${']'.repeat(70)}}}`, 'nest'],
  ['absurd nesting', `{"server":"s","tool":"t","args":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`, 'nests'],
  ['a key that is not known', '{"server":"s","tool":"t","grants":["g1"]}', '`grants` is not known'],
  ['no server', '{"tool":"t"}', '`server`'],
  ['a server that is none', '{"server":"","tool":"t"}', '`server`'],
  ['no tool', '{"server":"s"}', '`tool`'],
  ['arguments that are a list', '{"server":"s","tool":"t","args":[]}', '`args`'],
  ['the definition of another tool', '{"server":"s","tool":"t","tool_def":{"name":"u"}}', 'another tool'],
  ['a platform that is none', '{"server":"s","tool":"t","platform":"amiga"}', '`platform`'],
  ['a home that is nowhere', '{"server":"s","tool":"t","home":"u"}', '`home`'],
  ['an id that is a list', '{"id":[],"server":"s","tool":"t"}', '`id`'],
];

describe('a line that isn’t one call and nothing else', () => {
  let run: Run = { code: 0, lines: [], err: '' };
  beforeAll(() => {
    run = check(SCOPE, [...BAD.map(([, line]) => line), write('last', 'a')]);
  });

  test('is told by the exit code, and the rest goes on', () => {
    expect(run.code).toBe(1);
    expect(run.lines).toHaveLength(BAD.length + 1);
    expect(run.lines.at(-1)).toContain('"id":"last","verdict":"inside"');
  });

  test.each(BAD.map(([name, , says], at) => ({ name, says, at })))('$name is invalid', ({ says, at }) => {
    expect(run.lines[at]).toContain(`"verdict":"invalid","error":"line ${at + 1}: `);
    expect(run.lines[at]).toContain(says);
  });

  test('it keeps its id where that can be read', () => {
    const { lines } = check(SCOPE, ['{"id":7,"server":"s","tool":"t","what":1}']);
    expect(lines).toEqual(['{"id":7,"verdict":"invalid","error":"line 1: the key `what` is not known"}']);
  });

  test('blank lines are nothing', () => {
    expect(check(SCOPE, ['', write('c1', 'a'), '  ']).lines).toHaveLength(1);
  });
});

describe('a definition', () => {
  const tool_def = {
    name: 'send',
    description: 'Sends a message',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  };
  const line = { id: 'c', server: 'chat', tool: 'send', args: {} };

  test('is what a grant that names its hash is bound to', () => {
    const bound = (definition: string): unknown => ({
      tools: [{ id: 'g', server: 'chat', tool: 'send', definition, otherArgs: 'any' }],
    });
    const hash = sha256(
      '{"description":"Sends a message","inputSchema":{"properties":{"text":{"type":"string"}},"type":"object"},"name":"send"}',
    );
    const changed = { ...tool_def, description: 'Sends a message to everyone' };
    const run = check(bound(hash), [{ ...line, tool_def }, { ...line, tool_def: changed }, line]);
    expect(run.lines.map((one) => /"verdict":"(\w+)"/.exec(one)?.[1])).toEqual([
      'inside',
      'exceeds',
      'exceeds',
    ]);
    expect(run.lines[1]).toContain('"by":"definition"');
  });

  test('doesn’t matter to a grant that names none', () => {
    const scope = { tools: [{ id: 'g', server: 'chat', tool: 'send', otherArgs: 'any' }] };
    const { lines } = check(scope, [{ ...line, tool_def }, line]);
    expect(lines.map((one) => /"verdict":"(\w+)"/.exec(one)?.[1])).toEqual(['inside', 'inside']);
  });
});

describe('a registered server', () => {
  test('is the one that a grant’s identity is of', () => {
    const data = join(folder, 'data');
    mkdirSync(data, { recursive: true });
    const add = runRemit(['server', 'add', 'mine', '--cwd', '/', '--data', data, '--', 'node', 'server.js']);
    expect(add.err).toBe('');
    const other = '0'.repeat(64);
    const own = sha256('["node",["server.js"],"/",[]]');
    const scope = (identity: string): unknown => ({
      tools: [{ id: 'g', server: 'mine', tool: 't', identity, otherArgs: 'any' }],
    });
    const line = { id: 'c', server: 'mine', tool: 't', args: { a: 1 } };
    expect(check(scope(own), [line]).lines[0]).toContain('"inside"');
    expect(check(scope(other), [line]).lines[0]).toContain('"by":"server"');
  });
});

describe('what keeps it from starting', () => {
  test.each([
    ['no scope file', ['check'], '--scope'],
    ['a scope file that isn’t there', ['check', '--scope', '/nowhere/scope.json'], "can't be read"],
    ['an option that is none', ['check', '--scope', 'x', 'more'], '`more`'],
  ])('%s: exit code 2', (_name, args, says) => {
    const done = runRemit(args);
    expect(done.code).toBe(2);
    expect(done.err).toContain(says);
    expect(done.out).toBe('');
  });

  test.each([
    ['a key that is not known', '{"tool":[]}', 'tool'],
    ['a key twice', '{"tools":[],"tools":[]}', 'there twice'],
    ['absurd nesting', `{"tools":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nests more than 64 levels'],
    ['a relative path', '{"reach":[{"id":"r","kind":"file","path":"a","access":"read"}]}', 'absolute'],
  ])('a scope with %s: exit code 2', (_name, scope, says) => {
    const { code, lines, err } = check(scope, [write('c1', 'a')]);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(lines).toEqual([]);
  });
});
