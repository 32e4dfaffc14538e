import type { AgentsView } from '../../../shared/contract/agents.ts';
import { PathText } from '../../parts/PathText.tsx';
import { useAgents } from '../../state/use-app.ts';
import styles from './agents.module.css';

/** The projects whose own files are looked at. */
export function Projects({ projects }: Pick<AgentsView, 'projects'>) {
  const removeProject = useAgents((state) => state.removeProject);
  if (projects.length === 0) return null;
  return (
    <section className={styles['projects']} aria-label="Project folders">
      <h3>Project folders</h3>
      <p className={styles['quiet']}>
        Files such as <code>.mcp.json</code> are looked for in these.
      </p>
      <ul>
        {projects.map(({ folder, isAdded }) => (
          <li key={folder}>
            <PathText path={folder} />
            {isAdded ? (
              <button
                type="button"
                aria-label={`Remove the project folder ${folder}`}
                onClick={() => void removeProject(folder)}
              >
                Remove
              </button>
            ) : (
              <span className={styles['quiet']}>named by an agent</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
