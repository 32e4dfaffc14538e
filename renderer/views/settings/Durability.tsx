import { FieldProblem } from '../../parts/FieldProblem.tsx';
import type { RecordSettings } from '../../../shared/core/record-settings.ts';
import { useSetting } from '../../state/use-setting.ts';
import { Section } from './Section.tsx';
import styles from './settings.module.css';

const CHOICES: readonly {
  readonly value: RecordSettings['durability'];
  readonly name: string;
  readonly means: string;
}[] = [
  {
    value: 'each',
    name: 'Every call before it goes on',
    means: 'A power cut loses nothing of the record. Each call waits for the disk.',
  },
  {
    value: 'groups',
    name: 'Calls inside what you granted in groups, ten times a second',
    means:
      'Faster. A power cut, or a crash of the whole system, can lose the last tenth of a second of such calls. Your answers, grants and refusals are still on disk at once.',
  },
];

/** When a call has to be on disk. */
export function Durability({ inForce }: { readonly inForce: RecordSettings['durability'] }) {
  const { value, problem, choose } = useSetting(inForce, (next) => ({ name: 'durability', value: next }));
  return (
    <Section title="Written to disk">
      <div role="radiogroup" aria-label="What is written to disk when" aria-describedby="durability-problem">
        {CHOICES.map((one) => (
          <label key={one.value} className={styles['choice']}>
            <input
              type="radio"
              name="durability"
              checked={value === one.value}
              onChange={() => void choose(one.value)}
            />
            <span>
              {one.name}
              <span className={styles['hint']}>{one.means}</span>
            </span>
          </label>
        ))}
      </div>
      <FieldProblem id="durability-problem" problem={problem} />
    </Section>
  );
}
