import { Bookmark, X } from 'lucide-react';
import { useRef, useState, type SubmitEvent } from 'react';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { useHistory } from '../../state/use-app.ts';
import styles from './search.module.css';

/** The named filters: a button that opens them, with the place to name the one in force. */
export function SavedFilters() {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div
      ref={place}
      className={styles['saved']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (!(event.relatedTarget instanceof Node && place.current?.contains(event.relatedTarget)))
          setOpen(false);
      }}
    >
      <button ref={button} type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Bookmark size={14} aria-hidden /> Saved
      </button>
      {open && (
        <SavedList
          done={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      )}
    </div>
  );
}

function SavedList({ done }: { readonly done: () => void }) {
  const saved = useHistory((state) => state.saved);
  const save = useHistory((state) => state.save);
  const apply = useHistory((state) => state.apply);
  return (
    <div className={styles['panel']} role="group" aria-label="Saved filters" tabIndex={-1}>
      {saved.length === 0 && <p className={styles['note']}>No filter is saved yet.</p>}
      <ul className={styles['plain']}>
        {saved.map((one) => (
          <li key={one.name} className={styles['savedLine']}>
            <button
              type="button"
              className={styles['name']}
              title={visibleLine(one.text)}
              onClick={() => {
                apply(one.text);
                done();
              }}
            >
              <SafeText text={one.name} />
              <span className={styles['note']}>
                <SafeText text={one.text} />
              </span>
            </button>
            <button
              type="button"
              className={styles['icon']}
              aria-label={`Delete ${one.name}`}
              onClick={() => void save(saved.filter(({ name }) => name !== one.name))}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <SaveThis done={done} />
    </div>
  );
}

function SaveThis({ done }: { readonly done: () => void }) {
  const saved = useHistory((state) => state.saved);
  const save = useHistory((state) => state.save);
  const text = useHistory((state) => state.text);
  const hasFilter = useHistory((state) => state.filter.length > 0 && state.problem === null);
  const [name, setName] = useState('');
  if (!hasFilter) return <p className={styles['note']}>Search for something to save it here.</p>;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = name.trim();
    if (given === '') return;
    // A name that is taken is given the new filter.
    void save([...saved.filter((one) => one.name !== given), { name: given, text }]);
    done();
  };
  return (
    <form className={styles['saveThis']} onSubmit={submit}>
      <input
        type="text"
        aria-label="Name for this filter"
        placeholder="Name for this filter"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" aria-disabled={name.trim() === ''}>
        Save
      </button>
    </form>
  );
}
