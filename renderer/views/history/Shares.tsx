import type { FilterKey, HistorySummary } from '../../../shared/contract/history.ts';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { barParts, callsOf, tallyWords } from '../../state/chart-columns.ts';
import { callsWords } from '../../state/authority-words.ts';
import { hasTerm, toggledTerm } from '../../state/filter-terms.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './charts.module.css';

const KINDS = ['inside', 'asked', 'refused'] as const;
/** What is counted: a call can be asked and then refused. */
const MEANINGS = {
  inside: 'went on at once',
  asked: 'put to you, whatever the answer',
  refused: 'not sent on, also after they were asked',
} as const;

/** Presses a term of the filter in or out. */
function useTerm(key: FilterKey, value: string): { readonly pressed: boolean; readonly toggle: () => void } {
  const filter = useHistory((state) => state.filter);
  const filterBy = useHistory((state) => state.filterBy);
  return {
    pressed: hasTerm(filter, key, value),
    toggle: () => filterBy(toggledTerm(filter, key, value)),
  };
}

/** How many calls were inside, asked and refused, and whose they were. Each filters by what it counts. */
export function Shares({ summary }: { readonly summary: HistorySummary }) {
  const most = Math.max(1, ...summary.agents.map(callsOf));
  const sum = (kind: (typeof KINDS)[number]): number =>
    summary.buckets.reduce((total, one) => total + one[kind], 0);
  const all = summary.buckets.reduce((total, one) => total + callsOf(one), 0);
  return (
    <div className={styles['shares']}>
      <div className={styles['kinds']} role="group" aria-label="How the calls stood">
        {KINDS.map((kind) => (
          <Kind key={kind} kind={kind} count={sum(kind)} of={all} />
        ))}
      </div>
      <ul className={styles['agents']} aria-label="Calls by agent">
        {summary.agents.map((agent) => (
          <AgentBar key={agent.name} agent={agent} most={most} />
        ))}
      </ul>
    </div>
  );
}

type KindProps = { readonly kind: (typeof KINDS)[number]; readonly count: number; readonly of: number };

function Kind({ kind, count, of }: KindProps) {
  const { pressed, toggle } = useTerm('verdict', kind);
  return (
    <button
      type="button"
      className={`${styles['kind'] ?? ''} ${styles[kind] ?? ''}`}
      aria-pressed={pressed}
      title={`${callsWords(count)}: ${MEANINGS[kind]}`}
      onClick={toggle}
    >
      <span className={styles['swatch']} aria-hidden />
      {kind} {shareWords(count, of)}
    </button>
  );
}

function shareWords(count: number, of: number): string {
  if (count === 0) return '0 %';
  const percent = (count / of) * 100;
  return percent < 1 ? '<1 %' : `${Math.round(percent)} %`;
}

type AgentProps = { readonly agent: HistorySummary['agents'][number]; readonly most: number };

function AgentBar({ agent, most }: AgentProps) {
  const { pressed, toggle } = useTerm('agent', agent.name);
  const total = callsOf(agent);
  const parts = barParts(agent);
  return (
    <li>
      <button
        type="button"
        className={styles['agent']}
        aria-pressed={pressed}
        title={`${visibleLine(agent.name)}: ${tallyWords(agent)}`}
        onClick={toggle}
      >
        <span className={styles['agentName']}>
          <SafeText text={agent.name} />
        </span>
        <span className={styles['track']} aria-hidden>
          {KINDS.map((kind) => (
            <span key={kind} className={styles[kind]} style={{ width: `${(parts[kind] / most) * 100}%` }} />
          ))}
        </span>
        <span className={styles['count']}>
          {total.toLocaleString()} <span className={styles['unseen']}>calls: {tallyWords(agent)}</span>
        </span>
      </button>
    </li>
  );
}
