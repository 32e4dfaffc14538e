import { CircleCheck, CircleDashed, CircleSlash, type LucideIcon } from 'lucide-react';
import type { AgentView } from '../../../shared/contract/agents.ts';
import {
  agentStanding,
  canProtect,
  standingWords,
  type AgentStanding,
} from '../../../shared/core/coverage-words.ts';
import { capital } from '../../state/capital.ts';
import { brokerOf } from '../../state/record-trouble.ts';
import { useAgents, useApp } from '../../state/use-app.ts';
import styles from './agents.module.css';
import { agentTitleId } from './agent-title-id.ts';
import { CoverageTable } from './CoverageTable.tsx';
import { Findings } from './Findings.tsx';
import { ProofsMissed } from './ProofsMissed.tsx';

const ICONS: Readonly<Record<AgentStanding, LucideIcon>> = {
  protected: CircleCheck,
  partly: CircleDashed,
  unprotected: CircleSlash,
  empty: CircleDashed,
};

/** One agent: how it stands in a line, what can be done about it, and each of its ways. */
export function AgentSection({ agent }: { readonly agent: AgentView }) {
  const title = agentTitleId(agent.id);
  const standing = agentStanding(agent.rows);
  const Icon = ICONS[standing];
  return (
    <section className={styles['agent']} aria-labelledby={title}>
      <div className={styles['agentHead']}>
        <h3 id={title} tabIndex={-1}>
          {agent.name}
        </h3>
        <p className={styles[standing]}>
          <Icon size={14} aria-hidden /> {capital(standingWords(agent.rows))}
        </p>
        <AgentActions agent={agent} />
      </div>
      <Findings agent={agent} />
      <ProofsMissed agent={agent} />
      <CoverageTable rows={agent.rows} />
    </section>
  );
}

type Props = { readonly agent: AgentView };

function AgentActions({ agent }: Props) {
  const consider = useAgents((state) => state.consider);
  const prove = useAgents((state) => state.prove);
  const proving = useAgents((state) => state.proving);
  // Its button does the same, and stands nearer to the reason.
  const isToRepair = useApp(
    (state) => brokerOf(state.snapshot)?.agents.findings.some((one) => one.agent === agent.id) ?? false,
  );
  const canProve = agent.rows.some(({ path, entry, coverage }) => {
    return coverage.kind !== 'unguarded' && (entry !== null || path === 'built-in');
  });
  const isProving = proving === agent.id;
  return (
    <div className={styles['actions']} role="group" aria-label={`What to do with ${agent.name}`}>
      {canProve && (
        <button
          type="button"
          aria-disabled={proving !== null}
          title="Makes a call on each way as the agent’s files say, which has to be stopped"
          onClick={() => (proving === null ? void prove(agent.id) : undefined)}
        >
          {isProving ? 'Proving…' : 'Prove'}
        </button>
      )}
      {agent.isProtected && (
        <button type="button" onClick={() => void consider([agent], true)}>
          Unprotect…
        </button>
      )}
      {canProtect(agent) && (
        <button
          type="button"
          className={isToRepair ? undefined : styles['main']}
          onClick={() => void consider([agent], false)}
        >
          Protect…
        </button>
      )}
    </div>
  );
}
