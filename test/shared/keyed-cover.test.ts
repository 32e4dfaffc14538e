import { describe, expect, test } from 'vitest';
import type {
  CommandReach,
  DatabaseReach,
  RecipientReach,
  SiteReach,
  SpendReach,
} from '../../shared/contract/reach.ts';
import { denialSchema, reachGrantSchema } from '../../shared/contract/scope.ts';
import { denies, gapOf, type Gap } from '../../shared/core/keyed-cover.ts';
import type { KeyedGrant, KeyedReach } from '../../shared/core/reach-keys.ts';
import { UNUSED } from '../../shared/core/usage.ts';
import { partId, someCall } from '../laws/some-call.ts';

function grantOf(fields: object): KeyedGrant {
  const parsed = reachGrantSchema.parse({ id: 'g', ...fields });
  if ('path' in parsed) throw new Error('paths have rules of their own');
  return parsed;
}

function gap(
  fields: object,
  reach: KeyedReach,
  { spent = '0', beside = [] as readonly KeyedReach[] } = {},
): Gap | null {
  const judged = {
    call: someCall({ reaches: [reach, ...beside] }),
    usage: { ...UNUSED, spent: () => spent },
  };
  return gapOf(grantOf(fields), reach, judged, partId('g'));
}

function isDenied(fields: object, reach: KeyedReach): boolean {
  const parsed = denialSchema.parse({ id: 'd', ...fields });
  if (!('kind' in parsed) || 'path' in parsed) throw new Error('not of this table');
  return denies(parsed, reach);
}

function site(changes: Partial<SiteReach> = {}): SiteReach {
  return {
    kind: 'site',
    pointer: '/url',
    asked: '',
    scheme: 'https',
    host: 'acme.com',
    port: 443,
    path: '/docs/a',
    ambiguousPath: false,
    method: 'GET',
    ...changes,
  };
}
function spend(amount: string, currency = 'EUR'): SpendReach {
  return { kind: 'spend', pointer: '/n', asked: amount, amount, currency };
}
function recipient(address: string): RecipientReach {
  return { kind: 'recipient', pointer: '/to', asked: address, address };
}
function command(argv: readonly [string, ...string[]] | null): CommandReach {
  return {
    kind: 'command',
    pointer: '/l',
    text: '',
    argv: argv === null ? null : [...argv],
    problem: 'late',
    shell: 'bash',
  };
}
function database(access: DatabaseReach['access'], name = 'shop'): DatabaseReach {
  return { kind: 'database', pointer: '/q', asked: '', name, access };
}

describe('sites', () => {
  const host = { kind: 'site', host: 'acme.com' };
  test.each<[string, object, Partial<SiteReach>, Gap['by'] | null]>([
    ['the host over https', host, {}, null],
    ['the host over http', host, { scheme: 'http', port: 80 }, 'host'],
    ['the host at another port', host, { port: 8443 }, 'host'],
    ['any site over http', { kind: 'site', host: '*' }, { scheme: 'http', port: 81 }, null],
    ['a granted method', { ...host, methods: ['GET'] }, {}, null],
    ['another method', { ...host, methods: ['GET'] }, { method: 'POST' }, 'method'],
    ['a method that nothing says', { ...host, methods: ['GET'] }, { method: null }, 'method'],
    ['no method at all', { ...host, methods: [] }, {}, 'method'],
    ['an address beneath', { kind: 'site', url: 'https://acme.com/docs' }, {}, null],
    [
      'a path that may lead elsewhere',
      { kind: 'site', url: 'https://acme.com/docs' },
      { ambiguousPath: true },
      'host',
    ],
    [
      'the site whatever the path',
      { kind: 'site', origin: 'https://acme.com' },
      { ambiguousPath: true },
      null,
    ],
    ['another kind of grant', { kind: 'recipient', address: '*' }, {}, 'host'],
  ])('%s', (_name, fields, changes, by) => {
    expect(gap(fields, site(changes))?.by ?? null).toBe(by);
  });

  test.each<[string, object, Partial<SiteReach>, boolean]>([
    ['a denied host over http', host, { scheme: 'http', port: 80 }, true],
    ['a denied host at another port', host, { port: 8443 }, true],
    ['another host', host, { host: 'notacme.com' }, false],
    [
      'denied subdomains over http',
      { kind: 'site', host: '*.acme.com' },
      { host: 'a.acme.com', scheme: 'http' },
      true,
    ],
    ['the domain of denied subdomains', { kind: 'site', host: '*.acme.com' }, {}, false],
    ['a denied method', { ...host, methods: ['POST'] }, { method: 'POST' }, true],
    ['another method', { ...host, methods: ['POST'] }, {}, false],
    ['a method that nothing says', { ...host, methods: ['POST'] }, { method: null }, true],
    ['a denied address', { kind: 'site', url: 'https://acme.com/docs/' }, {}, true],
    ['beside a denied address', { kind: 'site', url: 'https://acme.com/docs/' }, { path: '/docsx' }, false],
    ['any site', { kind: 'site', host: '*' }, { host: '10.0.0.1', scheme: 'http' }, true],
  ])('denying: %s', (_name, fields, changes, expected) => {
    expect(isDenied(fields, site(changes))).toBe(expected);
  });
});

describe('money', () => {
  const limits = { kind: 'spend', currency: 'EUR' };
  test.each<[string, object, SpendReach, { spent?: string; beside?: KeyedReach[] }, Gap['by'] | null]>([
    ['up to the limit', { ...limits, perCall: '10' }, spend('10'), {}, null],
    ['a cent more', { ...limits, perCall: '10' }, spend('10.01'), {}, 'amount'],
    ['another currency', { ...limits, perCall: '10' }, spend('1', 'USD'), {}, 'currency'],
    [
      'two amounts that fit alone',
      { ...limits, perCall: '10' },
      spend('6'),
      { beside: [spend('6')] },
      'amount',
    ],
    [
      'beside another currency',
      { ...limits, perCall: '10' },
      spend('6'),
      { beside: [spend('6', 'USD')] },
      null,
    ],
    ['what is left of a total', { ...limits, total: '10' }, spend('4'), { spent: '6' }, null],
    ['more than is left of a total', { ...limits, total: '10' }, spend('4'), { spent: '6.01' }, 'amount'],
    [
      'two amounts that are left alone',
      { ...limits, total: '10' },
      spend('3'),
      { spent: '5', beside: [spend('3')] },
      'amount',
    ],
    ['tenths, which doubles don’t add up', { ...limits, total: '0.3' }, spend('0.1'), { spent: '0.2' }, null],
    [
      'within the total, above the limit of one call',
      { ...limits, perCall: '1', total: '10' },
      spend('2'),
      {},
      'amount',
    ],
    ['nothing', { ...limits, perCall: '0' }, spend('0'), {}, null],
  ])('%s', (_name, fields, reach, terms, by) => {
    expect(gap(fields, reach, terms)?.by ?? null).toBe(by);
  });

  test('says how much has been spent', () => {
    expect(gap({ ...limits, total: '10' }, spend('4'), { spent: '7' })).toEqual({
      by: 'amount',
      why: 'of 10 in all, 7 has been spent',
    });
  });
});

describe('recipients', () => {
  test('the name before the @ is compared with its case when it is granted, and without when it is denied', () => {
    const bob = { kind: 'recipient', address: 'bob@acme.com' };
    expect(gap(bob, recipient('bob@acme.com'))).toBeNull();
    expect(gap(bob, recipient('Bob@acme.com'))).toEqual({ by: 'address' });
    expect(isDenied(bob, recipient('Bob@acme.com'))).toBe(true);
    expect(isDenied({ kind: 'recipient', address: 'Bob@acme.com' }, recipient('bob@acme.com'))).toBe(true);
    expect(isDenied({ kind: 'recipient', address: '*@acme.com' }, recipient('bob@x.acme.com'))).toBe(false);
  });
});

describe('commands', () => {
  const status = { kind: 'command', argv: ['git', 'status'], match: 'prefix' };
  test('what is more than the words is told apart from another command', () => {
    expect(gap(status, command(['git', 'status']))).toBeNull();
    expect(gap(status, command(['git', 'push']))).toEqual({ by: 'command' });
    expect(gap(status, command(['git', 'status', '--no-such-option']))?.by).toBe('options');
    expect(gap({ ...status, match: 'exact' }, command(['git', 'status', '-s']))?.by).toBe('options');
    expect(gap(status, command(null))).toEqual({ by: 'unreadable', why: 'late' });
  });

  test('a denied command is denied with whatever words follow', () => {
    for (const match of ['exact', 'prefix']) {
      const denial = { kind: 'command', argv: ['rm', '-r'], match };
      expect(isDenied(denial, command(['rm', '-r']))).toBe(true);
      expect(isDenied(denial, command(['rm', '-r', '/']))).toBe(true);
      expect(isDenied(denial, command(['rm']))).toBe(false);
      expect(isDenied(denial, command(['rm', '-rf']))).toBe(false);
      expect(isDenied(denial, command(null))).toBe(false);
    }
  });
});

describe('databases', () => {
  test.each<[DatabaseReach['access'], DatabaseReach['access'], boolean, boolean]>([
    ['read', 'read', true, true],
    ['read', 'write', false, true],
    ['read', 'admin', false, true],
    ['write', 'read', true, false],
    ['write', 'write', true, true],
    ['write', 'admin', false, true],
    ['admin', 'read', true, false],
    ['admin', 'write', true, false],
    ['admin', 'admin', true, true],
  ])('%s held or denied, %s asked', (named, asked, isHeld, isForbidden) => {
    const fields = { kind: 'database', name: 'shop', access: named };
    expect(gap(fields, database(asked)) === null).toBe(isHeld);
    expect(isDenied(fields, database(asked))).toBe(isForbidden);
  });

  test('another database is not the one that is named', () => {
    expect(gap({ kind: 'database', name: 'shop', access: 'admin' }, database('read', 'Shop'))).toEqual({
      by: 'argument',
    });
    expect(gap({ kind: 'database', name: '*', access: 'read' }, database('read', 'Shop'))).toBeNull();
  });
});
