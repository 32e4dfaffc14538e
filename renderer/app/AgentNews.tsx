import { Info, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Introduction } from '../../shared/contract/agents.ts';
import type { CoverageFinding } from '../../shared/contract/coverage.ts';
import { findingWords, introductionWords } from '../../shared/core/news-words.ts';
import { SafeText } from '../parts/SafeText.tsx';
import { brokerOf } from '../state/record-trouble.ts';
import { useApp } from '../state/use-app.ts';
import styles from './app.module.css';

const NO_FINDINGS: readonly CoverageFinding[] = [];
const NOTHING_NEW: readonly Introduction[] = [];

/** A line in the rail that leads to Agents: what is no longer guarded, until it is; what came for the first time, until it was looked at. */
export function AgentNews() {
  const findings = useApp((state) => brokerOf(state.snapshot)?.agents.findings ?? NO_FINDINGS);
  const told = useApp((state) => brokerOf(state.snapshot)?.agents.introductions ?? NOTHING_NEW);
  const view = useApp((state) => state.view);
  const showView = useApp((state) => state.showView);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const fresh = told.map(introductionWords).filter((words) => !seen.has(words));
  useEffect(() => {
    if (view === 'agents' && fresh.length > 0) setSeen((before) => new Set([...before, ...fresh]));
  }, [view, fresh]);
  const [finding] = findings;
  const words = finding === undefined ? fresh.at(-1) : findingWords(finding);
  const others = (finding === undefined ? fresh.length : findings.length) - 1;
  return (
    <div role="status" className={styles['news']}>
      {words !== undefined && view !== 'agents' && (
        <button type="button" onClick={() => showView('agents')}>
          {finding === undefined ? <Info size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
          <span>
            <SafeText text={words} />
            {others > 0 && `, and ${others} more`}
          </span>
        </button>
      )}
    </div>
  );
}
