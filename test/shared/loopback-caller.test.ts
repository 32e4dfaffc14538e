import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callerProblem, type LoopbackCaller } from '../../shared/core/loopback-caller.ts';

const good: LoopbackCaller = {
  host: 'localhost:7777',
  origin: null,
  token: 'a-long-token',
  expectedToken: 'a-long-token',
};

describe('the host', () => {
  test.each([
    'localhost',
    'LocalHost:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '127.255.0.9:80',
    '[::1]',
    '[::1]:7777',
  ])('`%s` is this machine', (host) => expect(callerProblem({ ...good, host })).toBeNull());

  test.each([
    null,
    '',
    'evil.test',
    'evil.test:7777',
    'localhost.evil.test:7777',
    'evil.test#localhost',
    'localhost@evil.test',
    'evil.test@localhost',
    'localhost:7777@evil.test',
    'localhost.',
    'localhost:',
    'localhost:0',
    'localhost:65536',
    'localhost:7777:7777',
    ' localhost',
    'localhost\n',
    'localhost, evil.test',
    '127.0.0.1.evil.test',
    '127.0.0.1.nip.io',
    '127.0.0',
    '127.1',
    '127.0.0.256',
    '127.0.0.01',
    '0127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0.0.0.0',
    '0',
    '192.168.0.1',
    '::1',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::1',
    '[::1]evil.test',
    '[::1%25eth0]',
  ])('%j is not', (host) => expect(callerProblem({ ...good, host })).toMatch(/host/));
});

describe('the origin', () => {
  test.each([null, 'http://localhost:7777', 'https://127.0.0.1', 'http://[::1]:3000', 'HTTP://LOCALHOST'])(
    '%j may call',
    (origin) => expect(callerProblem({ ...good, origin })).toBeNull(),
  );

  test.each([
    '',
    'null',
    'https://evil.test',
    'http://localhost.evil.test',
    'http://evil.test#localhost',
    'http://localhost@evil.test',
    'http://localhost/',
    'http://localhost\\@evil.test',
    'http://localhost http://evil.test',
    'file://',
    'chrome-extension://abcdef',
    'localhost:7777',
  ])('%j may not', (origin) => expect(callerProblem({ ...good, origin })).toMatch(/web page/));
});

describe('the token', () => {
  test('has to be there, and to be the one that was given', () => {
    expect(callerProblem({ ...good, token: null })).toMatch(/no token/);
    expect(callerProblem({ ...good, token: '' })).toMatch(/token/);
    expect(callerProblem({ ...good, token: 'a-long-tokem' })).toMatch(/token/);
    expect(callerProblem({ ...good, token: 'a-long-token ' })).toMatch(/token/);
  });

  test('without one that was given, nobody may call', () => {
    expect(callerProblem({ ...good, token: '', expectedToken: '' })).toMatch(/token/);
  });

  test('no other text is taken for it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (token, expectedToken) => {
        expect(callerProblem({ ...good, token, expectedToken }) === null).toBe(token === expectedToken);
      }),
    );
  });
});
