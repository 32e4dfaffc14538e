// Compares a call with the scope, and nothing else: no clock, no file, no word list, no model. Default deny; a denial trumps every
// grant; order and duplicates don't matter; an expired grant equals an absent one; what can't be determined exceeds.

import type { Call } from '../contract/call.ts';
import type { GrantId, Instant } from '../contract/ids.ts';
import type { Excess, Verdict } from '../contract/verdict.ts';
import type { Scope } from './compile-scope.ts';
import { explainExcess } from './explain-excess.ts';
import { coveringTools, judgedAt } from './find-cover.ts';
import { couldBeDenied, findDenials } from './find-denials.ts';
import { standingUnder } from './standing-under.ts';
import { UNUSED, type Usage } from './usage.ts';

/** Characters of arguments up to which a grant can let a call through. More can't be shown, and nobody has meant it. */
export const MAX_SILENT = 16_777_216;

/** `usage` is what has been used of the grants before this call; calls in flight included. */
export function decide(call: Call, scope: Scope, now: Instant, usage: Usage = UNUSED): Verdict {
  const judged = judgedAt(call, scope, now, usage);
  const fitting = scope.fitting(call.server.name, call.tool);
  const denials = findDenials(judged, fitting);
  if (denials.length > 0) return { kind: 'denied', denials };
  if (call.argsText.length > MAX_SILENT) return { kind: 'exceeds', excess: [tooLarge(call)] };
  const covering = coveringTools(judged, fitting);
  for (const one of covering) {
    if (one.group.part.reach === 'any') continue;
    const { grants, left } = standingUnder(one, judged);
    if (left.length === 0) return inside(grants);
  }
  const whole = covering.find(({ group }) => group.part.reach === 'any');
  if (whole !== undefined && !couldBeDenied(judged)) return inside([whole.id]);
  return { kind: 'exceeds', excess: explainExcess(judged, fitting, covering) };
}

function inside(ids: readonly GrantId[]): Verdict {
  return { kind: 'inside', grants: [...new Set(ids)] };
}

function tooLarge({ argsText }: Call): Excess {
  const asked = `arguments of ${argsText.length} characters`;
  return {
    kind: 'undetermined',
    pointer: '',
    asked,
    held: null,
    by: 'unreadable',
    why: 'that is too much to be looked through',
  };
}
