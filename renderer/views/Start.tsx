import type { TryIt as TryItState } from '../../shared/contract/snapshot.ts';
import { Copyable } from '../parts/Copyable.tsx';
import { useApp } from '../state/use-app.ts';
import styles from './views.module.css';

const ADD = 'remit server add files -- npx @modelcontextprotocol/server-filesystem ~/project';
const IDLE: TryItState = { kind: 'idle' };
const ENTRY = '"files": { "command": "remit", "args": ["connect", "files"] }';

/** The first-run page: what Remit does, a demonstration, and how to put a server behind it. */
export function Start() {
  const showView = useApp((state) => state.showView);
  return (
    <section className={styles['page']} aria-label="Start">
      <h2>Agents stay inside their remit, or ask</h2>
      <ol className={styles['steps']}>
        <li>An agent calls a tool. Remit works out what the call would touch.</li>
        <li>Inside what you have granted, it goes through at once, and the record says by which grant.</li>
        <li>Beyond it, a prompt shows by how much it exceeds. Your answer decides, and can be remembered.</li>
      </ol>
      <TryIt />
      <h2>Guard your agents</h2>
      <p>
        See which agents are on this machine, and put Remit between them and their servers. You are shown
        every change of a file first, and it can be undone.
      </p>
      <button type="button" onClick={() => showView('agents')}>
        Go to Agents
      </button>
      <h2>Or put one server behind Remit by hand</h2>
      <p>
        In a terminal (in a checkout of Remit, the command is <code>bin/remit</code> with its whole path):
      </p>
      <Copyable text={ADD} name="the command" />
      <p>In your agent’s MCP configuration, in place of the server’s own entry:</p>
      <Copyable text={ENTRY} name="the entry" />
    </section>
  );
}

function TryIt() {
  const state = useApp((app) => app.snapshot?.tryIt ?? IDLE);
  const up = useApp((app) => app.snapshot?.guard.kind === 'up');
  const tryIt = useApp((app) => app.tryIt);
  const running = state.kind === 'running';
  const steps = state.kind === 'running' || state.kind === 'done' ? state.steps : [];
  return (
    <div className={styles['try']}>
      <p>
        A scripted agent works on a real server in a temporary folder: one call that is inside its remit, and
        one that asks. You are granting it to read in that folder for an hour.
      </p>
      <button
        type="button"
        aria-disabled={running || !up}
        onClick={() => (running || !up ? undefined : void tryIt())}
      >
        Try it
      </button>
      <div role="status" aria-label="What the agent did">
        {steps.length > 0 && (
          <ul className={styles['plain']}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        )}
        {state.kind === 'failed' && <p>{state.problem}</p>}
      </div>
    </div>
  );
}
