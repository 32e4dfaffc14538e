import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import { isPathReach, type Reach } from '../../shared/contract/reach.ts';
import type { Grant, ToolGrant } from '../../shared/contract/scope.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import {
  coverOf,
  coveringTools,
  freesReach,
  judgedAt,
  type Covering,
  type Judged,
} from '../../shared/core/find-cover.ts';
import { ladders, type Ladder } from '../../shared/core/ladder.ts';
import type { RungOffer } from '../../shared/core/rung-offer.ts';
import { UNUSED } from '../../shared/core/usage.ts';
import { HOME, neighbours, NOW, PROTECTED } from './ladder-arbitraries.ts';
import { readSentence, type Said } from './read-sentence.ts';

const runs = Number(process.env['REMIT_LAW_RUNS'] ?? 1000);
const seed = Number(process.env['REMIT_LAW_SEED'] ?? Date.now() % 2 ** 31);
/** In ms: a busy machine takes long over many cases. */
const timeout = Math.max(120_000, runs * 120);
process.stdout.write(`ladder: ${runs} cases each, seed ${seed}\n`);

const same = (path: string): string => path;

function scopeOf(grants: readonly Grant[]): ReturnType<typeof compileScope> {
  return compileScope(grants, same, PROTECTED);
}

function covers(call: Call, grants: readonly Grant[]): boolean {
  return decide(call, scopeOf(grants), NOW).kind === 'inside';
}

/** What would be offered for a call; nothing when it doesn't ask. */
function offered(call: Call, held: readonly Grant[]): readonly Ladder[] {
  const scope = scopeOf(held);
  const verdict = decide(call, scope, NOW);
  if (verdict.kind !== 'exceeds') return [];
  const projects = new Map(
    call.reaches
      .filter(isPathReach)
      .flatMap(({ key }) => (key.startsWith('/home/u/p/') ? [[key, '/home/u/p'] as const] : [])),
  );
  const readings = Object.keys(call.args)
    .filter((name) => name === 'note')
    .map((name) => ({ pointer: `/${name}`, role: { role: 'payload' } as const, from: 'schema' as const }));
  return ladders(call, verdict.excess, {
    home: HOME,
    keyOf: same,
    protectedKeys: PROTECTED,
    past: [],
    holdsSecret: () => false,
    scope,
    usage: UNUSED,
    readings,
    projects,
  });
}

/** One rung of each ladder, or one that settles them all: which, the numbers say. */
function choose(all: readonly Ladder[], numbers: readonly number[]): readonly RungOffer[] {
  const chosen = all.flatMap(({ offers }, at) => offers[(numbers[at] ?? 0) % offers.length] ?? []);
  const settling = chosen.find((offer) => offer.rung.settles);
  return settling === undefined ? chosen : [settling];
}

let made = 0;
function remembered(chosen: readonly RungOffer[]): Grant {
  made += 1;
  const id = (suffix: string): Grant['id'] => grantIdSchema.parse(`g${made}.${suffix}`);
  const parts = chosen.map((offer) => offer.parts((suffix) => id(`${offer.rung.id}.${suffix}`)));
  return {
    id: id('whole'),
    words: chosen.map((offer) => offer.rung.words).join('; '),
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools: parts.flatMap((one) => one.tools),
    reach: parts.flatMap((one) => one.reach),
    deny: [],
  };
}

function bareTool({ server, tool, definition }: Call): ToolGrant {
  const hash = definition.kind === 'listed' ? definition.hash : 'unlisted';
  return {
    id: grantIdSchema.parse('bare'),
    server: server.name,
    identity: server.identity,
    tool,
    definition: hash,
  };
}

function bare(call: Call, otherArgs: boolean): Grant {
  const tool = { ...bareTool(call), ...(otherArgs ? { otherArgs: 'any' as const } : {}) };
  return { ...remembered([]), tools: [tool] };
}

const numbers = fc.array(fc.nat({ max: 11 }), { minLength: 6, maxLength: 6 });
/** What is held before: nothing, the tool, the tool with any arguments, or what was remembered about another call. */
const cases = fc.record({
  calls: neighbours,
  held: fc.constantFrom('nothing', 'nothing', 'tool', 'any', 'remembered', 'remembered'),
  first: numbers,
  second: numbers,
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function heldOf({ calls: { asked, before }, held, first }: Case): readonly Grant[] {
  if (held === 'nothing') return [];
  if (held === 'remembered') return [remembered(choose(offered(before, []), first))];
  return [bare(asked, held === 'any')];
}

/** Whether what is held and the sentences, taken together, let this reach of the call through. */
function isExplained(reach: Reach, call: Call, held: readonly Grant[], said: readonly Said[]): boolean {
  const { judged, covering } = standing(call, [...held, bare(call, false)]);
  if (covering.some(({ group }) => freesReach(group.part, reach))) return true;
  return (
    coverOf(reach, judged, covering) !== null ||
    said.some((one) => isOf(one, call) && one.allows(reach, call))
  );
}

function isToolExplained(call: Call, held: readonly Grant[], said: readonly Said[]): boolean {
  return (
    standing(call, held).covering.length > 0 ||
    said.some((one) => isOf(one, call) && one.fits?.(call) === true)
  );
}

function isOf(said: Said, call: Call): boolean {
  return said.tool === `${call.server.name} > ${call.tool}`;
}

function standing(call: Call, held: readonly Grant[]): { judged: Judged; covering: readonly Covering[] } {
  const scope = scopeOf(held);
  const judged = judgedAt(call, scope, NOW, UNUSED);
  return { judged, covering: coveringTools(judged, scope.fitting(call.server.name, call.tool)) };
}

test('what is remembered covers nothing outside its sentences', { timeout }, () => {
  const gained = new Map<string, number>();
  fc.assert(
    fc.property(cases, (one) => {
      const { asked, other } = one.calls;
      const held = heldOf(one);
      const chosen = choose(offered(asked, held), one.second);
      if (chosen.length === 0) return;
      const grant = remembered(chosen);
      if (covers(other, held) || !covers(other, [...held, grant])) return;
      const said = chosen.map((offer) => readSentence(offer.rung.words));
      const definition = other.definition.kind === 'listed' ? other.definition.hash : '';
      const tell = `${grant.words}\n${JSON.stringify(other.args)} ${JSON.stringify(other.reaches)} ${definition}`;
      expect(isToolExplained(other, held, said), `the tool: ${tell}`).toBe(true);
      expect(other.definition, tell).toEqual(asked.definition);
      for (const reach of other.reaches)
        expect(isExplained(reach, other, held, said), `${JSON.stringify(reach)} ${tell}`).toBe(true);
      for (const { rung } of chosen) {
        const kind = `${rung.words.startsWith('may use ') ? 'tool' : 'reach'}.${rung.id.replace(/^\d+\./, '')}`;
        gained.set(kind, (gained.get(kind) ?? 0) + 1);
      }
    }),
    { numRuns: runs * 3, seed },
  );
  const tool = ['call', 'now', 'other', 'tool'].map((kind) => `tool.${kind}`);
  const reach = [
    'this',
    'folder',
    'project',
    'home',
    'anywhere',
    'address',
    'origin',
    'domain',
    'any',
    'anyone',
  ];
  const more = ['once', 'ten', 'each', 'exact', 'prefix', 'line'];
  const kinds = [...tool, ...[...reach, ...more].map((one) => `reach.${one}`)];
  // A rung that is offered seldom may not come up in a short run.
  const missed = kinds.filter((kind) => !gained.has(kind));
  expect(missed.length, missed.join()).toBeLessThanOrEqual(runs >= 10_000 ? 0 : 5);
});

test('whichever rungs are chosen, the call that asks is covered', { timeout }, () => {
  let asks = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const { asked } = one.calls;
      const held = heldOf(one);
      const all = offered(asked, held);
      if (all.length === 0) return;
      asks += 1;
      const chosen = choose(all, one.second);
      expect(
        covers(asked, [...held, remembered(chosen)]),
        chosen.map((offer) => offer.rung.words).join('; '),
      ).toBe(true);
    }),
    { numRuns: runs * 2, seed },
  );
  expect(asks).toBeGreaterThan(runs / 2);
});

test('no rung but one that names it reaches into a protected place', { timeout }, () => {
  let told = 0;
  const isInside = (reach: Reach): boolean =>
    isPathReach(reach) && (reach.key.startsWith('/home/u/.ssh/') || reach.key.startsWith('/home/u/p/sub/'));
  fc.assert(
    fc.property(cases, (one) => {
      const { asked, other } = one.calls;
      const chosen = choose(offered(asked, []), one.second);
      if (chosen.some((offer) => offer.rung.wide)) return;
      const inside = other.reaches.filter(isInside).filter(isPathReach);
      if (chosen.length === 0 || inside.length === 0) return;
      told += 1;
      const grant = remembered(chosen);
      const named = inside.every(
        ({ key }) => grant.words.includes(key) || grant.words.includes(key.replace(HOME, '~')),
      );
      if (!named) expect(covers(other, [grant]), grant.words).toBe(false);
    }),
    { numRuns: runs * 2, seed },
  );
  expect(told).toBeGreaterThan(10);
});
