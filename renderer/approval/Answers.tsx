import { useState } from 'react';
import type { Answer, ApprovalRequest, LifetimeChoice } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { chosenRungs, type Choice } from './chosen-rungs.ts';
import { Key } from './Key.tsx';
import { PutOff } from './PutOff.tsx';
import { Remember } from './Remember.tsx';
import { useAltKeys } from './use-alt-keys.ts';
import { VisibleText } from './VisibleText.tsx';

export type AnswersProps = {
  readonly request: ApprovalRequest;
  readonly choice: Choice;
  /** Why the last answer wasn't taken. */
  readonly problem: string | null;
  /** Whether its agent was told to call again, and has not yet. */
  readonly isPutOff: boolean;
  readonly armed: boolean;
  readonly answer: (answer: Answer) => void;
};

/** The answers. Allowing ones do nothing until they are armed; none is the default. */
export function Answers({ request, choice, problem, isPutOff, armed, answer }: AnswersProps) {
  const [lifetime, setLifetime] = useState<LifetimeChoice>(request.lifetimes[0] ?? 'session');
  const [reason, setReason] = useState('');
  const rungs = request.rememberable ? chosenRungs(choice) : null;
  const deny = (): void => answer({ kind: 'deny', reason });
  const allowOnce = (): void => {
    if (armed) answer({ kind: 'allow-once' });
  };
  const remember = (): void => {
    if (armed && rungs !== null) answer({ kind: 'remember', rungs: rungs.map((rung) => rung.id), lifetime });
  };
  useAltKeys({ KeyD: deny, KeyO: allowOnce, KeyR: remember });
  return (
    <footer className={styles['answers']}>
      <PutOff agent={request.agent.name} isPutOff={isPutOff} />
      <Remember request={request} rungs={rungs} lifetime={lifetime} setLifetime={setLifetime} />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          <VisibleText text={problem} />
        </p>
      )}
      <div className={styles['buttons']}>
        <input
          type="text"
          aria-label="Reason for the agent if you deny (optional)"
          placeholder="Reason, if you deny (optional)"
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <span className={styles['hint']} title="Refused once, and no rule is made">
          <kbd>Esc</kbd> not now
        </span>
      </div>
      <div className={styles['buttons']}>
        <Key letter="D" press={deny} enabled>
          Deny
        </Key>
        <span className={styles['gap']} />
        {request.rememberable && (
          <Key letter="R" press={remember} enabled={armed && rungs !== null}>
            Allow and remember
          </Key>
        )}
        <Key letter="O" press={allowOnce} enabled={armed}>
          Allow once
        </Key>
      </div>
    </footer>
  );
}
