import { Search } from 'lucide-react';
import { useId, type RefObject } from 'react';
import { useHistory } from '../../state/use-app.ts';
import { Offered } from './Offered.tsx';
import styles from './search.module.css';
import { useCompletion } from './use-completion.ts';

/** The filter as text, with completion of keys and values, and what is wrong with it marked at its place. */
export function SearchField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const text = useHistory((state) => state.text);
  const problem = useHistory((state) => state.problem);
  const { offered, chosen, take, isOpen, on } = useCompletion(field);
  const id = useId();
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
          {...on}
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
