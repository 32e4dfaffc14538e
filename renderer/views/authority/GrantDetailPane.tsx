import { X } from 'lucide-react';
import type { AuthorityRow, GrantDetail } from '../../../shared/contract/authority.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { Soon } from '../../parts/Soon.tsx';
import { StandingMark } from '../../parts/StandingMark.tsx';
import { Touched } from '../../parts/Touched.tsx';
import { When } from '../../parts/When.tsx';
import { agentOf, hasEnded } from '../../state/authority-lines.ts';
import {
  grantSentence,
  lifetimeText,
  standingMeaning,
  standingWords,
  usesWords,
} from '../../state/authority-words.ts';
import { useAuthority } from '../../state/use-app.ts';
import { CallLink } from './CallLink.tsx';
import { focusGrants } from './focus-grants.ts';
import styles from './grant-detail.module.css';
import { NarrowerForms } from './NarrowerForms.tsx';
import { RevokeGrant } from './RevokeGrant.tsx';

/** One grant in full, when one is picked, with what can be taken away from it. */
export function GrantDetailPane() {
  const picked = useAuthority((state) => state.picked);
  const detail = useAuthority((state) => state.detail);
  const considered = useAuthority((state) => state.considered);
  const pick = useAuthority((state) => state.pick);
  const consider = useAuthority((state) => state.consider);
  if (picked === null) return null;
  const close = (): void => {
    void pick(null);
    focusGrants();
  };
  const giveUp = (): void => {
    void consider(null);
    focusGrants();
  };
  return (
    <aside
      id="grant-detail"
      className={styles['detail']}
      tabIndex={-1}
      aria-label="Grant in full"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (considered === null) close();
        else giveUp();
      }}
    >
      <button type="button" className={styles['close']} aria-label="Close" onClick={close}>
        <X size={16} aria-hidden />
      </button>
      {detail === null ? (
        <Soon>
          <p role="status">Reading…</p>
        </Soon>
      ) : (
        <Detail key={detail.row.grant.id} detail={detail} />
      )}
    </aside>
  );
}

function Detail({ detail }: { readonly detail: GrantDetail }) {
  const { row, narrowings } = detail;
  return (
    <>
      <h2>
        <strong>
          <SafeText text={agentOf(row)} />
        </strong>{' '}
        <SafeText text={grantSentence(row.grant)} />
        <span className={styles['quiet']}> and nothing else</span>
      </h2>
      <Terms row={row} />
      {!hasEnded(row) && (
        <>
          <RevokeGrant row={row} />
          {narrowings.length > 0 && <NarrowerForms grant={row.grant} narrowings={narrowings} />}
        </>
      )}
      <p className={styles['more']}>{moreWords(row)}</p>
      <h3>Calls that used it</h3>
      <Calls detail={detail} />
    </>
  );
}

/** How to get more than the grant gives: never from this window. */
function moreWords(row: AuthorityRow): string {
  if (hasEnded(row) || row.standing === 'lapsed' || row.standing === 'used-up')
    return 'It asks again at the next call, and can be remembered then.';
  return 'More, or for longer, is granted in a prompt only: a call beyond this asks, and can be remembered then.';
}

function Terms({ row }: { readonly row: AuthorityRow }) {
  const { grant, since, origin, standing, lastUsed, left, endedAt } = row;
  const meaning = standingMeaning(standing);
  return (
    <>
      {meaning !== null && <p className={hasEnded(row) ? styles['over'] : styles['asks']}>{meaning}</p>}
      <dl className={styles['terms']}>
        <dt>holds</dt>
        <dd>
          {lifetimeText(grant.lifetime)}
          {endedAt !== null && (
            <>
              , {standingWords(standing)} <When at={endedAt} />
            </>
          )}
        </dd>
        <dt>used</dt>
        <dd>
          {usesWords(row)}
          {lastUsed !== null && (
            <>
              , last <When at={lastUsed} />
            </>
          )}
        </dd>
        {left !== null && (
          <>
            <dt>left</dt>
            <dd>{left.replace(/ left$/, '')}</dd>
          </>
        )}
        <dt>granted</dt>
        <dd>
          <When at={since} />
          {origin !== null && (
            <>
              , by your answer to <CallLink call={origin}>this call</CallLink>
            </>
          )}
        </dd>
      </dl>
    </>
  );
}

function Calls({ detail: { calls, row } }: { readonly detail: GrantDetail }) {
  if (calls.length === 0) {
    const words =
      row.uses === 0 ? 'No call has used it yet.' : 'They lie further back than is looked at here.';
    return <p className={styles['quiet']}>{words}</p>;
  }
  return (
    <ul className={styles['calls']}>
      {calls.map((call) => (
        <li key={call.call}>
          <CallLink call={call.call}>
            {call.touched.length === 0 ? (
              <SafeText text={`${call.server} > ${call.tool}`} />
            ) : (
              <Touched words={call.touched} />
            )}
          </CallLink>
          <span className={styles['quiet']}>
            <When at={call.at} />
          </span>
          <StandingMark standing={call.standing} />
        </li>
      ))}
    </ul>
  );
}
