import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { taskIdSchema } from '../../shared/contract/ids.ts';
import { decide } from '../../shared/core/decide.ts';
import { ladders } from '../../shared/core/ladder.ts';
import { promptContent, type PromptContent } from '../../shared/core/prompt-content.ts';
import {
  askingCall,
  command,
  contextOf,
  file,
  folder,
  holding,
  NOW,
  recipient,
  site,
  spend,
  value,
  type AskOptions,
} from '../support/asking-call.ts';

const anyTool = holding([{ server: '*', tool: '*', otherArgs: 'any' }]);

function contentOf(call: Call, options: AskOptions = { held: [anyTool] }): PromptContent {
  const context = { ...contextOf(options), serverCommand: 'server', description: 'It writes.' };
  const verdict = decide(call, context.scope, NOW);
  if (verdict.kind !== 'exceeds') throw new Error(`it is ${verdict.kind}`);
  return promptContent(call, verdict, ladders(call, verdict.excess, context), context);
}

function sentenceOf(call: Call): string {
  const { who, verb, what, how } = contentOf(call).sentence;
  return `${who} ${verb} ${what} ${how}`;
}

describe('the sentence', () => {
  test.each<[string, Call, string]>([
    [
      'a write',
      askingCall('write', {}, [file('/path', '/home/u/a', 'write')]),
      'agent wants to write ~/a with files > write',
    ],
    [
      'several files',
      askingCall(
        'read',
        {},
        ['/a', '/b', '/c', '/d'].map((path, at) => file(`/paths/${at}`, path)),
      ),
      'agent wants to read /a, /b and 2 more with files > read',
    ],
    [
      'a copy',
      askingCall('copy', {}, [file('/from', '/a'), file('/to', '/b', 'write')]),
      'agent wants to write /b and read /a, with files > copy',
    ],
    [
      'a line with what it redirects to',
      askingCall('run', { line: 'ls > /x && pwd' }, [
        command('/line', 'ls > /x', ['ls']),
        command('/line', 'pwd'),
        file('/line', '/x', 'write'),
      ]),
      'agent wants to run ls > /x && pwd with files > run',
    ],
    [
      'mail with an attachment',
      askingCall('send', {}, [
        recipient('/to/0', 'a@x.org'),
        recipient('/to/1', 'b@x.org'),
        file('/file', '/r.pdf'),
      ]),
      'agent wants to send to a@x.org and b@x.org and read /r.pdf, with files > send',
    ],
    [
      'money',
      askingCall('pay', {}, [spend('/a', '50'), spend('/b', '0.5')]),
      'agent wants to spend 50.50 EUR with files > pay',
    ],
    [
      'a page',
      askingCall('open', {}, [site('/url', 'x.org', '/a')]),
      'agent wants to open https://x.org/a with files > open',
    ],
    [
      'a form',
      askingCall('open', {}, [site('/url', 'x.org', '/a', { method: 'POST' })]),
      'agent wants to POST to https://x.org/a with files > open',
    ],
    [
      'statements',
      askingCall('query', {}, [
        { kind: 'database', pointer: '/sql', asked: 'x', name: 'main', access: 'read' },
        { kind: 'database', pointer: '/sql', asked: 'y', name: 'main', access: 'write' },
      ]),
      'agent wants to change database main with files > query',
    ],
  ])('of %s', (_what, call, expected) => {
    expect(sentenceOf(call)).toBe(expected);
  });

  test('of nothing that is known names the tool', () => {
    const { sentence } = contentOf(askingCall('now', {}, []), {});
    expect(`${sentence.verb} ${sentence.what} ${sentence.how}`).toBe('wants to use now of files');
  });
});

describe('an excess in words', () => {
  const grant = holding(
    [{ server: '*', tool: '*', otherArgs: 'any' }],
    [
      { kind: 'folder', path: '/home/u/p', access: 'read' },
      { kind: 'site', origin: 'https://acme.com', methods: ['GET'] },
      { kind: 'recipient', address: '*@acme.com' },
      { kind: 'spend', currency: 'EUR', perCall: '20' },
      { kind: 'command', argv: ['git', 'push'], match: 'exact' },
      { kind: 'database', name: 'main', access: 'read' },
    ],
  );
  test.each<[string, Call, readonly [string, string, string]]>([
    [
      'a place',
      askingCall('x', {}, [file('/path', '/etc/x')]),
      ['~/p (read)', 'read /etc/x', 'place: it lies outside'],
    ],
    [
      'kind of access',
      askingCall('x', {}, [folder('/path', '/home/u/p/a', 'write')]),
      ['~/p (read)', 'read or write anything in ~/p/a', 'kind of access: you granted reading only'],
    ],
    [
      'a method',
      askingCall('x', {}, [site('/url', 'acme.com', '/', { method: 'POST' })]),
      ['GET https://acme.com', 'POST https://acme.com/', 'method: it is another'],
    ],
    [
      'a site',
      askingCall('x', {}, [site('/url', 'evil.org', '/', { method: null })]),
      ['GET https://acme.com', 'open https://evil.org/', 'site: it is another'],
    ],
    [
      'a recipient',
      askingCall('x', {}, [recipient('/to', 'a@evil.org')]),
      ['*@acme.com', 'send to a@evil.org', 'recipient: it is another'],
    ],
    [
      'an amount',
      askingCall('x', {}, [spend('/a', '20.5')]),
      ['up to 20 EUR at a time', 'spend 20.50 EUR', 'amount: 20.5 is more than 20 at a time'],
    ],
    [
      'a database',
      askingCall('x', {}, [{ kind: 'database', pointer: '/sql', asked: 'x', name: 'main', access: 'write' }]),
      ['main (read)', 'change database main', 'kind of access: it is more than you granted'],
    ],
    [
      'what is not clear',
      askingCall('x', {}, [{ kind: 'undetermined', pointer: '/a', asked: '$A', why: 'it is not fixed' }]),
      ['nothing of this kind', '$A', 'unclear: it is not fixed'],
    ],
  ])('of %s', (_what, call, [granted, asks, exceeds]) => {
    expect(contentOf(call, { held: [grant] }).excess[0]).toMatchObject({ granted, asks, exceeds });
  });
});

describe('what is shown', () => {
  test('marks each command of a line inside or outside, with what kept it out', () => {
    const held = holding(
      [{ server: '*', tool: '*' }],
      [
        { kind: 'command', argv: ['ls'], match: 'exact' },
        { kind: 'command', argv: ['git', 'push'], match: 'exact' },
      ],
    );
    const line = 'ls && git push -f && rm a';
    const call = askingCall(
      'run',
      { line },
      ['ls', 'git push -f', 'rm a'].map((text) => command('/line', text)),
    );
    expect(contentOf(call, { held: [held] }).commands).toEqual([
      { pointer: '/line', text: 'ls', standing: 'inside', why: 'granted' },
      { pointer: '/line', text: 'git push -f', standing: 'outside', why: '`-f` is more than was granted' },
      { pointer: '/line', text: 'rm a', standing: 'outside', why: 'not granted; the nearest is git push' },
    ]);
  });

  test('points from an excess to the one whose rungs answer it', () => {
    const call = askingCall('send', { to: 'me' }, [
      file('/paths/0', '/a'),
      file('/paths/1', '/b'),
      value('/to', 'me'),
    ]);
    const { excess, rememberable } = contentOf(call, {});
    expect(excess.map((one) => one.answeredBy)).toEqual([null, null, 1, 0]);
    expect(excess.map((one) => one.rungs.length > 0)).toEqual([true, true, false, false]);
    expect(rememberable).toBe(true);
  });

  test('is not to be remembered when it cannot be shown whole', () => {
    const call = askingCall('write', { text: 'x'.repeat(300_000) }, [file('/path', '/a')]);
    const { rememberable, args, excess } = contentOf(call);
    expect(rememberable).toBe(false);
    expect(args.complete).toBe(false);
    expect(excess.every((one) => one.rungs.length === 0 && one.answeredBy === null)).toBe(true);
  });

  test('offers the task as a time only to a call that has one', () => {
    const call = askingCall('read', {}, [file('/path', '/a')]);
    expect(contentOf(call).lifetimes).toEqual(['session', 'hour', 'always']);
    const inTask = { ...call, task: taskIdSchema.parse('t-1') };
    expect(contentOf(inTask).lifetimes).toEqual(['session', 'task', 'hour', 'always']);
  });
});

test('names the folder of the agent as the sentence names places', () => {
  const call = askingCall('write', {}, [file('/path', '/home/u/a', 'write')]);
  const process = { pid: 1, executable: '/home/u/bin/agent', command: 'agent', cwd: '/home/u/project' };
  const { agent } = contentOf({ ...call, agent: { ...call.agent, process } });
  expect(agent.process).toEqual({ ...process, cwd: '~/project' });
});
