// Whether one tool grant lets nothing through that another doesn't.

import type { ArgMatcher, ToolGrant } from '../contract/scope.ts';
import { canonicalText } from './canonical-text.ts';
import { nameFits } from './name-pattern.ts';

export function isNarrowerTool(narrow: ToolGrant, wide: ToolGrant): boolean {
  return (
    isNarrowerName(narrow.server, wide.server) &&
    isNarrowerName(narrow.tool, wide.tool) &&
    (wide.identity === undefined || wide.identity === narrow.identity) &&
    (wide.definition === undefined || wide.definition === narrow.definition) &&
    (narrow.reach === undefined || wide.reach === 'any') &&
    (narrow.otherArgs === undefined || wide.otherArgs === 'any' || wide.reach === 'any') &&
    areNarrowerArgs(narrow, wide)
  );
}

/** Of two names with stars only equal ones are compared. */
function isNarrowerName(narrow: string, wide: string): boolean {
  return narrow === wide || (!narrow.includes('*') && nameFits(wide, narrow));
}

/** Naming an argument that nothing was said of would free it, unless it was free already. */
function areNarrowerArgs(narrow: ToolGrant, wide: ToolGrant): boolean {
  const held = wide.args ?? {};
  const own = narrow.args ?? {};
  const isFree = wide.otherArgs === 'any' || wide.reach === 'any';
  return (
    Object.entries(held).every(([pointer, matcher]) => {
      const mine = own[pointer];
      return mine === undefined ? matcher === 'any' && isFree : isNarrowerMatcher(mine, matcher);
    }) && Object.keys(own).every((pointer) => isFree || held[pointer] !== undefined)
  );
}

function isNarrowerMatcher(narrow: ArgMatcher, wide: ArgMatcher): boolean {
  if (wide === 'any' || canonicalText(narrow) === canonicalText(wide)) return true;
  if (narrow === 'any') return false;
  if ('oneOf' in wide) return isOneOf(narrow, wide.oneOf);
  if ('min' in wide || 'max' in wide) {
    return (
      ('min' in narrow || 'max' in narrow) &&
      (wide.min === undefined || (narrow.min !== undefined && narrow.min >= wide.min)) &&
      (wide.max === undefined || (narrow.max !== undefined && narrow.max <= wide.max))
    );
  }
  return false;
}

function isOneOf(narrow: Exclude<ArgMatcher, 'any'>, values: readonly unknown[]): boolean {
  const texts = new Set(values.map((value) => canonicalText(value)));
  if ('equals' in narrow) return texts.has(canonicalText(narrow.equals));
  return 'oneOf' in narrow && narrow.oneOf.every((one) => texts.has(canonicalText(one)));
}
