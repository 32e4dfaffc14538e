import type { LifetimeChoice, Rung, RungKind } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { VisibleText } from './VisibleText.tsx';

const LIFETIMES: readonly { readonly choice: LifetimeChoice; readonly words: string }[] = [
  { choice: 'session', words: 'this session' },
  { choice: 'hour', words: '1 hour' },
  { choice: 'always', words: 'always' },
];

export type RememberChoiceProps = {
  readonly rungs: readonly Rung[];
  readonly rung: RungKind;
  readonly setRung: (rung: RungKind) => void;
  readonly lifetime: LifetimeChoice;
  readonly setLifetime: (lifetime: LifetimeChoice) => void;
};

/** The ladder, narrow to wide, with the exact words of the chosen rung; the narrowest is chosen at first. */
export function RememberChoice({ rungs, rung, setRung, lifetime, setLifetime }: RememberChoiceProps) {
  const words = rungs.find((one) => one.kind === rung)?.words ?? '';
  return (
    <fieldset className={styles['ladder']}>
      <legend>Allow and remember</legend>
      <div className={styles['rungs']}>
        {rungs.map((one) => (
          <label key={one.kind}>
            <input type="radio" name="rung" checked={one.kind === rung} onChange={() => setRung(one.kind)} />
            <VisibleText text={one.label} />
          </label>
        ))}
        <label className={styles['lifetime']}>
          for{' '}
          <select
            aria-label="How long it is remembered"
            value={lifetime}
            onChange={(event) =>
              setLifetime(LIFETIMES.find((one) => one.choice === event.target.value)?.choice ?? 'session')
            }
          >
            {LIFETIMES.map(({ choice, words: label }) => (
              <option key={choice} value={choice}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className={styles['words']} aria-live="polite">
        <VisibleText text={words} />
      </p>
    </fieldset>
  );
}
