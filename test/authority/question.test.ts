import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolders } from '../../electron/authority/project-folders.ts';
import { question, rememberedGrant, type Question } from '../../electron/authority/question.ts';
import type { Call } from '../../shared/contract/call.ts';
import { taskIdSchema } from '../../shared/contract/ids.ts';
import type { LifetimeChoice } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { askingCall, contextOf, file, folder, NOW, value, verdictOf } from '../support/asking-call.ts';

const program = { pid: 7, executable: '/usr/bin/claude', command: 'claude', cwd: '/p' };
const agent: Call['agent'] = { name: 'Claude Code', process: program, claims: null };
const call = askingCall(
  'write',
  { path: '/p/a', mode: 'x' },
  [file('/path', '/p/a', 'write'), value('/mode', 'x')],
  { agent },
);

function ask(about: Call): Question {
  const context = { ...contextOf({}), serverCommand: 'server', description: null };
  const verdict = decide(about, context.scope, NOW);
  if (verdict.kind !== 'exceeds') throw new Error(`it is ${verdict.kind}`);
  return question(about, verdict, context, context);
}

function remember(about: Call, rungs: readonly string[], lifetime: LifetimeChoice = 'always'): Grant {
  return rememberedGrant(about, ask(about), { kind: 'remember', rungs, lifetime }, Date.parse(NOW));
}

describe('what is remembered of an answer', () => {
  test('is for the agent that asked, as the program that it is', () => {
    const grant = remember(call, ['0.now', '1.this']);
    expect(grant.agent).toEqual({ name: 'Claude Code', executable: '/usr/bin/claude' });
    expect(verdictOf(call, [grant])).toBe('inside');
    const another = { ...agent, process: { ...program, executable: '/tmp/claude' } };
    expect(verdictOf({ ...call, agent: another }, [grant])).toBe('exceeds');
    expect(remember({ ...call, agent: { ...agent, process: null } }, ['0.call']).agent).toEqual({
      name: 'Claude Code',
      executable: null,
    });
  });

  test('says in one sentence all that was chosen', () => {
    expect(remember(call, ['0.now', '1.folder']).words).toBe(
      'Claude Code may use files > write on what is granted, with mode = "x" and no other arguments but text and options; ' +
        'may read and write anything in /p with files > write; and nothing else',
    );
  });

  test('is one rung of a ladder, and the one that settles all alone', () => {
    expect(remember(call, ['0.call', '1.anywhere']).words).not.toContain('anything in /');
    expect(remember(call, ['1.this', '1.anywhere']).words).not.toContain('anything in /');
    expect(remember(call, ['1.anything', '9.this'])).toMatchObject({ tools: [], reach: [] });
  });

  test('lasts as long as was chosen', () => {
    const session = { kind: 'session', session: call.session };
    expect(remember(call, ['0.call'], 'session').lifetime).toEqual(session);
    expect(remember(call, ['0.call'], 'hour').lifetime).toEqual({
      kind: 'until',
      at: '2026-06-01T13:00:00.000Z',
    });
    expect(remember(call, ['0.call'], 'task').lifetime).toEqual(session);
    const task = taskIdSchema.parse('t-1');
    expect(remember({ ...call, task }, ['0.call'], 'task').lifetime).toEqual({ kind: 'task', task });
  });

  test('has ids that no other answer has', () => {
    const ids = [remember(call, ['0.now', '1.this']), remember(call, ['0.now', '1.this'])].flatMap(
      (grant) => [grant.id, ...grant.tools.map((part) => part.id), ...grant.reach.map((part) => part.id)],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('a question has an id and a digest of its own', () => {
  const [one, other] = [ask(call).request, ask(call).request];
  expect(one.id).not.toBe(other.id);
  expect(one.digest).not.toBe(other.digest);
});

describe('the project of a path', () => {
  let home: string;
  const same = (path: string): string => path;
  const projectOf = (path: string): string | undefined => {
    const about = askingCall('x', {}, [folder('/path', path)]);
    return projectFolders(about, { home, keyOf: same }).get(path);
  };
  beforeAll(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'remit-project-')));
    mkdirSync(join(home, 'p', 'src', 'deep'), { recursive: true });
    mkdirSync(join(home, 'docs'));
    mkdirSync(join(home, '.git'));
    writeFileSync(join(home, 'p', 'package.json'), '{}');
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test('is the nearest folder above it that looks like one', () => {
    expect(projectOf(join(home, 'p', 'src', 'deep'))).toBe(join(home, 'p'));
  });

  test('is never the home folder, and none where nothing looks like one', () => {
    expect(projectOf(join(home, 'docs'))).toBeUndefined();
    expect(projectOf(home)).toBeUndefined();
  });
});
