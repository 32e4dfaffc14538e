import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scopeFileSchema, type ScopeFile } from '../../shared/contract/scope.ts';
import { addServer, remit, removeFolder, temporaryFolder } from '../support/serve.ts';

const HOME = '/home/u';
const PLACE = { cwd: `${HOME}/project`, home: HOME };
const SCOPE = {
  tools: [{ id: 'g1', server: 'filesystem', tool: 'write_file' }],
  reach: [{ id: 'r1', kind: 'folder', path: '~/project', access: 'write' }],
  deny: [{ id: 'd1', kind: 'folder', path: '~/.ssh', access: 'read' }],
};

let folder = '';
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => removeFolder(folder));

type Run = { readonly code: number; readonly out: string; readonly err: string };

function run(command: string, scope: unknown, calls: readonly object[], more: readonly string[] = []): Run {
  const file = join(folder, 'scope.json');
  writeFileSync(file, JSON.stringify(scope));
  const input = calls.map((call) => `${JSON.stringify(call)}\n`).join('');
  const args = [command, '--scope', file, '--data', join(folder, 'data'), ...more];
  const done = spawnSync(remit, args, { encoding: 'utf8', input });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

const linesSchema = z.array(
  z.object({
    id: z.string(),
    excess: z.array(
      z.object({
        kind: z.string(),
        ladder: z.array(
          z.object({
            label: z.string(),
            words: z.string(),
            adds: z.object({
              tools: z.array(z.record(z.string(), z.unknown())),
              reach: z.array(z.record(z.string(), z.unknown())),
            }),
          }),
        ),
      }),
    ),
  }),
);

function proposals(scope: unknown, calls: readonly object[]): z.infer<typeof linesSchema> {
  const lines = run('propose', scope, calls).out.split('\n').slice(0, -1);
  return linesSchema.parse(lines.map((line): unknown => JSON.parse(line)));
}

function asScope(scope: unknown, calls: readonly object[]): { scope: ScopeFile; err: string; code: number } {
  const { out, err, code } = run('propose', scope, calls, ['--as-scope']);
  return { scope: scopeFileSchema.parse(JSON.parse(out)), err, code };
}

/** The lines of those calls that are anything else than `verdict`. */
function other(verdict: string, scope: unknown, calls: readonly object[]): readonly string[] {
  const lines = run('check', scope, calls).out.split('\n').slice(0, -1);
  expect(lines).toHaveLength(calls.length);
  return lines.filter((line) => !line.includes(`"verdict":"${verdict}"`));
}

function write(path: string): object {
  return { id: path, server: 'filesystem', tool: 'write_file', args: { path, content: 'x' }, ...PLACE };
}
function read(path: string): object {
  return { id: path, server: 'filesystem', tool: 'read_text_file', args: { path }, ...PLACE };
}
function command(line: string): object {
  return { id: line, server: 'shell', tool: 'run', args: { command: line }, ...PLACE };
}
function pay(amount: string): object {
  return { id: amount, server: 'shop', tool: 'pay', args: { amount, currency: 'EUR' }, ...PLACE };
}
const CALLS = [
  write('a.txt'),
  write('/srv/b.txt'),
  write('/srv/c.txt'),
  read('/srv/b.txt'),
  read('a.txt'),
  command('git status && npm test'),
  command('for x in 1 2; do echo $x; done'),
  {
    id: 'm',
    server: 'mail',
    tool: 'send',
    args: { to: ['ann@acme.com', 'bob@b.test'], subject: 's' },
    ...PLACE,
  },
  { id: 's', server: 'web', tool: 'fetch', args: { url: 'https://acme.com/a?b=c' }, ...PLACE },
  { id: 'q', server: 'db', tool: 'query', args: { sql: 'SELECT 1' }, ...PLACE },
  { id: 'v', server: 'chat', tool: 'post', args: { channel: '#general', text: 'hello' }, ...PLACE },
  { id: 'n', server: 'chat', tool: 'list', ...PLACE },
];

describe('a proposal', () => {
  test('is for each call that exceeds, narrow to wide, with what a scope file would add', () => {
    const [only, ...more] = proposals(SCOPE, [write('a.txt'), write('/srv/b.txt')]);
    expect(more).toEqual([]);
    expect(only?.id).toBe('/srv/b.txt');
    const ladder = only?.excess[0]?.ladder ?? [];
    expect(ladder.map((rung) => rung.label).slice(0, 2)).toEqual(['This file', 'Folder /srv']);
    expect(ladder[0]?.words).toContain('/srv/b.txt with filesystem > write_file');
    expect(ladder[0]?.adds).toMatchObject({
      tools: [],
      reach: [{ kind: 'file', path: '/srv/b.txt', access: 'write', with: { tool: 'write_file' } }],
    });
  });

  test('of any rung is a piece of a scope that covers what it was for', () => {
    const call = write('/srv/b.txt');
    for (const rung of proposals(SCOPE, [call])[0]?.excess[0]?.ladder ?? [])
      expect(other('inside', { ...SCOPE, reach: [...SCOPE.reach, ...rung.adds.reach] }, [call])).toEqual([]);
  });

  test('is not made of what is denied', () => {
    expect(proposals(SCOPE, [write('~/.ssh/config')])).toEqual([]);
  });
});

describe('a proposed scope', () => {
  test('covers every call that it was made from', () => {
    const { scope, code } = asScope({}, CALLS);
    expect(code).toBe(0);
    expect(other('inside', scope, CALLS)).toEqual([]);
  });

  test('covers them beside what was there, but for what a denial may forbid', () => {
    const { scope, err } = asScope(SCOPE, CALLS);
    const [one, ...more] = other('inside', scope, CALLS);
    expect(one).toContain('"id":"for x in 1 2');
    expect(err).toContain('line 7: a denial');
    expect(more).toEqual([]);
  });

  test('covers no other call', () => {
    const { scope } = asScope({}, CALLS);
    const others = [
      write('/srv/d.txt'),
      write('b.txt'),
      read('/srv/c.txt'),
      command('npm test && git push'),
      { id: 'v', server: 'chat', tool: 'post', args: { channel: '#other', text: 'hello' }, ...PLACE },
    ];
    expect(other('exceeds', scope, others)).toEqual([]);
  });

  test('keeps what was there, and says each thing once', () => {
    const twice = [write('/srv/b.txt'), write('/srv/b.txt')];
    const { scope } = asScope(SCOPE, twice);
    expect(scope.deny).toHaveLength(1);
    expect(scope.tools).toHaveLength(1);
    expect(scope.reach.map((part) => part.id)).toEqual(['r1', 'p1']);
  });

  test('takes no id that is there', () => {
    const taken = { ...SCOPE, reach: [{ ...SCOPE.reach[0], id: 'p1' }] };
    expect(asScope(taken, [write('/srv/b.txt')]).scope.reach.map((part) => part.id)).toEqual(['p1', 'p2']);
  });

  test('lets be spent what was spent in all', () => {
    const scope = { tools: [{ id: 't', server: 'shop', tool: 'pay' }] };
    const calls = [pay('10'), pay('30'), pay('20'), pay('30')];
    const proposed = asScope(scope, calls).scope;
    expect(proposed.reach).toMatchObject([{ kind: 'spend', perCall: '30', total: '90' }]);
    expect(other('inside', proposed, calls)).toEqual([]);
    const [one, ...more] = other('inside', proposed, [...calls, pay('10')]);
    expect(one).toContain('"by":"amount"');
    expect(more).toEqual([]);
  });

  test('never grants everything: what only that would cover is left out and told', () => {
    const odd = { id: 'o', server: 'web', tool: 'fetch', args: { url: 'gopher://x' }, ...PLACE };
    const { scope, err, code } = asScope(SCOPE, [odd, write('~/.ssh/config'), write('/srv/b.txt')]);
    expect(code).toBe(1);
    expect(err).toContain('line 1: ');
    expect(err).toContain('line 2: it is denied (d1)');
    expect(JSON.stringify(asScope({}, [odd]).scope)).not.toContain('"any"');
    expect(JSON.stringify(scope)).not.toContain('"reach":"any"');
    expect(other('inside', scope, [write('/srv/b.txt')])).toEqual([]);
  });

  test('is bound to the server as it is registered', () => {
    addServer(join(folder, 'data'), 'mine', ['node', 'server.js']);
    const call = { id: 'c', server: 'mine', tool: 't', args: {}, ...PLACE };
    const { scope, err } = asScope({}, [call]);
    expect(err).toBe('');
    expect(other('inside', scope, [call])).toEqual([]);
    const identity = '0'.repeat(64);
    const elsewhere = { tools: scope.tools.map((tool) => ({ ...tool, identity })) };
    expect(other('exceeds', elsewhere, [call])).toEqual([]);
    expect(asScope({}, [write('a')]).err).toContain('`filesystem` is not registered');
  });

  test('of a stream with a bad line is of the others', () => {
    const { scope, err, code } = asScope(SCOPE, [{ server: 1 }, write('/srv/b.txt')]);
    expect(code).toBe(1);
    expect(err).toContain('line 1: `server`');
    expect(scope.reach).toHaveLength(2);
  });
});

test('an option that is none: exit code 2', () => {
  expect(run('propose', {}, [], ['more']).code).toBe(2);
  expect(run('propose', { tool: [] }, []).code).toBe(2);
});
