import type { Narrowing } from '../../../shared/contract/authority.ts';
import type { Grant } from '../../../shared/contract/scope.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { useAuthority } from '../../state/use-app.ts';
import { focusGrants } from './focus-grants.ts';
import styles from './grant-detail.module.css';
import { Trial } from './Trial.tsx';

type Props = { readonly grant: Grant; readonly narrowings: readonly Narrowing[] };

/** Narrower forms to choose from. What one would have asked is shown before it can be saved. */
export function NarrowerForms({ grant, narrowings }: Props) {
  const considered = useAuthority((state) => state.considered);
  const consider = useAuthority((state) => state.consider);
  const chosen = considered?.change.kind === 'narrow' ? considered.change.to : null;
  return (
    <fieldset className={styles['forms']}>
      <legend>Make it less</legend>
      {narrowings.map(({ id, label, words }) => (
        <label key={id} className={styles['form']}>
          <input
            type="radio"
            name="narrower"
            checked={chosen === id}
            onChange={() => void consider({ kind: 'narrow', grant: grant.id, to: id })}
          />
          <span>
            {label}
            {words !== grant.words && (
              <span className={styles['words']}>
                <SafeText text={words} />
              </span>
            )}
          </span>
        </label>
      ))}
      {considered !== null && chosen !== null && <Save />}
    </fieldset>
  );
}

function Save() {
  const considered = useAuthority((state) => state.considered);
  const consider = useAuthority((state) => state.consider);
  const save = useAuthority((state) => state.save);
  if (considered === null) return null;
  const { change, trial, isSaving } = considered;
  const isReady = trial !== null && !isSaving;
  return (
    <div className={styles['considered']}>
      <Trial considered={considered} />
      <div className={styles['answers']}>
        <button
          type="button"
          onClick={() => {
            void consider(null);
            focusGrants();
          }}
        >
          Keep it as it is <kbd>Esc</kbd>
        </button>
        <button
          type="button"
          className={styles['main']}
          aria-disabled={!isReady}
          onClick={() => {
            if (isReady) void save(change).then(focusGrants);
          }}
        >
          Narrow to this
        </button>
      </div>
    </div>
  );
}
