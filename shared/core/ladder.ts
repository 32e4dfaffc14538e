// The ladders of a question: what the user may remember about each excess instead of answering once. Reaches of one kind in one argument
// share a ladder, and whatever the tool's own grant lacks is answered by one ladder about the tool.

import type { Call } from '../contract/call.ts';
import { isPathReach, type Reach } from '../contract/reach.ts';
import type { ArgumentReading } from '../contract/tool-profile.ts';
import type { Excess } from '../contract/verdict.ts';
import { besideWhich, besideWords, carriedGrants, type Beside } from './beside-tool.ts';
import { excessCauses, type Cause } from './excess-causes.ts';
import { judgedAt } from './find-cover.ts';
import { couldBeDenied } from './find-denials.ts';
import { pathPlans } from './ladder-path.ts';
import { commandPlans, databasePlans, recipientPlans, spendPlans, valuePlans } from './ladder-reach.ts';
import { sitePlans } from './ladder-site.ts';
import { toolPlans } from './ladder-tool.ts';
import { toolWords } from './plain-words.ts';
import type { ReachPlan, UnboundGrant } from './reach-plan.ts';
import {
  boundTo,
  offersOf,
  toolGrantOf,
  type Offered,
  type RungPlan,
  type TrialPlace,
} from './rung-offer.ts';
import type { Usage } from './usage.ts';

export type LadderContext = TrialPlace & {
  readonly home: string;
  readonly usage: Usage;
  readonly readings: readonly ArgumentReading[];
  /** The project that a path lies in, by the path's key: the nearest folder above it that looks like one. */
  readonly projects: ReadonlyMap<string, string>;
};

/** `answers` are the places of the excesses in their list, the first of which shows the rungs. */
export type Ladder = Offered & { readonly answers: readonly number[] };

/** Above this many bytes of arguments a prompt can't show them whole, and nothing may be remembered. */
export const MAX_REMEMBERED = 262_144;

type Group = {
  readonly key: string;
  readonly answers: readonly number[];
  readonly reaches: readonly Reach[];
};

export function ladders(call: Call, excesses: readonly Excess[], context: LadderContext): readonly Ladder[] {
  // Of several tools of one name it isn't known which runs: no grant covers it. And a star in a grant stands for any name.
  const isNameable = call.definition.kind !== 'ambiguous' && !call.tool.includes('*');
  if (call.argsText.length > MAX_REMEMBERED || !isNameable) return [];
  const judged = judgedAt(call, context.scope, call.at, context.usage);
  const causes = excessCauses(judged, excesses);
  const beside = causes.some((cause) => cause.kind === 'tool') ? 'free' : besideWhich(judged, causes);
  const about = causes.flatMap((cause, at) => (cause.kind === 'tool' ? [at] : []));
  const rest = groupsOf(causes, call).map((group) => reachLadder(group, call, beside, context));
  // With one excess that no rung answers, what would be remembered about the others asks again at once.
  const open =
    rest.every((ladder) => ladder.offers.length > 0) && !causes.some((cause) => cause.kind === 'none');
  if (about.length === 0 && open) return rest;
  const answers = open ? about : causes.map((_cause, at) => at);
  const [index = 0] = answers;
  const plans = toolPlans(call, {
    home: context.home,
    readings: context.readings,
    touched: touchedGrants(call, context),
    carried: open ? carriedGrants(judged, causes, (reach) => reach.kind === 'value') : null,
    couldBeDenied: couldBeDenied(judged),
  });
  const own = offersOf(plans, index, context);
  if (open) return [{ answers, ...own }, ...rest];
  const tool = { answers, ...own, withheld: own.withheld || rest.some((ladder) => ladder.withheld) };
  return tool.offers.length === 0 && !tool.withheld ? [] : [tool];
}

/** Reaches that one ladder answers: the paths of one argument, all recipients, all money in one currency, one command. */
function groupsOf(causes: readonly Cause[], call: Call): readonly Group[] {
  const groups = new Map<string, { key: string; answers: number[]; reaches: Reach[] }>();
  const unclear = new Set(
    causes.flatMap(({ reach }) => (reach?.kind === 'command' && reach.argv === null ? [reach.pointer] : [])),
  );
  causes.forEach(({ kind, reach }, at) => {
    if (kind !== 'reach') return;
    const key =
      reach.kind === 'command' && unclear.has(reach.pointer) ? `line ${reach.pointer}` : groupKey(reach);
    const group = groups.get(key) ?? { key, answers: [], reaches: [] };
    groups.set(key, group);
    group.answers.push(at);
    group.reaches.push(reach);
  });
  // All that is spent in one currency counts together, whether or not it stands among the excesses.
  return [...groups.values()].map((group) =>
    group.key.startsWith('spend ') ? { ...group, reaches: sameGroup(call, group.key) } : group,
  );
}

function sameGroup(call: Call, key: string): readonly Reach[] {
  return call.reaches.filter((reach) => groupKey(reach) === key);
}

function groupKey(reach: Reach): string {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return `path ${reach.access} ${reach.pointer.split('/')[1] ?? ''}`;
    case 'site':
      return `site ${reach.method ?? ''}`;
    case 'recipient':
      return 'recipient';
    case 'spend':
      return `spend ${reach.currency}`;
    case 'command':
      return `command ${JSON.stringify([reach.pointer, reach.argv])}`;
    case 'database':
      return `database ${reach.access} ${reach.name}`;
    case 'value':
    case 'undetermined':
      return `${reach.kind} ${reach.pointer}`;
  }
}

function reachLadder(
  { key, answers, reaches }: Group,
  call: Call,
  beside: Beside | 'free' | 'none',
  context: LadderContext,
): Ladder {
  const [index = 0] = answers;
  if (beside === 'none') return { answers, offers: [], withheld: false };
  const asked = { ...call, reaches };
  const of = (past: Call): Call | null => {
    const same = past.reaches.filter((reach) => isAlike(reach, key));
    return same.length === 0 ? null : { ...past, reaches: same };
  };
  const plans = reachPlans(reaches, call, context).map((plan) => ({
    ...boundPlan(plan, call, beside, context.home),
    asked,
    of,
  }));
  return { answers, ...offersOf(plans, index, context) };
}

/** Whether a reach of a past call is what a ladder of this group answers for. Every command of a past line has to be covered. */
function isAlike(reach: Reach, key: string): boolean {
  if (reach.kind === 'command') return key.startsWith('command ') || key.startsWith('line ');
  if (reach.kind === 'database') return key.startsWith('database ');
  return groupKey(reach) === key;
}

function boundPlan(
  { kind, label, words, grants }: ReachPlan,
  call: Call,
  beside: Beside | 'free',
  home: string,
): Omit<RungPlan, 'asked' | 'of'> {
  const bound = { with: boundTo(call) };
  const { tool, carried } = beside === 'free' ? { tool: null, carried: [] } : beside;
  return {
    kind,
    label,
    words: `may ${words} with ${toolWords(call)}${besideWords(beside, home)}`,
    trial: 'reach',
    parts: (id) => ({
      tools: tool === null ? [] : [{ ...toolGrantOf(call, id('tool')), ...tool }],
      reach: [
        ...grants.map((grant, at) => ({ ...grant, ...bound, id: id(String(at)) })),
        ...carried.map((grant, at) => ({ ...grant, ...bound, id: id(`carried${at}`) })),
      ],
    }),
  };
}

/** All reaches are of one group. */
function reachPlans(reaches: readonly Reach[], call: Call, context: LadderContext): readonly ReachPlan[] {
  const [first] = reaches;
  if (first === undefined) return [];
  const { protectedPlaces } = context.scope;
  switch (first.kind) {
    case 'file':
    case 'folder':
      return pathPlans(reaches.filter(isPathReach), { ...context, protectedPlaces });
    case 'site':
      return sitePlans(reaches.filter((reach) => reach.kind === 'site'));
    case 'recipient':
      return recipientPlans(reaches.filter((reach) => reach.kind === 'recipient'));
    case 'spend':
      return spendPlans(reaches.filter((reach) => reach.kind === 'spend'));
    case 'command':
      return commandPlans(
        reaches.filter((reach) => reach.kind === 'command'),
        call.args,
      );
    case 'database':
      return databasePlans(first);
    case 'value':
      return valuePlans(first, call.args);
    case 'undetermined':
      return [];
  }
}

/** The narrowest grants of all that the call touches; null when something can't be granted by itself. */
function touchedGrants(call: Call, context: LadderContext): readonly UnboundGrant[] | null {
  const keys = new Set(call.reaches.filter((reach) => reach.kind !== 'value').map(groupKey));
  const found: UnboundGrant[] = [];
  for (const key of keys) {
    const plans = reachPlans(sameGroup(call, key), call, context);
    // The same call spends the same again: a total would end it, and is offered apart.
    const plan = key.startsWith('spend ') ? plans.at(-1) : plans[0];
    if (plan === undefined) return null;
    found.push(...plan.grants);
  }
  return found;
}
