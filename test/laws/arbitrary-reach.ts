// Arguments with what they touch, over a world small enough that calls and grants meet: three folders deep, a handful of hosts, people,
// commands. Over a large world hardly anything would be covered, and a law about what is covered would hold of nothing.

import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import type { JsonValue } from '../../shared/contract/json.ts';
import type {
  CommandReach,
  DatabaseReach,
  PathReach,
  Reach,
  SiteReach,
  SpendReach,
} from '../../shared/contract/reach.ts';

/** One argument of a call. */
export type Given = { readonly name: string; readonly value: JsonValue; readonly reaches: readonly Reach[] };

export const accessArbitrary = fc.constantFrom('read', 'write');
export const pathArbitrary = fc
  .array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 })
  .map((parts) => (parts.length === 0 ? '/' : `/${parts.join('/')}`));

function pathReach(name: string): fc.Arbitrary<PathReach> {
  return fc
    .record({ kind: fc.constantFrom('file', 'folder'), path: pathArbitrary, access: accessArbitrary })
    .map(({ kind, path, access }) => ({
      kind,
      pointer: `/${name}`,
      asked: path,
      real: path,
      key: path,
      access,
    }));
}

function pathGiven(name: string): fc.Arbitrary<Given> {
  return pathReach(name).map((reach) => ({ name, value: reach.asked, reaches: [reach] }));
}

export const scalarArbitrary = fc.constantFrom('x', 'y', 1, 2);
/** A number that no double holds. */
export const LONG_NUMBER = new LosslessNumber('12345678901234567890');

function valueGiven(name: string): fc.Arbitrary<Given> {
  const value: fc.Arbitrary<JsonValue> = fc.oneof(
    { weight: 8, arbitrary: scalarArbitrary },
    fc.constant(LONG_NUMBER),
    fc.constant(['x']),
  );
  return value.map((one) => ({
    name,
    value: one,
    reaches: [{ kind: 'value', pointer: `/${name}`, value: '…' }],
  }));
}

const nestedGiven: fc.Arbitrary<Given> = scalarArbitrary.map((deep) => ({
  name: 'opts',
  value: { deep },
  reaches: [{ kind: 'value', pointer: '/opts/deep', value: '…' }],
}));

/** Payload, or an empty list: there, and touching nothing. */
const payloadGiven: fc.Arbitrary<Given> = fc
  .record({ name: fc.constantFrom('text', 'path'), value: fc.constantFrom('hello', '', []) })
  .map((one) => ({ ...one, reaches: [] }));

const HOSTS = ['acme.com', 'api.acme.com', 'notacme.com', 'notacme.com', 'acme.com.evil.test', '10.0.0.1'];
const URL_PATHS = ['/', '/docs', '/docs/', '/docs/a', '/docsx'];
const METHODS = ['GET', 'POST'];

const siteReach: fc.Arbitrary<SiteReach> = fc
  .record({
    scheme: fc.constantFrom('https', 'https', 'https', 'http'),
    host: fc.constantFrom(...HOSTS),
    usual: fc.integer({ min: 0, max: 5 }),
    path: fc.constantFrom(...URL_PATHS),
    unsure: fc.integer({ min: 0, max: 5 }),
    method: fc.constantFrom(null, ...METHODS),
  })
  .map(({ usual, unsure, ...rest }) => ({
    ...rest,
    kind: 'site',
    pointer: '/url',
    asked: `${rest.scheme}://${rest.host}${rest.path}`,
    port: usual === 0 ? 8443 : rest.scheme === 'https' ? 443 : 80,
    ambiguousPath: unsure === 0,
  }));
const siteGiven = siteReach.map((reach): Given => ({ name: 'url', value: reach.asked, reaches: [reach] }));

const ADDRESSES = [
  'bob@acme.com',
  'Bob@acme.com',
  'eve@acme.com',
  'bob@sub.acme.com',
  'bob@notacme.com',
  '#general',
  '@bob',
];
const recipientsGiven = fc
  .uniqueArray(fc.constantFrom(...ADDRESSES), { minLength: 1, maxLength: 2 })
  .map((list): Given => ({
    name: 'mail',
    value: list,
    reaches: list.map((address, at) => ({
      kind: 'recipient',
      pointer: `/mail/${at}`,
      asked: address,
      address,
    })),
  }));

export const AMOUNTS = ['0', '0.1', '0.2', '5', '10', '10.5'];
/** What is granted to be spent: few amounts, so that two grants often say the same. */
export const LIMITS = ['5', '10', '10.5'];
const CURRENCIES = ['EUR', 'USD'];
/** One amount, or two that count together. */
function spendGiven(name: string): fc.Arbitrary<Given> {
  const one = fc.record({
    amount: fc.constantFrom(...AMOUNTS),
    currency: fc.constantFrom('EUR', 'EUR', ...CURRENCIES),
  });
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((list) => ({
    name,
    value: list.map(({ amount }) => amount),
    reaches: list.map(({ amount, currency }, at): SpendReach => ({
      kind: 'spend',
      pointer: `/${name}/${at}`,
      asked: amount,
      amount,
      currency,
    })),
  }));
}

const COMMANDS = [
  ['git', 'status'],
  ['git', 'status', '-s'],
  ['git', 'status', '--evil'],
  ['git', 'push'],
  ['git'],
  ['ls', '-l'],
  ['rm', 'x'],
  ['sudo', 'rm', 'x'],
  ['sh', '-c', 'rm x'],
];
const simpleCommand = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...COMMANDS).map((argv) => ({ argv, text: argv.join(' ') })) },
  fc.constant({ argv: null, text: '$CMD x' }),
);
const commandGiven = fc
  .record({
    commands: fc.array(simpleCommand, { minLength: 1, maxLength: 2 }),
    shell: fc.constantFrom('bash', 'bash', 'zsh'),
  })
  .map(({ commands, shell }): Given => {
    const reaches = commands.map(({ argv, text }): CommandReach => ({
      kind: 'command',
      pointer: '/line',
      text,
      argv,
      problem: argv === null ? 'it is worked out when it runs' : null,
      shell,
    }));
    return { name: 'line', value: commands.map(({ text }) => text).join(' && '), reaches };
  });

const DATABASES = ['prod', 'test'];
export const databaseAccessArbitrary = fc.constantFrom('read', 'write', 'admin');
const databaseGiven = fc
  .record({ name: fc.constantFrom(...DATABASES), access: databaseAccessArbitrary })
  .map((one): DatabaseReach => ({ ...one, kind: 'database', pointer: '/sql', asked: 'a statement' }))
  .map((reach): Given => ({ name: 'sql', value: reach.asked, reaches: [reach] }));

const lostGiven = fc.constant<Given>({
  name: 'lost',
  value: '?',
  reaches: [{ kind: 'undetermined', pointer: '/lost', asked: '?', why: 'nobody knows' }],
});

/** Up to three arguments, each with what it touches. Where a path is usual there may stand something that is none. */
export const givenArbitrary: fc.Arbitrary<readonly Given[]> = fc.uniqueArray(
  fc.oneof(
    { weight: 5, arbitrary: pathGiven('path') },
    { weight: 3, arbitrary: pathGiven('to') },
    { weight: 4, arbitrary: valueGiven('mode') },
    { weight: 1, arbitrary: valueGiven('path') },
    // Begins as another argument's name does.
    { weight: 1, arbitrary: valueGiven('modes') },
    { weight: 1, arbitrary: nestedGiven },
    { weight: 2, arbitrary: payloadGiven },
    { weight: 3, arbitrary: siteGiven },
    { weight: 3, arbitrary: recipientsGiven },
    { weight: 4, arbitrary: spendGiven('amount') },
    { weight: 2, arbitrary: spendGiven('fee') },
    { weight: 3, arbitrary: commandGiven },
    { weight: 2, arbitrary: databaseGiven },
    { weight: 1, arbitrary: lostGiven },
  ),
  { maxLength: 3, selector: ({ name }) => name },
);
