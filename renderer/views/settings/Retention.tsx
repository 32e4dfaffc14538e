import { useEffect, useState } from 'react';
import type { RetentionChoice, RetentionPreview } from '../../../shared/contract/record-setting.ts';
import { FieldProblem } from '../../parts/FieldProblem.tsx';
import { assertNever } from '../../../shared/core/assert-never.ts';
import { Soon } from '../../parts/Soon.tsx';
import { choiceOf, draftOf, previewWords, type RetentionDraft } from '../../state/retention-words.ts';
import { useBridge } from '../../state/use-app.ts';
import { useSetting } from '../../state/use-setting.ts';
import { LimitField } from './LimitField.tsx';
import { Section } from './Section.tsx';
import styles from './settings.module.css';

/** How long entries are kept. What is removed is gone for good, so a choice shows what it would remove, and is saved by a button. */
export function Retention({ inForce }: { readonly inForce: RetentionChoice }) {
  const { value, problem, choose } = useSetting(inForce, (next) => ({ name: 'retention', value: next }));
  const [changed, setChanged] = useState<RetentionDraft | null>(null);
  const draft = changed ?? draftOf(value);
  const read = choiceOf(draft);
  const choice = 'choice' in read ? read.choice : null;
  const isNew = choice !== null && !isSame(choice, value);
  const { preview, again } = usePreview(isNew ? choice : null);
  // What would go is told before it can go.
  const keepsAll = choice !== null && choice.days === null && choice.megabytes === null;
  const canSave = isNew && (preview.kind === 'counted' || keepsAll);
  const save = async (): Promise<void> => {
    if (choice !== null && (await choose(choice))) setChanged(null);
  };
  return (
    <Section title="Kept">
      <form
        aria-label="How long entries are kept"
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void save();
        }}
      >
        <p>
          {draft.byAge || draft.bySize
            ? 'The oldest entries are removed; the newest 1,000 always stay. What was granted stays in force, and the record still verifies.'
            : 'Everything is kept.'}
        </p>
        <LimitField
          label="Remove what is older than"
          unit="days"
          isOn={draft.byAge}
          text={draft.days}
          change={(byAge, days) => setChanged({ ...draft, byAge, days })}
        />
        <LimitField
          label="Remove the oldest beyond"
          unit="megabytes"
          isOn={draft.bySize}
          text={draft.megabytes}
          change={(bySize, megabytes) => setChanged({ ...draft, bySize, megabytes })}
        />
        <FieldProblem id="retention-problem" problem={'problem' in read ? read.problem : problem} />
        <div role="status" className={styles['preview']}>
          {isNew && <PreviewWords preview={preview} again={again} />}
        </div>
        {isNew && (
          <div className={styles['buttons']}>
            <button type="submit" className={styles['main']} aria-disabled={!canSave}>
              {removesNothing(preview) ? 'Save' : 'Save and remove'}
            </button>
            <button type="button" onClick={() => setChanged(null)}>
              Keep as it is
            </button>
          </div>
        )}
      </form>
    </Section>
  );
}

function isSame(a: RetentionChoice, b: RetentionChoice): boolean {
  return a.days === b.days && a.megabytes === b.megabytes;
}

type Preview =
  | { readonly kind: 'counting' }
  | { readonly kind: 'counted'; readonly preview: RetentionPreview }
  | { readonly kind: 'failed'; readonly problem: string };
const COUNTING: Preview = { kind: 'counting' };

function removesNothing(preview: Preview): boolean {
  return preview.kind === 'counted' && preview.preview.entries === 0;
}

type WordsProps = { readonly preview: Preview; readonly again: () => void };

function PreviewWords({ preview, again }: WordsProps) {
  switch (preview.kind) {
    case 'counting':
      return (
        <Soon>
          <p>Counting what would go…</p>
        </Soon>
      );
    case 'counted':
      return <p>{previewWords(preview.preview)}</p>;
    case 'failed':
      return (
        <p>
          What would go could not be counted: {preview.problem}.{' '}
          <button type="button" onClick={again}>
            Count again
          </button>
        </p>
      );
    default:
      return assertNever(preview);
  }
}

/** What a choice would remove, as far as it is known. */
function usePreview(choice: RetentionChoice | null): {
  readonly preview: Preview;
  readonly again: () => void;
} {
  const bridge = useBridge();
  const [found, setFound] = useState<{ readonly of: string; readonly preview: Preview } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const of = JSON.stringify([choice, attempt]);
  useEffect(() => {
    if (choice === null) return;
    let isWanted = true;
    void bridge.invoke('app:retention-preview', choice).then((reply) => {
      if (!isWanted) return;
      const preview: Preview = reply.ok
        ? { kind: 'counted', preview: reply.value }
        : { kind: 'failed', problem: reply.problem };
      setFound({ of, preview });
    });
    return () => {
      isWanted = false;
    };
    // The choice is made anew in every drawing; `of` says whether it is another.
  }, [bridge, of]);
  const preview = found?.of === of ? found.preview : COUNTING;
  return { preview, again: () => setAttempt(attempt + 1) };
}
