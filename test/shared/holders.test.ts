import { describe, expect, test } from 'vitest';
import { sessionIdSchema, sha256Schema, taskIdSchema } from '../../shared/contract/ids.ts';
import type { Grant, Grantee, Lifetime } from '../../shared/contract/scope.ts';
import { Holders, isFor, isLive, type Moment } from '../../shared/core/holders.ts';
import { UNUSED } from '../../shared/core/usage.ts';
import { INSTANTS, NOW } from '../laws/arbitrary-call.ts';
import { partId, someCall, someGrant } from '../laws/some-call.ts';

const [BEFORE = NOW, , AFTER = NOW] = INSTANTS;
const here = someCall({ task: taskIdSchema.parse('t-1') });

function moment(changes: Partial<Moment> = {}): Moment {
  const { agent, session, task, digest } = here;
  return { agent, session, task, digest, now: NOW, usage: UNUSED, ...changes };
}

function held(...grants: readonly Grant[]): Holders {
  const holders = new Holders();
  for (const grant of grants) holders.add(partId(`${grant.id}.r0`), grant);
  return holders;
}

const always = (id: string, terms: Partial<Grant> = {}): Grant => someGrant(id, {}, terms);
const until = (id: string, at: typeof NOW): Grant => always(id, { lifetime: { kind: 'until', at } });
const limited = (id: string, counter: string): Grant => always(id, { limits: [{ counter, maxCalls: 5 }] });

describe('lifetimes', () => {
  const other = {
    session: sessionIdSchema.parse('s-2'),
    task: taskIdSchema.parse('t-2'),
    digest: sha256Schema.parse('d'.repeat(64)),
  };
  test.each<[string, Lifetime, boolean]>([
    ['always', { kind: 'always' }, true],
    ['until a later instant', { kind: 'until', at: AFTER }, true],
    ['until this very instant', { kind: 'until', at: NOW }, false],
    ['until an earlier instant', { kind: 'until', at: BEFORE }, false],
    ['in this session', { kind: 'session', session: here.session }, true],
    ['in another session', { kind: 'session', session: other.session }, false],
    ['in this task', { kind: 'task', task: taskIdSchema.parse('t-1') }, true],
    ['in another task', { kind: 'task', task: other.task }, false],
    ['for this call', { kind: 'once', digest: here.digest }, true],
    ['for another call', { kind: 'once', digest: other.digest }, false],
  ])('%s', (_name, lifetime, expected) => {
    expect(isLive(lifetime, moment())).toBe(expected);
    expect(held(always('g', { lifetime })).at(moment()) !== null).toBe(expected);
  });

  test('a grant for a task is nothing to a call without one', () => {
    const lifetime: Lifetime = { kind: 'task', task: taskIdSchema.parse('t-1') };
    expect(held(always('g', { lifetime })).at(moment({ task: null }))).toBeNull();
  });
});

describe('agents', () => {
  const run = (executable: string) => ({
    name: 'agent',
    process: { pid: 1, executable, command: '', cwd: '/' },
    claims: null,
  });
  test.each<[string, Grantee, Moment['agent'], boolean]>([
    ['anyone', 'any', here.agent, true],
    ['the name, where no program is bound', { name: 'agent', executable: null }, here.agent, true],
    ['the name and the program', { name: 'agent', executable: '/bin/a' }, run('/bin/a'), true],
    ['the name with another program', { name: 'agent', executable: '/bin/a' }, run('/tmp/a'), false],
    ['the name with a program that isn’t known', { name: 'agent', executable: '/bin/a' }, here.agent, false],
    ['another name with the program', { name: 'other', executable: '/bin/a' }, run('/bin/a'), false],
    [
      'another name that it claims',
      { name: 'other', executable: null },
      { ...here.agent, claims: { name: 'other', version: '1' } },
      false,
    ],
  ])('%s', (_name, grantee, agent, expected) => {
    expect(isFor(grantee, agent)).toBe(expected);
    expect(held(always('g', { agent: grantee })).at(moment({ agent })) !== null).toBe(expected);
  });
});

describe('which grant is named', () => {
  test('one without limits before one with, the longer-lived before the shorter, whatever came first', () => {
    const grants = [limited('a', 'k'), until('b', AFTER), always('d'), always('c')];
    expect(held(...grants).at(moment())).toBe('c.r0');
    expect(held(...grants.toReversed()).at(moment())).toBe('c.r0');
    expect(held(limited('a', 'k'), until('b', AFTER)).at(moment())).toBe('b.r0');
  });

  test('one that counts is found behind those that don’t', () => {
    const usage = { ...UNUSED, hasLapsed: (id: string) => id === 'a' || id === 'b' };
    const holders = held(
      always('a'),
      always('b'),
      always('c'),
      until('d', AFTER),
      until('e', BEFORE),
      until('f', BEFORE),
    );
    expect(holders.at(moment({ usage }))).toBe('c.r0');
    expect([...holders.live(moment({ usage }))].map(({ part }) => part)).toEqual(['c.r0', 'd.r0']);
  });

  test('the parts of one grant are found by it', () => {
    const [one, two] = [always('a'), always('b')];
    const holders = held(one, two);
    expect(holders.of(one)).toEqual(['a.r0']);
    holders.add(partId('a.r1'), one);
    expect(holders.of(one)).toEqual(['a.r0', 'a.r1']);
    expect(holders.of(always('c'))).toEqual([]);
  });

  test('where none counts, the one to speak of is the nearest to it, whatever came first', () => {
    const other = { agent: { name: 'x', executable: null } };
    const grants = [until('a', BEFORE), always('c', other), always('b', other)];
    expect(held(...grants).spokenOf(moment())).toBe('b.r0');
    expect(held(...grants.toReversed()).spokenOf(moment())).toBe('b.r0');
    expect(held(...grants, until('d', AFTER)).spokenOf(moment())).toBe('d.r0');
  });
});

describe('why none counts', () => {
  const reached = { ...UNUSED, isReached: () => true };
  const lapsed = { ...UNUSED, hasLapsed: () => true };
  const another = always('a', { agent: { name: 'other', executable: null } });
  test('the reason that is nearest to counting', () => {
    expect(held(always('g')).idle(moment())).toBeNull();
    expect(held(another, until('e', BEFORE)).idle(moment())).toBe('agent');
    expect(held(always('g'), another).idle(moment({ usage: lapsed }))).toBe('lapsed');
    expect(held(limited('g', 'k'), another).idle(moment({ usage: reached }))).toBe('limit');
    expect(held(until('e', BEFORE)).idle(moment())).toBe('ended');
  });

  test('a limit of no calls is reached before the first', () => {
    expect(held(always('g', { limits: [{ counter: 'k', maxCalls: 0 }] })).idle(moment())).toBe('limit');
    expect(held(always('g', { limits: [{ counter: 'k', perMinute: 0 }] })).idle(moment())).toBe('limit');
  });

  test('one reached limit of several is enough', () => {
    const usage = { ...UNUSED, isReached: ({ counter }: { counter: string }) => counter === 'k2' };
    const grant = always('g', {
      limits: [
        { counter: 'k1', maxCalls: 5 },
        { counter: 'k2', maxCalls: 5 },
      ],
    });
    expect(held(grant).at(moment({ usage }))).toBeNull();
    expect(held(limited('g', 'k1')).at(moment({ usage }))).toBe('g.r0');
  });
});
