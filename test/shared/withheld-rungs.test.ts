import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import { decide } from '../../shared/core/decide.ts';
import { ladders } from '../../shared/core/ladder.ts';
import { promptContent, type PromptContent } from '../../shared/core/prompt-content.ts';
import { askingCall, command, contextOf, file, holding, NOW, site, value } from '../support/asking-call.ts';

const SECRET = 'q7Xdb6mD3cAqoZ';
const TOKEN = 'T0123ABCD/B0123ABCD/q7Xdb6mD3cAqoZq7Xdb6mD3c';
const anyTool = holding([{ server: '*', tool: '*', args: {} }]);

function contentOf(call: Call): PromptContent {
  const context = { ...contextOf({ held: [anyTool] }), serverCommand: 'server', description: null };
  const verdict = decide(call, context.scope, NOW);
  if (verdict.kind !== 'exceeds') throw new Error(`it is ${verdict.kind}`);
  return promptContent(call, verdict, ladders(call, verdict.excess, context), context);
}

function rungs({ excess }: PromptContent): readonly string[] {
  return excess.flatMap((one) => one.rungs.map(({ id }) => id.replace(/^\d+\./, '')));
}

/** What would be stored of every answer that is offered. */
function stored(call: Call): string {
  const context = contextOf({ held: [anyTool] });
  const verdict = decide(call, context.scope, NOW);
  const offered = verdict.kind === 'exceeds' ? ladders(call, verdict.excess, context) : [];
  return JSON.stringify(
    offered.flatMap(({ offers }) =>
      offers.map(({ rung, parts }) => [rung.words, parts((suffix) => grantIdSchema.parse(`g.${suffix}`))]),
    ),
  );
}

describe('what holds a secret is allowed once', () => {
  test.each<[what: string, call: Call, left: readonly string[]]>([
    ['a value', askingCall('login', { password: SECRET }, [value('/password', SECRET)]), ['any', 'tool']],
    [
      'a command',
      askingCall('run', { command: `deploy --password ${SECRET}` }, [
        command('/command', `deploy --password ${SECRET}`),
      ]),
      ['tool'],
    ],
    [
      'a line',
      askingCall('run', { command: `x=$(a) deploy --password ${SECRET}` }, [
        command('/command', `x=$(a) deploy --password ${SECRET}`, null),
      ]),
      ['tool'],
    ],
    [
      'an address',
      askingCall('open', { url: `https://hooks.slack.com/services/${TOKEN}` }, [
        site('/url', 'hooks.slack.com', `/services/${TOKEN}`),
      ]),
      ['origin', 'domain', 'any'],
    ],
  ])('%s', (_what, call, left) => {
    const content = contentOf(call);
    expect(content.excess.map(({ exceeds }) => exceeds).join()).toContain(
      'it holds a secret, so it can’t be remembered',
    );
    expect(left).toEqual(expect.arrayContaining([...rungs(content)]));
    expect(stored(call)).not.toMatch(/q7Xdb6mD3c/);
  });

  test('and shown whole: the user has to see what is sent', () => {
    const content = contentOf(askingCall('login', { password: SECRET }, [value('/password', SECRET)]));
    expect(content.args.text).toContain(SECRET);
  });

  test('while the same without a secret is offered as ever, and nothing is said', () => {
    const content = contentOf(askingCall('login', { mode: 'fast' }, [value('/mode', 'fast')]));
    expect(rungs(content)).toContain('this');
    expect(content.excess.map(({ exceeds }) => exceeds).join()).not.toContain('secret');
    const path = contentOf(
      askingCall('read', { path: '/p/secret/token.txt' }, [file('/path', '/p/secret/token.txt')]),
    );
    expect(rungs(path)).toContain('this');
  });
});

test('an exact call with a secret in a text beside what exceeds isn’t offered', () => {
  const args = { path: '/p/a', note: `password=${SECRET}` };
  const call = askingCall('write', args, [file('/path', '/p/a', 'write')]);
  const context = contextOf({});
  const verdict = decide(call, context.scope, NOW);
  if (verdict.kind !== 'exceeds') throw new Error('it has to exceed');
  const ids = ladders(call, verdict.excess, context).flatMap(({ offers }) =>
    offers.map(({ rung }) => rung.id),
  );
  expect(ids).not.toContain('0.call');
  expect(ids.length).toBeGreaterThan(0);
});
