import type { ApprovalRequest, Rung } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import type { Choice } from './chosen-rungs.ts';
import { Ladder } from './Ladder.tsx';
import { VisibleText } from './VisibleText.tsx';

export type ExcessListProps = {
  readonly request: ApprovalRequest;
  readonly choice: Choice;
  readonly choose: (at: number, rung: Rung) => void;
};

/** By how much the call exceeds, point by point, each with what may be remembered about it. */
export function ExcessList({ request, choice, choose }: ExcessListProps) {
  const settled = [...choice.values()].some((rung) => rung?.settles === true);
  return (
    <ol className={styles['excess']} aria-label="By how much it exceeds">
      {request.excess.map((excess, at) => (
        <li key={`${at} ${excess.pointer} ${excess.asks}`}>
          <dl>
            <dt>you granted</dt>
            <dd>
              <VisibleText text={excess.granted} />
            </dd>
            <dt>it asks</dt>
            <dd className={styles['asks']}>
              <VisibleText text={excess.asks} />
            </dd>
            <dt>exceeds by</dt>
            <dd>
              <VisibleText text={excess.exceeds} />
            </dd>
            {request.rememberable && (
              <>
                <dt>remember</dt>
                <dd>
                  <Ladder
                    excess={excess}
                    at={at}
                    chosen={choice.get(at) ?? null}
                    settled={settled}
                    choose={(rung) => choose(at, rung)}
                  />
                </dd>
              </>
            )}
          </dl>
        </li>
      ))}
    </ol>
  );
}
