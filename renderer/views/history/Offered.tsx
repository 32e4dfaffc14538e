import { SafeText } from '../../parts/SafeText.tsx';
import type { Completion } from '../../state/completions.ts';
import styles from './search.module.css';

type OfferedProps = {
  readonly id: string;
  readonly offered: readonly Completion[];
  readonly chosen: number | null;
  readonly take: (one: Completion) => void;
};

/** The completions beneath the field. */
export function Offered({ id, offered, chosen, take }: OfferedProps) {
  return (
    // It scrolls, and would take the focus on the way of Tab, only to be gone then.
    <ul id={`${id}-list`} className={styles['offered']} role="listbox" aria-label="Completions" tabIndex={-1}>
      {offered.map((one, index) => (
        <li
          key={one.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          // Before the field loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            take(one);
          }}
        >
          <span>
            <SafeText text={one.label} />
          </span>
          <span className={styles['note']}>{one.note}</span>
        </li>
      ))}
    </ul>
  );
}
