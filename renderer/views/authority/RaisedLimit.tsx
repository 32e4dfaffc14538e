import { useId } from 'react';
import type { Raisable, Raise } from '../../state/extension-draft.ts';
import styles from './grant-detail.module.css';

type Props = {
  readonly limit: Raisable;
  readonly raise: Raise;
  readonly change: (raise: Raise) => void;
};

/** One limit, and what it is raised to. */
export function RaisedLimit({ limit, raise, change }: Props) {
  const id = useId();
  const { label, held, twice, words, mayBeNone } = limit;
  const kinds: readonly (readonly [Raise['kind'], string])[] = [
    ['same', `as it is: ${words(held)}`],
    ['twice', `twice as much: ${words(twice)}`],
    ['other', 'another number'],
    ...(mayBeNone ? [['none', 'no limit'] as const] : []),
  ];
  return (
    <div className={styles['raised']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={raise.kind}
        onChange={(event) => {
          const [kind] = kinds.find(([one]) => one === event.target.value) ?? ['same' as const];
          change({ kind, text: raise.text });
        }}
      >
        {kinds.map(([kind, shown]) => (
          <option key={kind} value={kind}>
            {shown}
          </option>
        ))}
      </select>
      {raise.kind === 'other' && (
        <input
          type="text"
          inputMode="decimal"
          aria-label={`${label}: another number`}
          autoComplete="off"
          value={raise.text}
          onChange={(event) => change({ kind: 'other', text: event.target.value })}
        />
      )}
    </div>
  );
}
