// A grant that counts as narrower than another lets nothing through that the other doesn't, whatever else is granted beside it.

import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Grant, Lifetime, PathGrant, ReachGrant, ToolGrant } from '../../shared/contract/scope.ts';
import { isNarrowerGrant } from '../../shared/core/narrower-grant.ts';
import { protectedPlaces } from '../../shared/core/protected-names.ts';
import { INSTANTS, SESSIONS } from './arbitrary-call.ts';
import { sceneArbitrary } from './arbitrary-scene.ts';
import { judge, RUNS, SEED } from './law.ts';

process.stdout.write(`narrower grants: ${RUNS} cases, seed ${SEED}\n`);

/** What a user might change in a grant, towards less or more. Each number picks one change of one part. */
type Change = { readonly at: number; readonly how: number };

const LIFETIMES: readonly Lifetime[] = [
  { kind: 'always' },
  ...INSTANTS.map((at) => ({ kind: 'until' as const, at })),
  ...SESSIONS.map((session) => ({ kind: 'session' as const, session })),
];

function changedTool(tool: ToolGrant, how: number): ToolGrant {
  const { otherArgs: _others, reach: _reach, ...bare } = tool;
  const [first] = Object.keys(tool.args ?? {});
  const args = Object.entries(tool.args ?? {}).filter(([pointer]) => pointer !== first);
  switch (how % 8) {
    case 0:
      return bare;
    case 1:
      return { ...bare, otherArgs: 'any' };
    case 2:
      return { ...tool, reach: 'any' };
    case 3:
      return { ...tool, args: Object.fromEntries(args) };
    case 4:
      return { ...tool, args: { ...tool.args, '/mode': { equals: 'x' } } };
    case 5:
      return { ...tool, args: { ...tool.args, [first ?? '/mode']: 'any' } };
    case 6:
      return { ...tool, tool: tool.tool === '*' ? 'read' : '*' };
    default:
      return { ...tool, args: { ...tool.args, [first ?? '/mode']: { oneOf: ['x'] } } };
  }
}

function changedPath(part: PathGrant, how: number): PathGrant {
  switch (how % 6) {
    case 0:
      return { ...part, access: part.access === 'write' ? 'read' : 'write' };
    case 1:
      return { ...part, kind: part.kind === 'file' ? 'folder' : 'file' };
    case 2:
      return { ...part, path: `${part.path}/src` };
    case 3:
      return { ...part, path: part.path.replace(/(?<=.)\/[^/]*$/, '') };
    case 4:
      return { ...part, path: `${part.path}/.ssh` };
    default:
      return { ...part, path: '/' };
  }
}

function changedReach(part: ReachGrant, how: number): ReachGrant {
  if (how % 7 === 0) {
    const { with: _bound, ...free } = part;
    return free;
  }
  switch (part.kind) {
    case 'file':
    case 'folder':
      return changedPath(part, how);
    case 'recipient':
      return { ...part, address: ['*', '*@acme.com', 'ann@acme.com', 'bob@other.example'][how % 4] ?? '*' };
    case 'site':
      return changedSite(part, how);
    case 'spend':
      return { ...part, perCall: String((how % 4) * 10), ...(how % 3 === 0 ? { total: '20' } : {}) };
    case 'command':
      return 'argv' in part ? { ...part, match: part.match === 'exact' ? 'prefix' : 'exact' } : part;
    case 'database':
      return { ...part, name: how % 2 === 0 ? '*' : part.name, access: how % 3 === 0 ? 'admin' : 'read' };
    case 'value':
      return { id: part.id, kind: 'value', pointer: part.pointer, any: true };
  }
}

function changedSite(part: Extract<ReachGrant, { kind: 'site' }>, how: number): ReachGrant {
  const { origin: _o, host: _h, url: _u, methods: _m, ...bare } = part;
  const host = /\/\/([^/:]+)/.exec(part.origin ?? part.url ?? '')?.[1] ?? part.host ?? 'a.example';
  switch (how % 6) {
    case 0:
      return { ...bare, host: '*' };
    case 1:
      return { ...bare, host };
    case 2:
      return { ...bare, origin: `https://${host}` };
    case 3:
      return { ...bare, url: `https://${host}/docs` };
    case 4:
      return { ...part, methods: ['GET'] };
    default:
      return { ...bare, host: `*.${host.split('.').slice(1).join('.')}` };
  }
}

function changed(grant: Grant, { at, how }: Change): Grant {
  const parts = grant.tools.length + grant.reach.length;
  const place = at % (parts + 2);
  if (place === parts) return { ...grant, lifetime: LIFETIMES[how % LIFETIMES.length] ?? grant.lifetime };
  if (place === parts + 1)
    return { ...grant, limits: how % 2 === 0 ? [] : [{ counter: 'k1', maxCalls: how % 5 }] };
  const inTools = place < grant.tools.length;
  const drop = how % 11 === 0;
  const tools = grant.tools.flatMap((tool, index) =>
    index !== place ? [tool] : drop ? [] : [changedTool(tool, how)],
  );
  const reach = grant.reach.flatMap((part, index) =>
    inTools || index !== place - grant.tools.length ? [part] : drop ? [] : [changedReach(part, how)],
  );
  return { ...grant, tools, reach };
}

const changes = fc.array(fc.record({ at: fc.nat(20), how: fc.nat(1000) }), { minLength: 1, maxLength: 3 });

test('a narrower grant lets nothing more through', () => {
  let narrower = 0;
  let told = 0;
  fc.assert(
    fc.property(sceneArbitrary(0), changes, (scene, list) => {
      const [wide, ...others] = scene.grants;
      if (wide === undefined) return;
      const narrow = list.reduce(changed, wide);
      const rules = { keyOf: (path: string) => path, protectedPlaces: protectedPlaces(scene.places) };
      if (!isNarrowerGrant(narrow, wide, rules)) return;
      narrower += 1;
      if (judge(scene, [narrow, ...others]).kind !== 'inside') return;
      told += 1;
      expect(judge(scene, [wide, ...others]).kind).toBe('inside');
    }),
    { numRuns: RUNS * 5, seed: SEED },
  );
  expect(narrower, 'pairs of which one is narrower').toBeGreaterThan(RUNS / 4);
  expect(told, 'pairs of which the narrower one lets the call through').toBeGreaterThan(RUNS / 100);
});
