// The laws of the judge that say when a grant counts, what doesn't matter, and what a verdict tells.

import { describe, expect } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { Grant, ToolGrant } from '../../shared/contract/scope.ts';
import type { Excess, Verdict } from '../../shared/contract/verdict.ts';
import { valueAt } from '../../shared/core/arg-matcher.ts';
import { NOW } from './arbitrary-call.ts';
import { usageOf, type Scene } from './arbitrary-scene.ts';
import { allOf, judge, law } from './law.ts';

function hasEnded({ lifetime }: Grant, { session, task, digest }: Call): boolean {
  switch (lifetime.kind) {
    case 'always':
      return false;
    case 'until':
      return lifetime.at <= NOW;
    case 'session':
      return lifetime.session !== session;
    case 'task':
      return lifetime.task !== task;
    case 'once':
      return lifetime.digest !== digest;
  }
}

function isForAnother({ agent }: Grant, call: Call): boolean {
  if (agent === 'any') return false;
  if (agent.name !== call.agent.name) return true;
  return agent.executable !== null && call.agent.process?.executable !== agent.executable;
}

function isIdle(grant: Grant, { used }: Scene): boolean {
  const usage = usageOf(used);
  return usage.hasLapsed(grant.id, NOW) || grant.limits.some((limit) => usage.isReached(limit, NOW));
}

/** What differs between a grant that doesn't count and none is only what is said of it. */
function decided(verdict: Verdict): unknown {
  return verdict.kind === 'exceeds' ? 'exceeds' : verdict;
}

/** States that the grants of which `isOut` holds change nothing; those that deny have no part in it unless `denials`. */
function sameWithout(
  name: string,
  isOut: (grant: Grant, scene: Scene) => boolean,
  { denials, words }: { readonly denials: boolean; readonly words: boolean },
): void {
  law(name, 3, (scene) => {
    const grants = scene.grants.filter((grant) => !isOut(grant, scene));
    const never = denials ? scene.denials.filter((grant) => !isOut(grant, scene)) : scene.denials;
    const [whole, left] = [judge(scene, allOf(scene)), judge(scene, [...grants, ...never])];
    if (words) expect(whole).toEqual(left);
    else expect(decided(whole)).toEqual(decided(left));
    return grants.length + never.length < allOf(scene).length;
  });
}

describe('terms', () => {
  sameWithout('expired equals absent', (grant, { call }) => hasEnded(grant, call), {
    denials: true,
    words: true,
  });
  sameWithout('another agent’s grant equals absent', (grant, { call }) => isForAnother(grant, call), {
    denials: true,
    words: false,
  });
  sameWithout('lapsed equals absent', ({ id }, { used }) => usageOf(used).hasLapsed(id, NOW), {
    denials: false,
    words: false,
  });
  sameWithout(
    'used up equals absent',
    ({ limits }, { used }) => limits.some((limit) => usageOf(used).isReached(limit, NOW)),
    { denials: false, words: false },
  );
});

describe('what doesn’t matter', () => {
  law('order and duplicates do not matter', 3, (scene) => {
    const grants = allOf(scene);
    const turned = grants.toReversed().map((grant) => ({
      ...grant,
      tools: grant.tools.toReversed(),
      reach: grant.reach.toReversed(),
      limits: grant.limits.toReversed(),
    }));
    const verdict = judge(scene, grants);
    expect(judge(scene, turned)).toEqual(verdict);
    expect(judge(scene, [...grants.slice(1), ...grants.slice(0, 1)])).toEqual(verdict);
    expect(judge(scene, [...turned, ...grants])).toEqual(verdict);
    expect(judge(scene, [...grants, ...grants.slice(0, 1)])).toEqual(verdict);
    return scene.grants.length > 1;
  });

  law('what an agent says of itself does not matter', 3, (scene) => {
    const claims = { name: 'cursor', version: '9' };
    const call = { ...scene.call, agent: { ...scene.call.agent, claims } };
    expect(judge(scene, allOf(scene), call)).toEqual(judge(scene, allOf(scene)));
    return true;
  });
});

describe('what a verdict tells', () => {
  law('a verdict names live grants only', 5, (scene) => {
    const verdict = judge(scene, allOf(scene));
    const counts = allOf(scene).filter(
      (grant) => !hasEnded(grant, scene.call) && !isForAnother(grant, scene.call),
    );
    if (verdict.kind === 'exceeds') return false;
    const ids =
      verdict.kind === 'denied'
        ? counts.flatMap(({ deny }) => deny.map(({ id }) => id))
        : counts
            .filter((grant) => !isIdle(grant, scene))
            .flatMap(({ tools, reach }) => [...tools, ...reach].map(({ id }) => id));
    const named = verdict.kind === 'denied' ? verdict.denials : verdict.grants;
    expect(named.length).toBeGreaterThan(0);
    for (const id of named) expect(ids).toContain(id);
    return true;
  });

  law('every excess is explained', 2, (scene) => {
    const verdict = judge(scene, allOf(scene));
    if (verdict.kind !== 'exceeds') return false;
    expect(verdict.excess.length).toBeGreaterThan(0);
    for (const { pointer, asked } of verdict.excess)
      expect(asked === 'nothing' || valueAt(scene.call.args, pointer) !== undefined, pointer).toBe(true);
    // Whatever isn't named is granted: with the tool, and without what is named, the call is inside.
    const reaches = scene.call.reaches.filter((reach) => !isNamed(reach, verdict.excess));
    const call: Call = { ...scene.call, reaches, definition: { kind: 'unlisted' } };
    const grants = [...scene.grants.map(loosened), BARE];
    expect(judge(scene, grants, call).kind).toBe('inside');
    return call.reaches.length > 0;
  });
});

function isNamed(reach: Reach, excess: readonly Excess[]): boolean {
  return excess.some(({ kind, pointer }) => kind === reach.kind && pointer === reach.pointer);
}

/** The grant with nothing asked of the tool but its name. */
function loosened(grant: Grant): Grant {
  const tools = grant.tools.map(
    ({ identity: _identity, definition: _definition, args, ...tool }): ToolGrant => {
      const named = Object.keys(args ?? {}).map((pointer) => [pointer, 'any'] as const);
      return { ...tool, args: Object.fromEntries(named) };
    },
  );
  return { ...grant, tools };
}

/** The tool, and nothing beside it. */
const BARE: Grant = {
  id: grantIdSchema.parse('g80'),
  words: 'any tool',
  agent: 'any',
  lifetime: { kind: 'always' },
  limits: [],
  tools: [{ id: grantIdSchema.parse('g80.t'), server: '*', tool: '*' }],
  reach: [],
  deny: [],
};
