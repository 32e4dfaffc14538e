import type { AuthorityRow, GrantDetail } from '../../../shared/contract/authority.ts';
import { DetailPane } from '../../parts/DetailPane.tsx';
import type { GrantId } from '../../../shared/contract/ids.ts';
import { SafeText } from '../../parts/SafeText.tsx';
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
import { ExtendGrant } from './ExtendGrant.tsx';
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
  const isExtending = useAuthority((state) => state.isExtending);
  const extend = useAuthority((state) => state.extend);
  if (picked === null) return null;
  const close = (): void => {
    void pick(null);
    focusGrants();
  };
  const giveUp = (): void => {
    void consider(null);
    extend(false);
    focusGrants();
  };
  return (
    <DetailPane
      id="grant-detail"
      label="Grant in full"
      close={close}
      escape={considered === null && !isExtending ? close : giveUp}
    >
      {detail === null ? null : <Detail key={detail.row.grant.id} detail={detail} />}
    </DetailPane>
  );
}

function Detail({ detail }: { readonly detail: GrantDetail }) {
  const { row, narrowings } = detail;
  return (
    <div className={styles['content']}>
      <h2>
        <strong>
          <SafeText text={agentOf(row)} />
        </strong>{' '}
        <SafeText text={grantSentence(row.grant)} />
        <span className={styles['quiet']}> and nothing else</span>
      </h2>
      <Terms row={row} />
      <div className={styles['actions']}>
        {!hasEnded(row) && <RevokeGrant row={row} />}
        <ExtendGrant detail={detail} />
      </div>
      {!hasEnded(row) && narrowings.length > 0 && <NarrowerForms grant={row.grant} narrowings={narrowings} />}
      <p className={styles['more']}>{moreWords(row)}</p>
      <h3>Calls that used it</h3>
      <Calls detail={detail} />
    </div>
  );
}

/** How to get more than the grant gives. */
function moreWords(row: AuthorityRow): string {
  if (hasEnded(row) || row.standing === 'lapsed' || row.standing === 'used-up')
    return 'It asks again at the next call, and can be remembered then.';
  return 'To allow more than this, wait for a call beyond it: it asks, and can be remembered then.';
}

function Terms({ row }: { readonly row: AuthorityRow }) {
  const { grant, since, origin, standing, lastUsed, left, endedAt, replacedBy } = row;
  const meaning = replacedBy === null ? standingMeaning(standing) : null;
  return (
    <>
      {meaning !== null && <p className={hasEnded(row) ? styles['over'] : styles['asks']}>{meaning}</p>}
      {replacedBy !== null && <Replaced by={replacedBy} />}
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
          {usesWords(row).replace(/^used /, '')}
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

function Replaced({ by }: { readonly by: GrantId }) {
  const pick = useAuthority((state) => state.pick);
  return (
    <p className={styles['over']}>
      You changed it:{' '}
      <button type="button" className={styles['link']} onClick={() => void pick(by)}>
        another form of it
      </button>{' '}
      took its place.
    </p>
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
