// Finds the denials in force that forbid a call. A denial forbids at least what a grant of the same words would allow, and wherever it
// isn't sure what a call touches, the denial counts.

import { LosslessNumber } from 'lossless-json';
import type { GrantId } from '../contract/ids.ts';
import type { JsonValue } from '../contract/json.ts';
import { isPathReach, type PathReach, type Reach } from '../contract/reach.ts';
import type { ArgMatcher, PathGrant } from '../contract/scope.ts';
import { argFits, valueAt } from './arg-matcher.ts';
import type { Denied, Fitting, KeyedDenial } from './compile-scope.ts';
import type { Judged } from './find-cover.ts';
import { isFor, isLive, type Terms } from './holders.ts';
import { denies } from './keyed-cover.ts';
import { keysBeneath, startingWith, upwards } from './path-key.ts';
import { keysOfReach, originOf, type KeyedReach } from './reach-keys.ts';
import { isJsonList } from './strict-json.ts';

/** The ids of all denials that hold, in order. */
export function findDenials(judged: Judged, fitting: Fitting): readonly GrantId[] {
  const found = new Set<GrantId>();
  const note = ({ id, terms }: { readonly id: GrantId; readonly terms: Terms }): void => {
    if (isInForce(terms, judged)) found.add(id);
  };
  for (const denial of fitting.denials) {
    const named = Object.entries(denial.part.args ?? {});
    if (named.every(([pointer, matcher]) => couldFit(matcher, valueAt(judged.call.args, pointer))))
      note(denial);
  }
  const { deniedPaths, deniedKeyed } = judged.scope;
  if (deniedPaths.byKey.size === 0 && deniedKeyed.byKey.size === 0) return [...found].sort();
  for (const reach of judged.call.reaches) {
    if (reach.kind === 'undetermined') continue;
    if (isPathReach(reach)) pathDenials(reach, judged).forEach(note);
    else keyedDenials(reach, judged).forEach(note);
  }
  return [...found].sort();
}

/** Whether an argument is as a denial says, or may be taken for it: one of a list, a number that is written as text. */
function couldFit(matcher: ArgMatcher, value: JsonValue | undefined): boolean {
  if (argFits(matcher, value)) return true;
  if (matcher === 'any' || 'absent' in matcher || 'reach' in matcher) return false;
  if (isJsonList(value)) return value.some((item) => couldFit(matcher, item));
  if ('equals' in matcher || 'oneOf' in matcher || 'glob' in matcher) return false;
  const text = value instanceof LosslessNumber ? value.value : value;
  if (typeof text !== 'string') return false;
  // Which number is meant by `1,000` or `5 EUR` isn't sure.
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(amount) ? /\d/.test(text) : argFits(matcher, amount);
}

/**
 * Whether a denial in force could forbid the call, though it can't be worked out that it does: then nothing that frees these reaches may
 * let it through.
 */
export function couldBeDenied(judged: Judged, reaches: readonly Reach[] = judged.call.reaches): boolean {
  const { deniedPaths, deniedKeyed } = judged.scope;
  const unsure = reaches.filter((reach) => reach.kind === 'undetermined' || reach.kind === 'command');
  if (unsure.length === 0) return false;
  for (const denial of [...deniedPaths.byKey.values(), ...deniedKeyed.byKey.values()].flat()) {
    if (!isInForce(denial.terms, judged) || !forThisTool(denial.part, judged)) continue;
    if (unsure.some((reach) => isUnsure(reach, denial.part))) return true;
  }
  return false;
}

/** A line that can't be worked out may run and touch anything; a command may run another one that stands among its words. */
function isUnsure(reach: Reach, denial: PathGrant | KeyedDenial): boolean {
  if (reach.kind !== 'command') return true;
  if (reach.argv === null) return true;
  if (denial.kind !== 'command' || 'line' in denial) return false;
  const [program] = denial.argv;
  return reach.argv.some(
    (word, at) => at > 0 && (word === program || word.split(/\s+/).includes(program ?? '')),
  );
}

/** A denial doesn't lapse and has no limits. */
function isInForce({ agent, lifetime }: Terms, { moment }: Judged): boolean {
  return isFor(agent, moment.agent) && isLive(lifetime, moment);
}

function pathDenials(reach: PathReach, judged: Judged): readonly Denied<PathGrant>[] {
  const { byKey, sorted } = judged.scope.deniedPaths;
  if (byKey.size === 0) return [];
  const found: Denied<PathGrant>[] = [];
  for (const key of upwards(reach.key)) {
    for (const denial of byKey.get(key) ?? []) {
      if (denial.part.kind === 'folder' || key === reach.key) found.push(denial);
    }
  }
  if (reach.kind === 'folder') {
    for (const key of keysBeneath(sorted, reach.key)) found.push(...(byKey.get(key) ?? []));
  }
  return found.filter(
    ({ part }) => forThisTool(part, judged) && (part.access === 'read' || reach.access === 'write'),
  );
}

function keyedDenials(
  reach: KeyedReach,
  judged: Judged,
): readonly { readonly id: GrantId; readonly terms: Terms }[] {
  const { byKey, sorted } = judged.scope.deniedKeyed;
  if (byKey.size === 0) return [];
  const keys = [...keysOfReach(reach, judged.call.args)];
  // It isn't sure where the path leads: every denied path of the site counts.
  if (reach.kind === 'site' && reach.ambiguousPath)
    keys.push(`site url ${originOf(reach)}`, ...startingWith(sorted, `site url ${originOf(reach)}/`));
  return keys
    .flatMap((key) => byKey.get(key) ?? [])
    .filter(({ part }) => forThisTool(part, judged) && denies(part, reach));
}

/** A server that is started differently stays denied. */
function forThisTool(
  { with: bound }: { readonly with?: { readonly server: string; readonly tool: string } | undefined },
  { call }: Judged,
): boolean {
  return bound === undefined || (bound.server === call.server.name && bound.tool === call.tool);
}
