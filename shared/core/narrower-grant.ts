// Whether one grant allows nothing that another doesn't. Each part is compared with a part of the wider grant in the forms that are known
// to be narrower; what isn't plainly narrower counts as wider.

import type { Denial, Grant, Lifetime, Limit, ReachGrant, ToolGrant } from '../contract/scope.ts';
import { canonicalText } from './canonical-text.ts';
import { nameFits } from './name-pattern.ts';
import { isNarrowerReach, type PathRules } from './narrower-reach.ts';
import { isNarrowerTool } from './narrower-tool.ts';

/** True only when every call that `narrow` lets through would be let through by `wide`, at any time and however often. */
export function isNarrowerGrant(narrow: Grant, wide: Grant, rules: PathRules): boolean {
  return (
    (wide.agent === 'any' || same(narrow.agent, wide.agent)) &&
    isShorter(narrow.lifetime, wide.lifetime) &&
    wide.limits.every((limit) => narrow.limits.some((own) => isTighter(own, limit))) &&
    wide.deny.every((denial) => narrow.deny.some((own) => same(withoutId(own), withoutId(denial)))) &&
    // A part that is bound to a tool holds beside any grant of that tool once its own grant has none.
    (narrow.tools.length > 0 || wide.tools.length === 0) &&
    narrow.tools.every((part) => wide.tools.some((held) => isNarrowerTool(part, held))) &&
    narrow.reach.every(
      (part) =>
        wide.reach.some((held) => isNarrowerReach(part, held, rules)) ||
        wide.tools.some((tool) => isFreedBy(part, tool)),
    )
  );
}

function isShorter(narrow: Lifetime, wide: Lifetime): boolean {
  if (wide.kind === 'always') return true;
  if (wide.kind === 'until' && narrow.kind === 'until') return narrow.at <= wide.at;
  return same(narrow, wide);
}

/** Counted on by the same counter: another one would begin anew. */
function isTighter(narrow: Limit, wide: Limit): boolean {
  return (
    narrow.counter === wide.counter &&
    (narrow.maxCalls ?? Infinity) <= (wide.maxCalls ?? Infinity) &&
    (narrow.perMinute ?? Infinity) <= (wide.perMinute ?? Infinity)
  );
}

/** A tool that was free to reach anything is bound to something now. */
function isFreedBy({ with: bound }: ReachGrant, { server, tool, identity, reach }: ToolGrant): boolean {
  if (reach !== 'any' || bound === undefined) return false;
  return (
    nameFits(server, bound.server) &&
    nameFits(tool, bound.tool) &&
    (identity === undefined || identity === bound.identity)
  );
}

function withoutId({ id: _id, ...denial }: Denial): object {
  return denial;
}

function same(one: unknown, other: unknown): boolean {
  return canonicalText(one) === canonicalText(other);
}
