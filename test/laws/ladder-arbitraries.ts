// Calls of every kind of reach over a world small enough that they meet, each argument with the reaches that it makes; and what a user may
// have remembered before.

import fc from 'fast-check';
import type { Call } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
} from '../../shared/contract/ids.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { Reach } from '../../shared/contract/reach.ts';

export const NOW = instantSchema.parse('2026-06-01T12:00:00.000Z');
export const HOME = '/home/u';

/** One argument with what it reaches. */
type Given = { readonly value: JsonValue; readonly reaches: readonly Reach[] };
export type Arguments = Readonly<Partial<Record<string, Given>>>;

const PATHS = [
  '/home/u/p/a',
  '/home/u/p/b',
  '/home/u/p/sub/c',
  '/home/u/p/deep/d',
  '/home/u/p/deep/e',
  '/home/u/p',
  '/home/u/.ssh/id',
  '/home/u',
  '/etc/x',
  '/z',
];
export const PROTECTED = ['/home/u/.ssh', '/home/u/p/sub', '**/b'];
const oneOf = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);

function pathArgument(pointer: string, access: fc.Arbitrary<'read' | 'write'>): fc.Arbitrary<Given> {
  return fc
    .record({ path: oneOf(PATHS), access, kind: oneOf(['file', 'file', 'folder'] as const) })
    .map((one) => ({
      value: one.path,
      reaches: [
        { kind: one.kind, pointer, asked: one.path, real: one.path, key: one.path, access: one.access },
      ],
    }));
}

const pathList: fc.Arbitrary<Given> = fc
  .uniqueArray(oneOf(PATHS), { minLength: 1, maxLength: 3 })
  .map((paths) => ({
    value: paths,
    reaches: paths.map((path, at) => ({
      kind: 'file' as const,
      pointer: `/paths/${at}`,
      asked: path,
      real: path,
      key: path,
      access: 'read' as const,
    })),
  }));

const site: fc.Arbitrary<Given> = fc
  .record({
    scheme: oneOf(['https', 'https', 'http'] as const),
    host: oneOf(['acme.com', 'api.acme.com', 'x.api.acme.com', 'u.github.io', 'v.github.io', '10.0.0.1']),
    port: oneOf([443, 443, 8443]),
    path: oneOf(['/', '/docs', '/docs/a', '/docsx', '/other']),
    ambiguousPath: oneOf([false, false, false, true]),
    method: oneOf(['GET', 'GET', 'POST', null]),
  })
  .map((one) => {
    const port = one.scheme === 'http' && one.port === 443 ? 80 : one.port;
    const asked = `${one.scheme}://${one.host}:${port}${one.path}`;
    return { value: asked, reaches: [{ kind: 'site' as const, pointer: '/url', asked, ...one, port }] };
  });

const recipients: fc.Arbitrary<Given> = fc
  .uniqueArray(oneOf(['a@acme.com', 'b@acme.com', 'a@gmail.com', 'a@mail.acme.com', '#general', '@anna']), {
    minLength: 1,
    maxLength: 2,
  })
  .map((addresses) => ({
    value: addresses,
    reaches: addresses.map((address, at) => ({
      kind: 'recipient' as const,
      pointer: `/to/${at}`,
      asked: address,
      address,
    })),
  }));

const money: fc.Arbitrary<Given> = fc
  .record({
    amounts: fc.array(oneOf(['5', '5', '0.1', '45', '50']), { minLength: 1, maxLength: 2 }),
    currency: oneOf(['EUR', 'EUR', 'USD']),
  })
  .map(({ amounts, currency }) => ({
    value: amounts.map((amount) => `${amount} ${currency}`),
    reaches: amounts.map((amount, at) => ({
      kind: 'spend' as const,
      pointer: `/pay/${at}`,
      asked: amount,
      amount,
      currency,
    })),
  }));

const COMMANDS = [
  'git status',
  'git status -s',
  'git status --porcelain',
  'git push',
  'git -c core.pager=x status',
  'ls',
  'ls -l docs',
  'sort docs',
  'sort -o x docs',
  'frob docs',
  '$X docs',
] as const;
const command: fc.Arbitrary<Given> = fc
  .record({
    parts: fc.array(oneOf(COMMANDS), { minLength: 1, maxLength: 2 }),
    shell: oneOf(['bash', 'bash', 'zsh'] as const),
  })
  .map(({ parts, shell }) => ({
    value: parts.join(' && '),
    reaches: parts.map((text) => ({
      kind: 'command' as const,
      pointer: '/command',
      text,
      argv: text.startsWith('$') ? null : text.split(' '),
      problem: text.startsWith('$') ? 'its program is not fixed' : null,
      shell,
    })),
  }));

const database: fc.Arbitrary<Given> = fc
  .record({ name: oneOf(['main', 'other']), access: oneOf(['read', 'write', 'admin'] as const) })
  .map((one) => ({
    value: `${one.access} ${one.name}`,
    reaches: [{ kind: 'database' as const, pointer: '/sql', asked: one.access, ...one }],
  }));

const mode: fc.Arbitrary<Given> = oneOf<JsonValue>(['x', 'y', 1, 2, ['x']]).map((value) => ({
  value,
  reaches: Array.isArray(value)
    ? [{ kind: 'value' as const, pointer: '/mode/0', value: '"x"' }]
    : [{ kind: 'value' as const, pointer: '/mode', value: JSON.stringify(value) }],
}));

const unclear: fc.Arbitrary<Given> = fc.constant({
  value: '?',
  reaches: [{ kind: 'undetermined' as const, pointer: '/what', asked: '?', why: 'a test says so' }],
});
const note: fc.Arbitrary<Given> = oneOf(['hello', 'bye']).map((value) => ({ value, reaches: [] }));

const access = oneOf(['read', 'write'] as const);
const ARGUMENTS: Readonly<Record<string, fc.Arbitrary<Given>>> = {
  path: pathArgument('/path', access),
  target: pathArgument('/target', access),
  paths: pathList,
  url: site,
  to: recipients,
  pay: money,
  command,
  sql: database,
  mode,
  level: oneOf<JsonValue>([1, 2]).map((value) => ({
    value,
    reaches: [{ kind: 'value' as const, pointer: '/level', value: JSON.stringify(value) }],
  })),
  note,
  what: unclear,
};
const NAMES = Object.keys(ARGUMENTS).filter((name) => name !== 'what');

/** Up to three arguments, rarely one that can't be worked out. */
export const argumentsArbitrary: fc.Arbitrary<Arguments> = fc
  .record({
    names: fc.uniqueArray(oneOf(NAMES), { minLength: 0, maxLength: 3 }),
    lost: fc.integer({ min: 0, max: 11 }),
    all: fc.record(ARGUMENTS),
  })
  .map(({ names, lost, all }) =>
    Object.fromEntries([...names, ...(lost === 0 ? ['what'] : [])].map((name) => [name, all[name]])),
  );

export type CallShape = { readonly server: string; readonly tool: string; readonly changed: boolean };
const shape: fc.Arbitrary<CallShape> = fc.record({
  server: oneOf(['files', 'files', 'mail']),
  tool: oneOf(['use', 'use', 'other']),
  changed: oneOf([false, false, false, true]),
});

export function callOf(given: Arguments, { server, tool, changed }: CallShape): Call {
  const there = Object.entries(given).flatMap(([name, one]) => (one === undefined ? [] : [{ name, ...one }]));
  const args = Object.fromEntries(there.map(({ name, value }) => [name, value]));
  return {
    id: callIdSchema.parse('c-1'),
    at: NOW,
    session: sessionIdSchema.parse('s-1'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: serverNameSchema.parse(server), identity: sha256Schema.parse('a'.repeat(64)) },
    tool,
    args,
    argsText: JSON.stringify(args),
    argsSha256: sha256Schema.parse('e'.repeat(64)),
    digest: sha256Schema.parse('c'.repeat(64)),
    definition: {
      kind: 'listed',
      hash: sha256Schema.parse((changed ? 'f' : 'd').repeat(64)),
      changed: false,
    },
    reaches: there.flatMap(({ reaches }) => reaches),
  };
}

/** A call, and another one that is near it: what tells them apart is what a rung has to get right. */
export const neighbours: fc.Arbitrary<{ readonly asked: Call; readonly other: Call; readonly before: Call }> =
  fc
    .record({
      asked: argumentsArbitrary,
      other: argumentsArbitrary,
      fresh: fc.record(ARGUMENTS),
      from: fc.array(fc.constantFrom('asked', 'asked', 'fresh', 'fresh', 'neither'), {
        minLength: 12,
        maxLength: 12,
      }),
      near: fc.constantFrom('same', 'near', 'near', 'far'),
      shape,
      otherShape: shape,
      before: argumentsArbitrary,
    })
    .map(({ asked, other, fresh, from, near, shape: its, otherShape, before }) => {
      const blended = Object.entries(asked).flatMap(([name, given], at) => {
        const source = from[at] ?? 'asked';
        return source === 'neither' ? [] : [[name, source === 'asked' ? given : fresh[name]] as const];
      });
      const added = near === 'near' && from[11] === 'neither' ? Object.entries(other).slice(0, 1) : [];
      const given =
        near === 'far' ? other : near === 'same' ? asked : Object.fromEntries([...blended, ...added]);
      return {
        asked: callOf(asked, its),
        other: callOf(given, near === 'far' ? otherShape : its),
        before: callOf({ ...before, ...(from[10] === 'fresh' ? asked : {}) }, its),
      };
    });
