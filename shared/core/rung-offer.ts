// What a ladder is made of: rungs as they are planned, tried against the call that asks and against calls of the past, and offered. The
// grant of a rung is built beside its sentence, bound to the server and the tool that are on the screen.

import type { Call } from '../contract/call.ts';
import { grantIdSchema, type GrantId } from '../contract/ids.ts';
import type { Rung } from '../contract/request.ts';
import type { Grant, ReachGrant, ToolGrant } from '../contract/scope.ts';
import { compileScope, type Scope } from './compile-scope.ts';
import { decide } from './decide.ts';
import { coverOf, coveringTools, freesReach, judgedAt } from './find-cover.ts';
import { UNUSED } from './usage.ts';

/** Makes the id of a part from its suffix. */
export type MakeId = (suffix: string) => GrantId;
export type GrantParts = { readonly tools: readonly ToolGrant[]; readonly reach: readonly ReachGrant[] };
export type RungOffer = { readonly rung: Rung; readonly parts: (id: MakeId) => GrantParts };

/**
 * A rung that is still to be tried and numbered. `asked` is the call with what the rung answers for and nothing else; `of` leaves the same of
 * a past call, null when it has nothing of it. `trial` says what it has to cover by itself: all of the call, the tool and its arguments
 * where what they reach is granted apart, or the reaches.
 */
export type RungPlan = {
  readonly kind: string;
  readonly label: string;
  readonly words: string;
  readonly settles?: true;
  readonly wide?: true;
  readonly trial: 'whole' | 'tool' | 'reach';
  readonly asked: Call;
  readonly of: (past: Call) => Call | null;
  readonly parts: (id: MakeId) => GrantParts;
};
export type TrialPlace = {
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
  /** What is held now: its denials hold against every rung. */
  readonly scope: Scope;
  /** Calls of this tool, newest first. */
  readonly past: readonly Call[];
  /** Whether a text holds a secret: what would have to be stored with one isn't remembered. The text may be JSON. */
  readonly holdsSecret: (text: string) => boolean;
};

/** What a ladder offers, and whether rungs are left out because their grants would hold a secret. */
export type Offered = { readonly offers: readonly RungOffer[]; readonly withheld: boolean };

/** The plans that cover what they are for, one that would ask again at once isn't worth offering, and that hold no secret. */
export function offersOf(plans: readonly RungPlan[], index: number, place: TrialPlace): Offered {
  const stored = plans.filter((plan) => !storesSecret(plan, place));
  return { offers: tried(stored, index, place), withheld: stored.length < plans.length };
}

/** The words of a grant are stored with it. A value is looked at beside the name of its argument. */
function storesSecret({ words, parts }: RungPlan, { holdsSecret }: TrialPlace): boolean {
  const { tools, reach } = parts((suffix) => grantIdSchema.parse(`trial.${suffix}`));
  const named = reach.map((grant) =>
    grant.kind === 'value' && 'equals' in grant
      ? { [grant.pointer]: grant.equals }
      : { ...grant, with: null },
  );
  const args = tools.map((tool) => tool.args ?? {});
  return [words, ...[...named, ...args].map((one) => JSON.stringify(one))].some((text) => holdsSecret(text));
}

function tried(plans: readonly RungPlan[], index: number, place: TrialPlace): readonly RungOffer[] {
  return plans.flatMap((plan) => {
    const scope = trialScope(plan, place);
    if (!covers(plan, plan.asked, scope)) return [];
    const { kind, label, words, settles = false, wide = false, parts } = plan;
    const past = pastOf(plan, scope, place.past);
    return [{ rung: { id: `${index}.${kind}`, label, words, past, settles, wide }, parts }];
  });
}

/** The rung's own grant and no other, under the denials that are held. */
function trialScope(plan: RungPlan, { keyOf, protectedKeys, scope }: TrialPlace): Scope {
  const id = (suffix: string): GrantId => grantIdSchema.parse(`trial.${suffix}`);
  const { tools, reach } = plan.parts(id);
  const grant: Grant = {
    id: id('whole'),
    words: plan.words,
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools: plan.trial === 'reach' ? [] : tools,
    reach,
    deny: [],
  };
  const own = compileScope([grant], keyOf, protectedKeys);
  const { deniedPaths, deniedKeyed } = scope;
  const fitting: Scope['fitting'] = (server, tool) => ({
    indexes: own.fitting(server, tool).indexes,
    denials: scope.fitting(server, tool).denials,
  });
  return { ...own, fitting, deniedPaths, deniedKeyed };
}

function covers({ trial }: RungPlan, call: Call, scope: Scope): boolean {
  if (trial === 'whole') return decide(call, scope, call.at).kind === 'inside';
  const judged = judgedAt(call, scope, call.at, UNUSED);
  if (trial === 'reach') return call.reaches.every((reach) => coverOf(reach, judged, []) !== null);
  const values = call.reaches.filter((reach) => reach.kind === 'value');
  return coveringTools(judged, scope.fitting(call.server.name, call.tool)).some(({ group }) =>
    values.every((value) => freesReach(group.part, value)),
  );
}

/** Past calls that are tried: the question has to be on the screen at once. */
const MAX_TRIED = 100;

/** Calls of other agents don't count: what is remembered is for the agent that asks. */
function pastOf(plan: RungPlan, scope: Scope, past: readonly Call[]): Rung['past'] {
  const { agent, server, tool, definition } = plan.asked;
  const own = past
    .filter((one) => one.agent.name === agent.name && one.server.name === server.name && one.tool === tool)
    .slice(0, MAX_TRIED);
  const covered = own.filter((one) => {
    const asked = plan.of({ ...one, server, definition });
    return asked !== null && covers(plan, asked, scope);
  });
  return { covered: covered.length, of: own.length };
}

/** The bare grant of the tool that is called, as it is now. */
export function toolGrantOf({ server, tool, definition }: Call, id: GrantId): ToolGrant {
  return {
    id,
    server: server.name,
    tool,
    identity: server.identity,
    definition: definition.kind === 'listed' ? definition.hash : 'unlisted',
  };
}

/** The binding of a reach grant to the tool that is called. */
export function boundTo({ server, tool }: Call): NonNullable<ReachGrant['with']> {
  return { server: server.name, identity: server.identity, tool };
}
