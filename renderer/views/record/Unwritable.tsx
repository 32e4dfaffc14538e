import { CircleSlash } from 'lucide-react';
import { Copyable } from '../../parts/Copyable.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import type { RecordTrouble } from '../../state/record-trouble.ts';
import { writeProblemParts } from '../../state/write-problem-parts.ts';
import styles from './record.module.css';

type UnwritableProps = {
  readonly trouble: Extract<RecordTrouble, { readonly kind: 'unwritable' }>;
  readonly dataDir: string;
};

/** The record can't be written just now. Nothing is lost, and Remit goes on by itself. */
export function Unwritable({ trouble, dataDir }: UnwritableProps) {
  const { cause, remedy } = writeProblemParts(trouble.problem);
  return (
    <section aria-label="The record can’t be written">
      <h2>
        <CircleSlash size={18} aria-hidden /> The record can’t be written
      </h2>
      <p className={styles['found']}>
        <SafeText text={cause} />
      </p>
      <ul>
        <li>Every call of an agent is refused: what isn’t recorded doesn’t happen.</li>
        <li>Your grants and the record stay as they are.</li>
        <li>Remit tries again every second and goes on by itself. Then this page goes away.</li>
      </ul>
      <h3>What to do</h3>
      {remedy === null ? (
        <ul>
          <li>Free some space on the disk of the data folder.</li>
          <li>Make sure that you may write in the folder, and that its disk isn’t read-only.</li>
          <li>End other programs that have record.db open.</li>
        </ul>
      ) : (
        <p>
          <SafeText text={remedy} />
        </p>
      )}
      <Copyable text={dataDir} name="the data folder" />
    </section>
  );
}
