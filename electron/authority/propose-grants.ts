import { grantIdSchema } from '../../shared/contract/ids.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Excess } from '../../shared/contract/verdict.ts';
import { readingOf } from '../../shared/core/find-reaches.ts';
import { ladders, type Ladder } from '../../shared/core/ladder.ts';
import type { GrantParts } from '../../shared/core/rung-offer.ts';
import type { CheckedCall } from './check-call.ts';
import { holdsSecret } from './holds-secret.ts';
import { projectFolders } from './project-folders.ts';

/** What could be granted so that a call which exceeds is inside: the ladders that the user would be shown, with nobody there to ask. */
export function proposeGrants(
  { call, reads, scope }: CheckedCall,
  excess: readonly Excess[],
): readonly Ladder[] {
  const { held, home, keyOf, protectedKeys } = scope;
  return ladders(call, excess, {
    scope: held.scope,
    usage: held.usage,
    home,
    keyOf,
    protectedKeys,
    past: [],
    holdsSecret,
    projects: projectFolders(call, { home, keyOf }),
    readings: readingOf(reads),
  });
}

/** Whether the call would be inside with these parts granted beside what is held: a denial may still stand in the way. */
export function wouldCover({ call, scope }: CheckedCall, { tools, reach }: GrantParts): boolean {
  const grant: Grant = {
    id: grantIdSchema.parse('proposed'),
    words: 'proposed',
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools,
    reach,
    deny: [],
  };
  return scope.held.trial(call, grant).kind === 'inside';
}
