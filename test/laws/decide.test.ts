// The laws of the judge that say what is allowed at all, and what a denial does.

import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import { isPathReach } from '../../shared/contract/reach.ts';
import type { Grant, ToolGrant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { NOW } from './arbitrary-call.ts';
import { sceneArbitrary, usageOf, type Scene } from './arbitrary-scene.ts';
import { allOf, judge, law, RUNS, SEED } from './law.ts';
import { naiveDecide } from './naive-decide.ts';
import { within } from './naive-match.ts';

process.stdout.write(`laws of decide: ${RUNS} cases each, seed ${SEED}\n`);

const EVERYTHING: Grant = {
  id: grantIdSchema.parse('g80'),
  words: 'everything',
  agent: 'any',
  lifetime: { kind: 'always' },
  limits: [],
  tools: [{ id: grantIdSchema.parse('g80.t'), server: '*', tool: '*', reach: 'any' }],
  reach: [],
  deny: [],
};

function withReach(call: Call, unsure: 'lost' | 'line'): Call {
  const lost = { kind: 'undetermined' as const, pointer: '/x', asked: '?', why: 'nobody knows' };
  const line = {
    kind: 'command' as const,
    pointer: '/line',
    text: '$A',
    argv: null,
    problem: 'worked out late',
    shell: 'bash' as const,
  };
  const args = { ...call.args, line: '$A' };
  return unsure === 'lost'
    ? { ...call, reaches: [...call.reaches, lost] }
    : { ...call, args, reaches: [...call.reaches, line] };
}

/** The tool grants that a verdict names. */
function toolsNamed(verdict: Verdict, grants: readonly Grant[]): readonly ToolGrant[] {
  if (verdict.kind !== 'inside') return [];
  return grants.flatMap(({ tools }) => tools).filter(({ id }) => verdict.grants.includes(id));
}

describe('allowing', () => {
  law('default deny', 0, (scene) => {
    expect(judge(scene, []).kind).toBe('exceeds');
    return true;
  });

  law('an empty list grants nothing', 0, (scene) => {
    const noTools = scene.grants.map((grant) => ({ ...grant, tools: [] }));
    expect(judge(scene, noTools).kind).toBe('exceeds');
    const noValues = scene.grants.map((grant) => ({
      ...grant,
      tools: grant.tools.map((tool) => ({ ...tool, args: { ...tool.args, '': { oneOf: [] } } })),
    }));
    expect(judge(scene, noValues).kind).toBe('exceeds');
    const bare = scene.grants.map((grant) => ({
      ...grant,
      reach: [],
      tools: grant.tools.map(({ id, server, tool }) => ({ id, server, tool })),
    }));
    if (scene.call.reaches.length > 0) expect(judge(scene, bare).kind).toBe('exceeds');
    return scene.call.reaches.length > 0 && judge(scene, scene.grants).kind === 'inside';
  });

  law('allowed only if explicitly granted', 2, (scene) => {
    const verdict = judge(scene, allOf(scene));
    if (verdict.kind !== 'inside') return false;
    expect(toolsNamed(verdict, scene.grants)).toHaveLength(1);
    const named = scene.grants
      .map((grant) => ({ ...grant, reach: grant.reach.filter(({ id }) => verdict.grants.includes(id)) }))
      .filter(({ tools, reach }) => [...tools, ...reach].some(({ id }) => verdict.grants.includes(id)));
    expect(judge(scene, [...named, ...scene.denials]).kind).toBe('inside');
    return true;
  });

  law('adding an allow never removes an allow', 2, (scene) => {
    const before = judge(scene, allOf(scene)).kind;
    const after = judge(scene, [...allOf(scene), scene.more]).kind;
    if (before !== 'exceeds') expect(after).toBe(before);
    return before === 'inside';
  });

  law('removing any element never allows more', 2, (scene) => {
    const fewer = scene.grants.flatMap((grant, at) => {
      const change = (changed: Partial<Grant>): readonly Grant[] =>
        scene.grants.with(at, { ...grant, ...changed });
      const without = <T>(list: readonly T[], one: T): readonly T[] => list.filter((other) => other !== one);
      // The last tool grant goes with what is bound to it: one answer is one piece.
      const tools = grant.tools.length > 1 ? grant.tools : [];
      return [
        scene.grants.toSpliced(at, 1),
        ...tools.map((tool) => change({ tools: without(grant.tools, tool) })),
        ...grant.reach.map((part) => change({ reach: without(grant.reach, part) })),
      ];
    });
    const isInside = judge(scene, allOf(scene)).kind === 'inside';
    const kinds = fewer.map((grants) => judge(scene, [...grants, ...scene.denials]).kind);
    if (!isInside) expect(kinds).not.toContain('inside');
    return isInside && kinds.includes('exceeds');
  });

  law('what can’t be determined exceeds unless everything is freed', 2, (scene) => {
    const call = withReach(scene.call, 'lost');
    const verdict = judge(scene, allOf(scene), call);
    for (const tool of toolsNamed(verdict, scene.grants)) expect(tool.reach).toBe('any');
    return verdict.kind === 'inside' || judge(scene, allOf(scene)).kind === 'inside';
  });

  law('a wide path grant never covers a protected place', 0, (scene) => {
    const keys = scene.places.filter((place) => !place.startsWith('**/'));
    const verdict = judge(scene, scene.grants);
    const reaches = scene.call.reaches.filter(isPathReach);
    const touched = keys.filter((key) => reaches.some((reach) => within(reach.key, key)));
    const held = keys.filter((key) =>
      reaches.some((reach) => reach.kind === 'folder' && key !== reach.key && within(key, reach.key)),
    );
    const isFreed = toolsNamed(verdict, scene.grants).some((tool) => tool.reach === 'any');
    if (verdict.kind !== 'inside' || isFreed) return touched.length > 0 || held.length > 0;
    expect(held).toEqual([]);
    const named = scene.grants.flatMap(({ reach }) => reach).filter(({ id }) => verdict.grants.includes(id));
    for (const key of touched)
      expect(named.some((part) => 'path' in part && within(part.path, key))).toBe(true);
    return touched.length > 0;
  });

  law('what came with a tool grant counts beside it only', 2, (scene) => {
    const verdict = judge(scene, allOf(scene));
    if (verdict.kind !== 'inside') return false;
    const isNamed = ({ id }: { readonly id: string }): boolean => verdict.grants.some((one) => one === id);
    const answers = scene.grants.filter(
      ({ tools, reach }) =>
        tools.length > 0 && reach.some((part) => part.with !== undefined && isNamed(part)),
    );
    expect(answers.length).toBeLessThan(2);
    for (const answer of answers) expect(answer.tools.some(isNamed)).toBe(true);
    return answers.length > 0;
  });
});

describe('denying', () => {
  law('deny trumps allow', 10, (scene) => {
    const alone = judge(scene, scene.denials);
    if (alone.kind !== 'denied') return false;
    expect(judge(scene, [EVERYTHING, scene.more, ...scene.grants, ...scene.denials])).toEqual(alone);
    expect(judge(scene, [...scene.denials, ...scene.grants, scene.more, EVERYTHING])).toEqual(alone);
    return true;
  });

  law('a denial is never freed by what can’t be determined', 10, (scene) => {
    const forever = scene.denials.map((denial): Grant => ({
      ...denial,
      agent: 'any',
      lifetime: { kind: 'always' },
    }));
    const reaches = forever
      .flatMap(({ deny }) => deny)
      .filter((one) => 'kind' in one && one.with === undefined);
    if (reaches.length === 0) return false;
    const line: Grant = {
      ...EVERYTHING,
      tools: [{ id: grantIdSchema.parse('g81.t'), server: '*', tool: '*', otherArgs: 'any' }],
      reach: [{ id: grantIdSchema.parse('g81.r'), kind: 'command', line: '$A', shell: 'bash' }],
    };
    for (const unsure of ['lost', 'line'] as const) {
      const call = withReach(scene.call, unsure);
      const verdict = judge(scene, [EVERYTHING, line, ...scene.grants, ...forever], call);
      expect(verdict.kind, unsure).not.toBe('inside');
    }
    return true;
  });
});

describe('the second judge', () => {
  law('naive and indexed judge agree', 3, (scene) => {
    const grants = allOf(scene);
    const naive = { grants, protectedKeys: scene.places, usage: usageOf(scene.used) };
    expect(judge(scene, grants).kind).toBe(naiveDecide(scene.call, naive, NOW));
    return judge(scene, grants).kind === 'inside';
  });

  test('the cases are of all kinds', () => {
    const kinds = fc
      .sample(sceneArbitrary(3), { numRuns: RUNS, seed: SEED })
      .map((scene: Scene) => judge(scene, allOf(scene)).kind);
    for (const kind of ['inside', 'exceeds', 'denied'])
      expect(kinds.filter((one) => one === kind).length, kind).toBeGreaterThan(RUNS / 10);
  });
});
