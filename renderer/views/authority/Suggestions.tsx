import { ChevronDown, ChevronRight } from 'lucide-react';
import type { Suggestion } from '../../../shared/contract/authority.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { Soon } from '../../parts/Soon.tsx';
import { trialWords } from '../../state/authority-words.ts';
import { useAuthority } from '../../state/use-app.ts';
import { focusGrants } from './focus-grants.ts';
import styles from './suggestions.module.css';

/** Ways to grant less without asking more. Closed at first, so that the list doesn't move when they are found. */
export function Suggestions() {
  const found = useAuthority((state) => state.suggestions);
  const isOpen = useAuthority((state) => state.showsSuggestions);
  const show = useAuthority((state) => state.showSuggestions);
  const Icon = isOpen ? ChevronDown : ChevronRight;
  if (found === null || found.length === 0) {
    return (
      <p className={styles['none']}>
        {found === null ? (
          <Soon>Looking for ways to grant less…</Soon>
        ) : (
          'Nothing could be less without asking more.'
        )}
      </p>
    );
  }
  return (
    <div className={styles['suggestions']}>
      <button
        type="button"
        className={styles['head']}
        aria-expanded={isOpen}
        title="Ways to grant less (S)"
        onClick={() => show(!isOpen)}
      >
        <Icon size={14} aria-hidden /> {headWords(found.length)}
      </button>
      {isOpen && (
        <ul>
          {found.map((one) => (
            <Line key={`${one.change.kind} ${one.change.grant}`} suggestion={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function headWords(count: number): string {
  return `${count} ${count === 1 ? 'way' : 'ways'} to grant less without asking more`;
}

function Line({ suggestion }: { readonly suggestion: Suggestion }) {
  const save = useAuthority((state) => state.save);
  const { change, why, now, then, trial } = suggestion;
  const does = change.kind === 'revoke' ? 'Revoke' : 'Narrow';
  return (
    <li>
      <dl>
        <dt>now</dt>
        <dd>
          <SafeText text={bare(now)} />
        </dd>
        <dt>then</dt>
        <dd className={styles['then']}>
          <SafeText text={then === null ? 'nothing of it' : bare(then)} />
        </dd>
        <dt>why</dt>
        <dd className={styles['quiet']}>
          {why}
          {change.kind === 'revoke' && `. ${trialWords(trial)}`}
        </dd>
      </dl>
      <button
        type="button"
        aria-label={`${does}: ${now}`}
        onClick={() => void save(change).then(focusGrants)}
      >
        {does}
      </button>
    </li>
  );
}

/** Every grant ends so: here it would only be repeated. */
function bare(words: string): string {
  return words.replace(/[;,] and nothing else$/, '');
}
