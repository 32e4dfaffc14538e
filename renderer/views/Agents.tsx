import { FolderPlus } from 'lucide-react';
import { useEffect } from 'react';
import { canProtect } from '../../shared/core/coverage-words.ts';
import { useAgents } from '../state/use-app.ts';
import { AgentSection } from './agents/AgentSection.tsx';
import { AgentsState } from './agents/AgentsState.tsx';
import styles from './agents/agents.module.css';
import { Introductions } from './agents/Introductions.tsx';
import { Projects } from './agents/Projects.tsx';
import { ProtectDialog } from './agents/ProtectDialog.tsx';

/** Every agent on this machine with the ways on which its calls can leave it, and how each is guarded. */
export function Agents() {
  const view = useAgents((state) => state.view);
  const notice = useAgents((state) => state.notice);
  const enter = useAgents((state) => state.enter);
  const leave = useAgents((state) => state.leave);
  useEffect(() => {
    void enter();
    return leave;
  }, [enter, leave]);
  const installed = view?.agents.filter(({ isInstalled }) => isInstalled) ?? [];
  const others = view?.agents.filter(({ isInstalled }) => !isInstalled) ?? [];
  return (
    <section className={styles['page']} aria-label="Agents" tabIndex={-1}>
      <Head />
      <div role="status">{notice !== null && <p className={styles['notice']}>{notice}</p>}</div>
      <Introductions />
      {installed.length === 0 ? (
        <AgentsState />
      ) : (
        installed.map((agent) => <AgentSection key={agent.id} agent={agent} />)
      )}
      {view !== null && <Projects projects={view.projects} />}
      {others.length > 0 && (
        <p className={styles['others']}>
          Not found on this machine: {others.map(({ name }) => name).join(', ')}.
        </p>
      )}
      <ProtectDialog />
    </section>
  );
}

function Head() {
  const view = useAgents((state) => state.view);
  const consider = useAgents((state) => state.consider);
  const addProject = useAgents((state) => state.addProject);
  const open = view?.agents.filter((agent) => agent.isInstalled && canProtect(agent));
  return (
    <header className={styles['head']}>
      <div>
        <h2>Agents</h2>
        <p>On which ways the calls of each agent reach Remit, and which pass it by.</p>
      </div>
      <div className={styles['actions']}>
        <button type="button" onClick={() => void addProject()}>
          <FolderPlus size={14} aria-hidden /> Add a project folder…
        </button>
        {open !== undefined && open.length > 1 && (
          <button type="button" className={styles['main']} onClick={() => void consider(open, false)}>
            Protect all…
          </button>
        )}
      </div>
    </header>
  );
}
