import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { UNUSED } from '../../shared/core/usage.ts';
import { fileReach, HERE, someCall, someGrant, valueReach, verdictOf } from '../laws/some-call.ts';

const recipient = (address: string): Reach => ({
  kind: 'recipient',
  pointer: '/to',
  asked: address,
  address,
});
const spend = (amount: string): Reach => ({
  kind: 'spend',
  pointer: '/n',
  asked: amount,
  amount,
  currency: 'EUR',
});
const anyTool = someGrant('any', { tools: [{ otherArgs: 'any' }] });

describe('what came in one answer is one piece', () => {
  const send = (path: string, to: string, more: JsonObject = {}) =>
    someCall({
      args: { path, to, ...more },
      reaches: [
        fileReach('/path', path),
        recipient(to),
        ...Object.keys(more).map((name) => valueReach(`/${name}`)),
      ],
    });
  const answer = (id: string, path: string, to: string, args: object = {}) =>
    someGrant(id, {
      tools: [{ args: { '/path': { reach: true }, '/to': { reach: true }, ...args } }],
      reach: [
        { kind: 'file', path, access: 'read', ...HERE },
        { kind: 'recipient', address: to, ...HERE },
      ],
    });
  const open = answer('a', '/p/public', '*@partner.test');
  const own = answer('b', '/p/secret', 'me@acme.test');

  test('two answers that say the same of the tool do not add up', () => {
    expect(verdictOf(send('/p/public', 'x@partner.test'), [open, own])).toEqual({
      kind: 'inside',
      grants: ['a.t0', 'a.r0', 'a.r1'],
    });
    expect(verdictOf(send('/p/secret', 'me@acme.test'), [open, own])).toEqual({
      kind: 'inside',
      grants: ['b.t0', 'b.r0', 'b.r1'],
    });
    expect(verdictOf(send('/p/secret', 'x@partner.test'), [open, own]).kind).toBe('exceeds');
    expect(verdictOf(send('/p/public', 'me@acme.test'), [own, open]).kind).toBe('exceeds');
  });

  test('an answer about fewer arguments lends nothing to one about more', () => {
    const loud = answer('c', '/p/other', 'me@acme.test', { '/loud': { equals: true } });
    expect(verdictOf(send('/p/other', 'me@acme.test', { loud: true }), [open, loud]).kind).toBe('inside');
    expect(verdictOf(send('/p/public', 'x@partner.test', { loud: true }), [open, loud]).kind).toBe('exceeds');
  });

  test('what is granted for the tool as such counts beside every answer', () => {
    const free = someGrant('f', { reach: [{ kind: 'recipient', address: 'me@acme.test', ...HERE }] });
    expect(verdictOf(send('/p/public', 'me@acme.test'), [open, free])).toEqual({
      kind: 'inside',
      grants: ['a.t0', 'a.r0', 'f.r0'],
    });
    const notHere = [
      { ...HERE.with, tool: 'get' },
      { ...HERE.with, server: 'Box' },
      { ...HERE.with, identity: 'f'.repeat(64) },
    ];
    for (const bound of notHere) {
      const elsewhere = someGrant('f', {
        reach: [{ kind: 'recipient', address: 'me@acme.test', with: bound }],
      });
      expect(verdictOf(send('/p/public', 'me@acme.test'), [open, elsewhere]).kind).toBe('exceeds');
    }
  });

  test('the same answer given twice, once ended, still counts once', () => {
    const ended = { ...open, id: own.id, lifetime: { kind: 'until', at: someCall().at } } as const;
    expect(verdictOf(send('/p/public', 'x@partner.test'), [ended, open]).kind).toBe('inside');
  });
});

describe('money that several grants give', () => {
  const total = (id: string) => someGrant(id, { reach: [{ kind: 'spend', currency: 'EUR', total: '10' }] });
  const usage = { ...UNUSED, spent: (id: string) => (id === 'a.r0' ? '10' : '0') };

  test('one that is used up doesn’t stand before another that says the same', () => {
    const call = someCall({ args: { n: '5' }, reaches: [spend('5')] });
    const [used, fresh] = [total('a'), total('b')];
    expect(verdictOf(call, [anyTool, used], { usage }).kind).toBe('exceeds');
    expect(verdictOf(call, [anyTool, fresh], { usage }).kind).toBe('inside');
    expect(verdictOf(call, [anyTool, used, fresh], { usage })).toEqual({
      kind: 'inside',
      grants: ['any.t0', 'b.r0'],
    });
    expect(verdictOf(call, [anyTool, fresh, used], { usage })).toEqual({
      kind: 'inside',
      grants: ['any.t0', 'b.r0'],
    });
  });

  test('what is said of them doesn’t depend on their order', () => {
    const call = someCall({ args: { n: '11' }, reaches: [spend('11')] });
    const [used, fresh] = [total('a'), total('b')];
    expect(verdictOf(call, [anyTool, used, fresh], { usage })).toEqual(
      verdictOf(call, [fresh, used, anyTool], { usage }),
    );
  });
});

describe('tools', () => {
  test.each([
    ['box', 'put', true],
    ['*', '*', true],
    ['b*', 'p*t', true],
    ['box', 'pu', false],
    ['bo', 'put', false],
    ['Box', 'put', false],
    ['box', 'put*t', false],
  ])('%s > %s', (server, tool, expected) => {
    expect(verdictOf(someCall(), [someGrant('g', { tools: [{ server, tool }] })]).kind === 'inside').toBe(
      expected,
    );
  });

  test('a name that an agent makes up is no pattern', () => {
    expect(verdictOf(someCall({ tool: '*' }), [someGrant('g', { tools: [{}] })]).kind).toBe('exceeds');
  });

  test('a changed definition is not the one that was granted', () => {
    const { definition } = someCall();
    if (definition.kind !== 'listed') throw new Error('listed');
    const changed = someCall({ definition: { ...definition, changed: true } });
    const bound = someGrant('g', { tools: [{ definition: definition.hash }] });
    expect(verdictOf(changed, [someGrant('g', { tools: [{}] })]).kind).toBe('exceeds');
    expect(verdictOf(changed, [bound]).kind).toBe('inside');
    expect(verdictOf(someCall({ definition: { kind: 'unlisted' } }), [bound]).kind).toBe('exceeds');
    expect(verdictOf(someCall({ definition: { kind: 'ambiguous' } }), [bound, anyTool]).kind).toBe('exceeds');
  });

  test('names are remembered, and more of them than fit are looked up anew', () => {
    const scope = compileScope([anyTool], (path) => path);
    for (let at = 0; at < 2000; at += 1) expect(scope.fitting('box', `t${at}`).indexes).toHaveLength(0);
    expect(scope.fitting('box', 'put').indexes).toHaveLength(1);
  });

  test('an argument that has to be a reach has to touch something', () => {
    const grant = someGrant('g', {
      tools: [{ args: { '/path': { reach: true } } }],
      reach: [{ kind: 'folder', path: '/p', access: 'read' }],
    });
    const args = { path: ['/p/a'] };
    expect(verdictOf(someCall({ args, reaches: [fileReach('/path/0', '/p/a')] }), [grant]).kind).toBe(
      'inside',
    );
    expect(verdictOf(someCall({ args }), [grant]).kind).toBe('exceeds');
    expect(verdictOf(someCall({ args, reaches: [fileReach('/pathology', '/p/a')] }), [grant]).kind).toBe(
      'exceeds',
    );
  });
});

describe('paths', () => {
  const within = (path: string, kind: 'file' | 'folder' = 'folder') =>
    someGrant('p', { reach: [{ kind, path, access: 'write' }] });
  const put = (path: string, changes: object = {}) =>
    someCall({ args: { p: path }, reaches: [fileReach('/p', path, changes)] });

  test('a folder covers itself and all beneath, a file only itself', () => {
    expect(verdictOf(put('/a/b'), [anyTool, within('/a')]).kind).toBe('inside');
    expect(verdictOf(put('/a', { kind: 'folder' }), [anyTool, within('/a')]).kind).toBe('inside');
    expect(verdictOf(put('/ab'), [anyTool, within('/a')]).kind).toBe('exceeds');
    expect(verdictOf(put('/'), [anyTool, within('/a')]).kind).toBe('exceeds');
    expect(verdictOf(put('/a'), [anyTool, within('/a', 'file')]).kind).toBe('inside');
    expect(verdictOf(put('/a/b'), [anyTool, within('/a', 'file')]).kind).toBe('exceeds');
    expect(verdictOf(put('/a', { kind: 'folder' }), [anyTool, within('/a', 'file')]).kind).toBe('exceeds');
  });

  test('a protected place is covered by a grant that names it or lies in it', () => {
    const places = ['/a/key'];
    expect(verdictOf(put('/a/key/x'), [anyTool, within('/a')], { places }).kind).toBe('exceeds');
    expect(verdictOf(put('/a/key/x'), [anyTool, within('/a/key')], { places }).kind).toBe('inside');
    expect(verdictOf(put('/a/key/x'), [anyTool, within('/a/key/x', 'file')], { places }).kind).toBe('inside');
    expect(verdictOf(put('/a/keys'), [anyTool, within('/a')], { places }).kind).toBe('inside');
    expect(verdictOf(put('/a', { kind: 'folder' }), [anyTool, within('/a')], { places }).kind).toBe(
      'exceeds',
    );
  });

  test('names are compared as the volume compares them', () => {
    const grants = [anyTool, within('/Users/U/Project')];
    const judgedOn = (platform: 'linux' | 'darwin') => {
      const key = keyOf(platform);
      const scope = compileScope(grants, key);
      return scope.paths.byKey.has(key('/users/u/project'));
    };
    expect(judgedOn('darwin')).toBe(true);
    expect(judgedOn('linux')).toBe(false);
  });
});
