import type { OriginGap, ReachOrigin } from '../../shared/contract/reach-origin.ts';
import { assertNever } from '../../shared/core/assert-never.ts';

type Said = {
  /** Before the name of the tool where there is one; all of it where there is none. */
  readonly before: string;
  readonly tool: string | null;
};

/** Where something was first seen, in words: "First seen in the result of" and "read_file". */
export function originWords(origin: ReachOrigin): Said {
  switch (origin.kind) {
    case 'grant':
      return { before: 'Named in the grant that let it through.', tool: null };
    case 'result':
      return { before: `${firstWords(origin.part)} seen in the result of`, tool: origin.tool };
    case 'arguments':
      return { before: `${firstWords(origin.part)} given by the agent to`, tool: origin.tool };
    case 'nowhere':
      return { before: `Seen nowhere before in this session${gapWords(origin.gaps)}.`, tool: null };
    case 'short':
      return { before: 'Too short to tell where it came from.', tool: null };
    default:
      return assertNever(origin);
  }
}

function firstWords(part: 'whole' | 'name'): string {
  return part === 'whole' ? 'First' : 'Its name was first';
}

const GAPS: Readonly<Record<OriginGap, string>> = {
  cut: 'long results are kept in part',
  'not-kept': 'some results aren’t kept',
  'long-ago': 'what was longer ago wasn’t looked at',
};

function gapWords(gaps: readonly OriginGap[]): string {
  return gaps.length === 0 ? '' : `, as far as the record shows: ${gaps.map((gap) => GAPS[gap]).join(', ')}`;
}
