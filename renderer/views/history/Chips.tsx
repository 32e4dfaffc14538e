import { X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import type { FilterTerm } from '../../../shared/contract/history.ts';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { withoutTerm } from '../../state/filter-terms.ts';
import { exactTime } from '../../state/time-words.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './search.module.css';

/** The terms of the filter, each of which a click, or Delete, takes away. */
export function Chips() {
  const filter = useHistory((state) => state.filter);
  const filterBy = useHistory((state) => state.filterBy);
  const list = useRef<HTMLUListElement>(null);
  if (filter.length === 0) return null;
  const remove = (index: number): void => {
    filterBy(withoutTerm(filter, index));
    // The focus goes to the chip that takes the place.
    requestAnimationFrame(() => {
      const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
      buttons[Math.min(index, buttons.length - 1)]?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) list.current?.querySelectorAll('button')[index + step]?.focus();
  };
  return (
    <ul ref={list} className={styles['chips']} aria-label="The filter’s terms">
      {filter.map((term, index) => (
        <li key={`${term.key} ${term.value} ${String(term.negated)}`}>
          <button
            type="button"
            className={styles['chip']}
            title="Remove"
            aria-label={`Remove ${keyWords(term)}${visibleLine(valueWords(term))}`}
            onClick={() => remove(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <span className={styles['key']}>{keyWords(term)}</span>
            <span className={styles['value']}>
              <SafeText text={valueWords(term)} />
            </span>
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
      {filter.length > 1 && (
        <li>
          <button type="button" className={styles['clear']} onClick={() => filterBy([])}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}

function keyWords({ key, negated }: FilterTerm): string {
  return `${negated ? 'not ' : ''}${key === 'text' ? '' : `${key} `}`;
}

/** An instant is shown as a local time. */
function valueWords({ key, value }: FilterTerm): string {
  const isInstant = (key === 'since' || key === 'before') && value.includes('T');
  return isInstant ? exactTime(value) : value;
}
