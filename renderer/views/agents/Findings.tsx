import { TriangleAlert } from 'lucide-react';
import type { AgentView } from '../../../shared/contract/agents.ts';
import type { CoverageFinding } from '../../../shared/contract/coverage.ts';
import { findingWords } from '../../../shared/core/news-words.ts';
import { CodeWords } from '../../parts/CodeWords.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import { When } from '../../parts/When.tsx';
import { brokerOf } from '../../state/record-trouble.ts';
import { useAgents, useApp } from '../../state/use-app.ts';
import styles from './agents.module.css';

const NONE: readonly CoverageFinding[] = [];

/** What has changed in an agent's files so that it is no longer guarded, with the way back. */
export function Findings({ agent }: { readonly agent: AgentView }) {
  const findings = useApp((state) => brokerOf(state.snapshot)?.agents.findings ?? NONE);
  const consider = useAgents((state) => state.consider);
  const leaveFinding = useAgents((state) => state.leaveFinding);
  const own = findings.filter((finding) => finding.agent === agent.id);
  return (
    <div role="alert" className={styles['findings']}>
      {own.map((finding) => (
        <div key={finding.id} className={styles['finding']}>
          <TriangleAlert size={16} aria-hidden />
          <p>
            <strong>
              <SafeText text={findingWords(finding)} />
            </strong>
            , since <When at={finding.at} />: <CodeWords text={`${finding.why}; ${finding.remedy}.`} />
          </p>
          <button type="button" className={styles['main']} onClick={() => void consider([agent], false)}>
            Repair…
          </button>
          <button type="button" onClick={() => void leaveFinding(finding.id)}>
            Leave it so
          </button>
        </div>
      ))}
    </div>
  );
}
