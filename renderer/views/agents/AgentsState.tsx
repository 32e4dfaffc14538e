import { Soon } from '../../parts/Soon.tsx';
import { useAgents } from '../../state/use-app.ts';
import styles from './agents.module.css';

/** What stands in the list's place when no agent does. */
export function AgentsState() {
  const view = useAgents((state) => state.view);
  const problem = useAgents((state) => state.problem);
  const enter = useAgents((state) => state.enter);
  if (problem !== null)
    return (
      <div className={styles['state']}>
        <p role="alert">The agents can’t be read: {problem}</p>
        <p>Calls are still judged. The agents will stand here once they can be read again.</p>
        <button type="button" onClick={() => void enter()}>
          Read again
        </button>
      </div>
    );
  if (view === null)
    return (
      <div className={styles['state']}>
        <Soon>
          <p role="status">Reading…</p>
        </Soon>
      </div>
    );
  return (
    <div className={styles['state']}>
      <p>No agent that Remit knows was found on this machine.</p>
      <p>
        Once one is installed and started, it stands here. An agent’s servers in a project stand here when the
        project’s folder is added.
      </p>
    </div>
  );
}
