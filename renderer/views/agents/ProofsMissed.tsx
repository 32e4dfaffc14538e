import { CircleCheckBig, TriangleAlert } from 'lucide-react';
import type { AgentView, Proof } from '../../../shared/contract/agents.ts';
import type { CoverageRow } from '../../../shared/contract/coverage.ts';
import { CodeWords } from '../../parts/CodeWords.tsx';
import { useAgents } from '../../state/use-app.ts';
import styles from './agents.module.css';

/** What came of the last trial: how many calls were stopped, and each that wasn't with its reason. */
export function ProofsMissed({ agent }: { readonly agent: AgentView }) {
  const proofs = useAgents((state) => state.proofs.get(agent.id));
  const missed = proofs?.filter(({ isStopped }) => !isStopped) ?? [];
  const stopped = (proofs?.length ?? 0) - missed.length;
  // When a file has changed since, what was found out of it is told no longer.
  const isCurrent = agent.rows.filter(isProven).length >= stopped;
  return (
    <div role="status" className={styles['proofs']}>
      {isCurrent && stopped > 0 && (
        <p>
          <CircleCheckBig size={14} aria-hidden />{' '}
          <span>
            {stopped === 1 ? 'The call' : `The ${stopped} calls`} made as the files say{' '}
            {stopped === 1 ? 'was' : 'were'} stopped. Whether {agent.name} does what its files say can’t be
            tried from here.
          </span>
        </p>
      )}
      {missed.map((proof) => (
        <p key={JSON.stringify([proof.path, proof.file, proof.name])}>
          <TriangleAlert size={14} aria-hidden />{' '}
          <span>
            Not proven: <CodeWords text={`${wayWords(proof)}: ${proof.why}.`} />
          </span>
        </p>
      ))}
    </div>
  );
}

function isProven({ coverage }: CoverageRow): boolean {
  return coverage.kind === 'proven' || (coverage.kind === 'best-effort' && coverage.stopped !== null);
}

function wayWords({ path, name }: Proof): string {
  return path === 'built-in' ? 'its own tools' : `server ${name}`;
}
