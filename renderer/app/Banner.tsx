import { TriangleAlert } from 'lucide-react';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { useApp } from '../state/use-app.ts';
import styles from './app.module.css';

/** What is wrong, what it means for the agents, and what to do; null while nothing is. */
function troubleWords(snapshot: Snapshot | null): string | null {
  const guard = snapshot?.guard;
  if (guard === undefined || guard.kind === 'starting') return null;
  if (guard.kind === 'down') return guard.problem;
  const { record, dataDir } = guard.broker;
  switch (record.kind) {
    case 'sound':
      return null;
    case 'unwritable':
      return `Every call is refused: ${record.problem}`;
    case 'unverified':
      return `The record does not verify: entry ${record.seq} ${record.problem}. It can be read, but no grant in it is trusted and every call is refused. Restore record.db in ${dataDir} from a copy, or move it away and restart Remit to begin a new one.`;
  }
}

/** Trouble that concerns every view, and why the last action failed. */
export function Banner() {
  const trouble = troubleWords(useApp((state) => state.snapshot));
  const problem = useApp((state) => state.problem);
  const text = trouble ?? problem;
  if (text === null) return null;
  return (
    <div className={styles['banner']} role="alert">
      <TriangleAlert size={16} aria-hidden /> {text}
    </div>
  );
}
