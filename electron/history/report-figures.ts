// How the agents did, in figures: what `remit report` prints.

import type { HistoryFilter } from '../../shared/contract/history.ts';
import type { RecordedGrant } from '../../shared/core/grants-from-record.ts';
import { countBits } from './bits.ts';
import { groupsOf } from './groups.ts';
import type { HistoryQueries } from './history-queries.ts';
import type { IndexView } from './history-index.ts';
import { namesIn } from './summary.ts';
import { tallied, tallyOf, type Tally } from './tallies.ts';

const MOST = 500;

type Named = Tally & { readonly name: string; readonly calls: number };

/** `asked` of a task is the number of its prompts. `uses` of a grant are calls of the selection that it let through. */
export type ReportFigures = Tally & {
  readonly calls: number;
  readonly agents: readonly Named[];
  readonly servers: readonly Named[];
  readonly tasks: readonly (Tally & { readonly task: string | null; readonly calls: number })[];
  readonly grants: readonly {
    readonly grant: string;
    readonly words: string;
    readonly since: string;
    readonly revokedAt: string | null;
    readonly uses: number;
  }[];
};

/** The figures of the calls that a filter finds. `granted`: every grant of the record. */
export function reportFigures(
  view: IndexView,
  queries: HistoryQueries,
  filter: HistoryFilter,
  granted: readonly RecordedGrant[],
): ReportFigures {
  const { bits } = queries.result(filter).finish();
  const of = tallied(view, bits);
  const named = (dim: 'agent' | 'server'): readonly Named[] =>
    namesIn(view, dim, bits, of, MOST).map(({ value, ...counts }) => ({ name: value, ...counts }));
  const tasks = groupsOf(view, bits, { by: 'task', offset: 0, limit: MOST }).groups;
  return {
    calls: countBits(bits),
    ...tallyOf(of),
    agents: named('agent'),
    servers: named('server'),
    tasks: tasks.map(({ id, calls, inside, asked, refused }) => ({
      task: id,
      calls,
      inside,
      asked,
      refused,
    })),
    grants: granted.map((held) => {
      const key = view.keys.key('grant', held.grant.id);
      const uses = key === null ? 0 : view.parts.countIn(bits, key.id);
      const { since, revokedAt, grant } = held;
      return { grant: grant.id, words: grant.words, since, revokedAt, uses };
    }),
  };
}
