import { Ban, CircleHelp, Clock } from 'lucide-react';
import type { AuthorityRow } from '../../../shared/contract/authority.ts';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { When } from '../../parts/When.tsx';
import { hasEnded } from '../../state/authority-lines.ts';
import {
  grantLine,
  grantSentence,
  lifetimeText,
  standingWords,
  usesWords,
} from '../../state/authority-words.ts';
import styles from './authority.module.css';

type Props = {
  readonly row: AuthorityRow;
  readonly id: string;
  readonly isPicked: boolean;
  readonly onPress: () => void;
};

/** A grant in one line: "may write in ~/project, always, used 212 times, last 2 min ago". */
export function GrantLine({ row, id, isPicked, onPress }: Props) {
  const { grant, standing } = row;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isPicked}
      className={styles['row']}
      data-standing={standing}
      onClick={onPress}
    >
      <span className={styles['sentence']} title={visibleLine(grantSentence(grant))}>
        <SafeText text={grantLine(grant)} />
      </span>
      <span className={styles['facts']}>
        <Facts row={row} />
      </span>
    </div>
  );
}

function Facts({ row }: { readonly row: AuthorityRow }) {
  const { grant, standing, lastUsed, endedAt } = row;
  if (hasEnded(row)) {
    return (
      <>
        <Ban size={12} aria-hidden /> {standingWords(standing)}
        {endedAt !== null && (
          <>
            {' '}
            <When at={endedAt} />
          </>
        )}
        , {usesWords(row)}
      </>
    );
  }
  if (standing === 'lapsed' || standing === 'used-up') {
    const Icon = standing === 'lapsed' ? Clock : CircleHelp;
    return (
      <span className={styles['asks']}>
        <Icon size={12} aria-hidden /> {standingWords(standing)}: asks again
      </span>
    );
  }
  return (
    <>
      {lifetimeText(grant.lifetime)}, {usesWords(row)}
      {lastUsed !== null && (
        <>
          , last <When at={lastUsed} />
        </>
      )}
      {row.left !== null && `, ${row.left}`}
    </>
  );
}
