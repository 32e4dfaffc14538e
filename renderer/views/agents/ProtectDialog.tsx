import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ProtectDone, ProtectPlan } from '../../../shared/contract/agents.ts';
import { CodeWords } from '../../parts/CodeWords.tsx';
import { Modal } from '../../parts/Modal.tsx';
import { Soon } from '../../parts/Soon.tsx';
import type { Considered } from '../../state/agents-store.ts';
import { useAgents } from '../../state/use-app.ts';
import { agentTitleId } from './agent-title-id.ts';
import styles from './agents.module.css';
import { ProtectFiles } from './ProtectFiles.tsx';

/** What protecting or unprotecting would change, to the letter; then it is done, and what is left for the user is said. */
export function ProtectDialog() {
  const considered = useAgents((state) => state.considered);
  const giveUp = useAgents((state) => state.giveUp);
  const about = considered?.order.agents[0] ?? null;
  useFocusAfterwards(about);
  if (considered === null) return null;
  const verb = considered.order.undo ? 'Unprotect' : 'Protect';
  return (
    <Modal title={`${verb} ${considered.titled}`} close={giveUp} isWide>
      <Step considered={considered} verb={verb} />
    </Modal>
  );
}

/** The button that opened the dialog may be gone with what was done: then the agent's name takes the focus. */
function useFocusAfterwards(about: string | null): void {
  useEffect(() => {
    if (about === null) return;
    return () => {
      window.setTimeout(() => {
        if (document.activeElement === document.body) document.getElementById(agentTitleId(about))?.focus();
      });
    };
  }, [about]);
}

function Step({ considered, verb }: { readonly considered: Considered; readonly verb: string }) {
  const giveUp = useAgents((state) => state.giveUp);
  switch (considered.step) {
    case 'planning':
      return (
        <Soon>
          <p role="status">Looking at the files…</p>
        </Soon>
      );
    case 'shown':
    case 'working':
      return <Plan plan={considered.plan} verb={verb} isWorking={considered.step === 'working'} />;
    case 'done':
      return <Done done={considered.done} />;
    case 'failed':
      return (
        <>
          <p role="alert" className={styles['problem']}>
            <TriangleAlert size={14} aria-hidden /> <CodeWords text={considered.problem} />
          </p>
          <div className={styles['answers']}>
            <Focused onClick={giveUp}>Close</Focused>
          </div>
        </>
      );
  }
}

type PlanProps = { readonly plan: ProtectPlan; readonly verb: string; readonly isWorking: boolean };

function Plan({ plan, verb, isWorking }: PlanProps) {
  const apply = useAgents((state) => state.apply);
  const giveUp = useAgents((state) => state.giveUp);
  const changed = plan.files.filter(({ kind }) => kind === 'changed').length;
  if (changed === 0)
    return (
      <>
        <p>
          {plan.files.length === 0 ? 'There is no file to change.' : 'Nothing would change in these files.'}
        </p>
        <ProtectFiles files={plan.files} />
        <div className={styles['answers']}>
          <Focused onClick={giveUp}>Close</Focused>
        </div>
      </>
    );
  return (
    <>
      <p>
        {changed === 1 ? 'This file is changed' : `These ${changed} files are changed`} exactly so.
        {!plan.order.undo && ` ${changed === 1 ? 'It' : 'Each'} is backed up first, and can be put back.`}
      </p>
      <ProtectFiles files={plan.files} />
      {plan.plain !== null && (
        <p className={styles['quiet']}>
          Secrets that move out of the files will lie in Remit’s data folder, readable by you only and not
          sealed: {plan.plain}.
        </p>
      )}
      <div className={styles['answers']}>
        <button type="button" onClick={giveUp}>
          Cancel <kbd>Esc</kbd>
        </button>
        <Focused isMain isOff={isWorking} onClick={() => void apply()}>
          {isWorking ? 'Changing…' : verb}
        </Focused>
      </div>
    </>
  );
}

function Done({ done }: { readonly done: ProtectDone }) {
  const giveUp = useAgents((state) => state.giveUp);
  const failed = done.files.filter(({ kind }) => kind === 'failed');
  return (
    <>
      <div role="status">
        <p>{failed.length === 0 ? 'Done.' : 'Not all could be done.'}</p>
        {done.reload.length > 0 && (
          <>
            <p>So that it counts:</p>
            <ul className={styles['reload']}>
              {done.reload.map(({ agent, words }) => (
                <li key={agent}>
                  <strong>{agent}</strong>: <CodeWords text={words} />.
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <ProtectFiles files={failed} />
      <div className={styles['answers']}>
        <Focused isMain onClick={giveUp}>
          Close
        </Focused>
      </div>
    </>
  );
}

type FocusedProps = {
  readonly isMain?: boolean;
  readonly isOff?: boolean;
  readonly onClick: () => void;
  readonly children: string;
};

/** The button that has the focus when its step comes. */
function Focused({ isMain = false, isOff = false, onClick, children }: FocusedProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <button
      ref={button}
      type="button"
      className={isMain ? styles['main'] : undefined}
      aria-disabled={isOff}
      onClick={() => (isOff ? undefined : onClick())}
    >
      {children}
    </button>
  );
}
