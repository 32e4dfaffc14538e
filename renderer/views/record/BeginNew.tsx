import { useEffect, useRef, useState } from 'react';
import { FieldProblem } from '../../parts/FieldProblem.tsx';
import { useApp } from '../../state/use-app.ts';
import styles from './record.module.css';

type Step =
  | { readonly kind: 'offered'; readonly problem: string | null }
  | { readonly kind: 'confirming' }
  | { readonly kind: 'running' };

/** The button that gives the record up: it asks once more in its own place. */
export function BeginNew() {
  const beginRecord = useApp((state) => state.beginRecord);
  const [step, setStep] = useState<Step>({ kind: 'offered', problem: null });
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (step.kind === 'confirming') cancel.current?.focus();
  }, [step.kind]);
  const begin = async (): Promise<void> => {
    setStep({ kind: 'running' });
    setStep({ kind: 'offered', problem: await beginRecord() });
  };
  if (step.kind === 'offered') {
    return (
      <>
        <button type="button" onClick={() => setStep({ kind: 'confirming' })}>
          Begin a new record
        </button>
        <FieldProblem id="begin-problem" problem={step.problem} />
      </>
    );
  }
  const isRunning = step.kind === 'running';
  return (
    <div role="group" aria-label="Begin a new record" className={styles['confirm']}>
      <p role="status">
        {isRunning
          ? 'Moving the old record aside…'
          : 'From this window there is no way back to the old record.'}
      </p>
      <button
        ref={cancel}
        type="button"
        aria-disabled={isRunning}
        onClick={() => (isRunning ? undefined : setStep({ kind: 'offered', problem: null }))}
      >
        Leave it as it is
      </button>
      <button
        type="button"
        className={styles['main']}
        aria-disabled={isRunning}
        onClick={() => (isRunning ? undefined : void begin())}
      >
        Move it aside and begin
      </button>
    </div>
  );
}
