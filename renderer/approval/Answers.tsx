import { useState } from 'react';
import type { Answer, ApprovalRequest, LifetimeChoice, RungKind } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { RememberChoice } from './RememberChoice.tsx';
import { VisibleText } from './VisibleText.tsx';

export type AnswersProps = {
  readonly request: ApprovalRequest;
  /** Why the last answer wasn't taken. */
  readonly problem: string | null;
  readonly armed: boolean;
  readonly answer: (answer: Answer) => void;
};

/** The answers. Allowing ones do nothing until they are armed; none is the default. */
export function Answers({ request, problem, armed, answer }: AnswersProps) {
  const [rung, setRung] = useState<RungKind | null>(request.rungs[0]?.kind ?? null);
  const [lifetime, setLifetime] = useState<LifetimeChoice>('session');
  const allow = (given: Answer): void => {
    if (armed) answer(given);
  };
  const remember = { rungs: request.rungs, setRung, lifetime, setLifetime };
  return (
    <footer className={styles['answers']}>
      {rung !== null && <RememberChoice {...remember} rung={rung} />}
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          <VisibleText text={problem} />
        </p>
      )}
      <div className={styles['buttons']}>
        <Deny answer={answer} />
        <span className={styles['gap']} />
        {rung !== null && (
          <button
            type="button"
            aria-disabled={!armed}
            onClick={() => allow({ kind: 'remember', rung, lifetime })}
          >
            Allow and remember
          </button>
        )}
        <button type="button" aria-disabled={!armed} onClick={() => allow({ kind: 'allow-once' })}>
          Allow once
        </button>
      </div>
      <p className={styles['hint']}>
        <kbd>Esc</kbd> not now: refused once, no rule
      </p>
    </footer>
  );
}

function Deny({ answer }: Pick<AnswersProps, 'answer'>) {
  const [reason, setReason] = useState('');
  return (
    <>
      <input
        type="text"
        aria-label="Reason for the agent (optional)"
        placeholder="Reason (optional)"
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="button" onClick={() => answer({ kind: 'deny', reason })}>
        Deny
      </button>
    </>
  );
}
