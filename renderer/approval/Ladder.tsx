import type { ExcessWords, Rung } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { VisibleText } from './VisibleText.tsx';

export type LadderProps = {
  readonly excess: ExcessWords;
  readonly at: number;
  readonly chosen: Rung | null;
  /** One rung of another ladder answers everything. */
  readonly settled: boolean;
  readonly choose: (rung: Rung) => void;
};

/** What may be remembered about one excess, narrow to wide. */
export function Ladder({ excess, at, chosen, settled, choose }: LadderProps) {
  if (excess.answeredBy !== null)
    return <span className={styles['quiet']}>with point {excess.answeredBy + 1}</span>;
  if (excess.rungs.length === 0) return <span className={styles['quiet']}>it can only be allowed once</span>;
  const note = noteOf(chosen, settled);
  return (
    <div role="radiogroup" aria-label={`What is remembered: ${excess.asks}`}>
      <div className={styles['rungs']}>
        {excess.rungs.map((rung) => (
          <label key={rung.id} title={rung.words}>
            <input
              type="radio"
              name={`rung-${at}`}
              checked={rung.id === chosen?.id}
              onChange={() => choose(rung)}
            />
            <span>
              <VisibleText text={rung.label} />
            </span>
          </label>
        ))}
      </div>
      {note !== null && <span className={styles['quiet']}>{note}</span>}
    </div>
  );
}

function noteOf(chosen: Rung | null, settled: boolean): string | null {
  if (chosen === null) return settled ? 'what is chosen already covers it' : 'nothing is chosen';
  const { covered, of } = chosen.past;
  return of === 0 ? null : `would have covered ${covered} of ${of} past calls`;
}
