import { Search } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { SafeText } from '../../parts/SafeText.tsx';
import { atCaret, completions, type Completion } from '../../state/completions.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './search.module.css';
import { useKeyValues } from './use-key-values.ts';

/** The filter as text, with completion of keys and values, and what is wrong with it marked at its place. */
export function SearchField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const text = useHistory((state) => state.text);
  const write = useHistory((state) => state.write);
  const apply = useHistory((state) => state.apply);
  const problem = useHistory((state) => state.problem);
  const { offered, chosen, setChosen, setCaret, open, setOpen } = useOffered(text);
  const id = useId();
  const take = (one: Completion): void => {
    const { from, to } = atCaret(text, field.current?.selectionStart ?? text.length);
    const whole = text.slice(0, from) + one.insert + text.slice(to).trimStart();
    setChosen(null);
    if (one.insert.endsWith(' ')) apply(whole);
    else write(whole);
    setCaret(from + one.insert.length);
    requestAnimationFrame(() =>
      field.current?.setSelectionRange(from + one.insert.length, from + one.insert.length),
    );
  };
  const isOpen = open && offered.length > 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    const picked = chosen === null ? undefined : offered[chosen];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offered.length > 0) {
      setOpen(true);
      setChosen(((chosen ?? (step > 0 ? -1 : 0)) + step + offered.length) % offered.length);
    } else if (event.key === 'Enter' && isOpen && picked !== undefined) take(picked);
    else if (event.key === 'Tab' && !event.shiftKey && isOpen && picked !== undefined) take(picked);
    else if (event.key === 'Enter') {
      setOpen(false);
      apply(text);
      return;
    } else if (event.key === 'Escape' && isOpen) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles['field']}>
      <Search size={14} aria-hidden />
      <div className={styles['box']}>
        {problem !== null && <Marked text={text} from={problem.from} to={problem.to} field={field} />}
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Search the calls"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && chosen !== null ? `${id}-${chosen}` : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          placeholder="agent:codex verdict:asked path:~/project"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            write(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setChosen(null);
            setOpen(true);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            apply(text);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} className={styles['problem']} role="status">
          {problem.message}
        </p>
      )}
      {isOpen && <Offered id={id} offered={offered} chosen={chosen} take={take} />}
      {!isOpen && <ul id={`${id}-list`} role="listbox" aria-label="Completions" hidden />}
    </div>
  );
}

function useOffered(text: string) {
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const at = atCaret(text, Math.min(caret, text.length));
  const values = useKeyValues(open ? at.key : null);
  const offered = completions(at, values);
  return { offered, chosen, setChosen, setCaret, open, setOpen };
}

type OfferedProps = {
  readonly id: string;
  readonly offered: readonly Completion[];
  readonly chosen: number | null;
  readonly take: (one: Completion) => void;
};

function Offered({ id, offered, chosen, take }: OfferedProps) {
  return (
    <ul id={`${id}-list`} className={styles['offered']} role="listbox" aria-label="Completions">
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

type MarkedProps = {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly field: RefObject<HTMLInputElement | null>;
};

/** The field's text once more behind it, unseen, with what is wrong underlined. */
function Marked({ text, from, to, field }: MarkedProps) {
  const scrolledTo = field.current?.scrollLeft ?? 0;
  return (
    <div className={styles['mirror']} aria-hidden>
      <span style={{ marginLeft: -scrolledTo }}>
        {text.slice(0, from)}
        <span className={styles['wrong']}>{text.slice(from, to)}</span>
      </span>
    </div>
  );
}
