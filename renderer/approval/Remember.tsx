import type { ApprovalRequest, LifetimeChoice, Rung } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { VisibleText } from './VisibleText.tsx';

const LIFETIMES: Readonly<Record<LifetimeChoice, string>> = {
  session: 'this session',
  task: 'this task',
  hour: '1 hour',
  always: 'always',
};

export type RememberProps = {
  readonly request: ApprovalRequest;
  readonly rungs: readonly Rung[] | null;
  readonly lifetime: LifetimeChoice;
  readonly setLifetime: (lifetime: LifetimeChoice) => void;
};

/** What "Allow and remember" would add, in full, and for how long. */
export function Remember({ request, rungs, lifetime, setLifetime }: RememberProps) {
  if (!request.rememberable) {
    const why = request.args.complete ? 'part of it can’t be granted by itself' : 'it can’t be shown whole';
    return <p className={styles['words']}>It can only be allowed once: {why}.</p>;
  }
  return (
    <div className={styles['remember']}>
      <label className={styles['lifetime']}>
        Remember for{' '}
        <select
          aria-label="How long it is remembered"
          value={lifetime}
          onChange={(event) =>
            setLifetime(request.lifetimes.find((one) => one === event.target.value) ?? 'session')
          }
        >
          {request.lifetimes.map((choice) => (
            <option key={choice} value={choice}>
              {LIFETIMES[choice]}
            </option>
          ))}
        </select>
      </label>
      <p className={styles['words']} aria-live="polite">
        {rungs === null ? (
          'Nothing is chosen yet.'
        ) : (
          <>
            <VisibleText text={`${request.sentence.who} ${rungs.map((rung) => rung.words).join('; ')}`} />;
            and nothing else
          </>
        )}
      </p>
    </div>
  );
}
