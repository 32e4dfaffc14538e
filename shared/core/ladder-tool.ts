// Rungs about the tool itself, narrow to wide: exactly this call; the tool where it is granted, with its other arguments as they are now, or
// with any; the tool with any arguments on anything. The first and the last need nothing beside them.

import type { Call } from '../contract/call.ts';
import type { ReachGrant, ArgMatcher, ToolGrant } from '../contract/scope.ts';
import type { ArgumentReading } from '../contract/tool-profile.ts';
import { jsonText, valueAt } from './arg-matcher.ts';
import { carriedWords } from './beside-tool.ts';
import { plainJson } from './plain-json.ts';
import { equalsWords, listWords, moneyWords, toolWords } from './plain-words.ts';
import { boundTo, toolGrantOf, type MakeId, type RungPlan } from './rung-offer.ts';
import type { UnboundGrant } from './reach-plan.ts';
import { shortened } from './scope-words.ts';
import { holdsLongNumber } from './strict-json.ts';

export type ToolSituation = {
  readonly home: string;
  readonly readings: readonly ArgumentReading[];
  /** The narrowest grants of all that the call touches; null when some of it can't be granted by itself. */
  readonly touched: readonly UnboundGrant[] | null;
  /** What was granted beside another grant of this tool and has to come along; null when what is touched can't be granted apart. */
  readonly carried: readonly ReachGrant[] | null;
  /** A denial may forbid what can't be worked out: then nothing frees all. */
  readonly couldBeDenied: boolean;
};

export function toolPlans(call: Call, situation: ToolSituation): readonly RungPlan[] {
  const { touched, carried, readings } = situation;
  const plans: RungPlan[] = [];
  // A number that a double would change can't be written in a grant.
  if (touched !== null && !holdsLongNumber(call.args)) plans.push(thisCall(call, touched));
  if (carried !== null) {
    const free = readings.some(({ role }) => role.role === 'payload' || role.role === 'option');
    if ((reachesOutside(call) || free) && !call.reaches.some((reach) => isLong(call, reach.pointer)))
      plans.push(asNow(call, carried, situation.home));
    plans.push(anyOther(call, carried, situation.home));
  }
  if (!situation.couldBeDenied) plans.push(anything(call));
  return plans;
}

/** Whether the call touches something beyond the values of its arguments. */
function reachesOutside(call: Call): boolean {
  return call.reaches.some((reach) => reach.kind !== 'value');
}

function isLong({ args }: Call, pointer: string): boolean {
  const value = valueAt(args, pointer);
  return value !== undefined && holdsLongNumber(value);
}

function thisCall(call: Call, touched: readonly UnboundGrant[]): RungPlan {
  const spent = touched.flatMap((grant) =>
    grant.kind === 'spend' ? [`, spending ${moneyWords(grant.perCall ?? '', grant.currency)} each time`] : [],
  );
  const args = shortened(jsonText(call.args));
  return {
    kind: 'call',
    label: 'This exact call',
    words: `may use ${toolWords(call)} with exactly these arguments: ${args}${spent.join('')}`,
    settles: true,
    trial: 'whole',
    asked: call,
    of: (past) => past,
    parts: (id) => ({
      tools: [{ ...toolGrantOf(call, id('tool')), args: { '': { equals: plainJson(call.args) } } }],
      reach: touched.map((grant, at) => ({ ...grant, id: id(`reach${at}`), with: boundTo(call) })),
    }),
  };
}

function carriedParts(call: Call, carried: readonly ReachGrant[], id: MakeId): readonly ReachGrant[] {
  return carried.map((grant, at) => ({ ...grant, id: id(`carried${at}`), with: boundTo(call) }));
}

function asNow(call: Call, carried: readonly ReachGrant[], home: string): RungPlan {
  const values = call.reaches.flatMap((reach) => {
    const value = reach.kind === 'value' ? valueAt(call.args, reach.pointer) : undefined;
    return value === undefined ? [] : [{ pointer: reach.pointer, value }];
  });
  const said = values.map(({ pointer, value }) => equalsWords(pointer, value));
  const others = [...said, 'no other arguments but text and options'];
  const equal = values.map(({ pointer, value }): [string, ArgMatcher] => [
    pointer,
    { equals: plainJson(value) },
  ]);
  return {
    ...whereGranted(call, { args: { ...reachesThere(call), ...Object.fromEntries(equal) } }, carried),
    kind: 'now',
    label: reachesOutside(call) ? 'On what is granted, rest as now' : 'Rest as now',
    words: `may use ${toolWords(call)} on what is granted${carriedWords(carried, home)}, with ${listWords(others)}`,
  };
}

function anyOther(call: Call, carried: readonly ReachGrant[], home: string): RungPlan {
  return {
    ...whereGranted(call, { args: reachesThere(call), otherArgs: 'any' }, carried),
    kind: 'other',
    label: reachesOutside(call) ? 'On what is granted, rest free' : 'Any arguments',
    words: `may use ${toolWords(call)} on what is granted${carriedWords(carried, home)}, with any other arguments`,
  };
}

/** What is reached through an argument now has to be reached through it again: a call that leaves it out is another call. */
function reachesThere(call: Call): Readonly<Record<string, ArgMatcher>> {
  const pointers = call.reaches.flatMap(({ kind, pointer }) => {
    const top = `/${pointer.split('/')[1] ?? ''}`;
    return kind === 'value' || valueAt(call.args, top) === undefined ? [] : [top];
  });
  return Object.fromEntries(pointers.map((pointer) => [pointer, { reach: true }]));
}

function whereGranted(
  call: Call,
  rest: Partial<ToolGrant>,
  carried: readonly ReachGrant[],
): Pick<RungPlan, 'trial' | 'asked' | 'of' | 'parts'> {
  return {
    trial: 'tool',
    asked: call,
    of: (past) => past,
    parts: (id) => ({
      tools: [{ ...toolGrantOf(call, id('tool')), ...rest }],
      reach: carriedParts(call, carried, id),
    }),
  };
}

function anything(call: Call): RungPlan {
  return {
    kind: 'tool',
    label: 'On anything, any arguments',
    words: `may use ${toolWords(call)} on anything that it reaches, with any arguments`,
    settles: true,
    wide: true,
    trial: 'whole',
    asked: call,
    of: (past) => past,
    parts: (id) => ({ tools: [{ ...toolGrantOf(call, id('tool')), reach: 'any' }], reach: [] }),
  };
}
