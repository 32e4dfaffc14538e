import type { CallDetail } from '../../../shared/contract/history.ts';
import { DetailPane } from '../../parts/DetailPane.tsx';
import { ExcerptText, sizeWords } from '../../parts/ExcerptText.tsx';
import { PathText } from '../../parts/PathText.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import { StandingMark } from '../../parts/StandingMark.tsx';
import { When } from '../../parts/When.tsx';
import { callSentence } from '../../state/call-sentence.ts';
import { prettyJson } from '../../state/pretty-json.ts';
import { durationWords } from '../../state/time-words.ts';
import { useHistory } from '../../state/use-app.ts';
import { Arguments } from './Arguments.tsx';
import { Chain } from './Chain.tsx';
import styles from './detail.module.css';
import { Entries } from './Entries.tsx';
import { Reaches } from './Reaches.tsx';

/** One call in full, when one is open. */
export function CallDetailPane() {
  const opened = useHistory((state) => state.opened);
  const detail = useHistory((state) => state.detail);
  const open = useHistory((state) => state.open);
  if (opened === null) return null;
  const close = (): void => {
    void open(null);
    // What had the focus is gone: it goes back to the list that the call was opened from.
    document.getElementById('history-calls')?.focus();
  };
  return (
    <DetailPane id="history-detail" label="Call in full" close={close}>
      {detail === null ? null : <Detail key={detail.row.call} detail={detail} />}
    </DetailPane>
  );
}

function Detail({ detail }: { readonly detail: CallDetail }) {
  const { row, result } = detail;
  const { verb, what, rest } = callSentence(detail);
  return (
    <div className={styles['content']}>
      <h2>
        <SafeText text={row.agent} /> {verb}{' '}
        <strong>
          <SafeText text={what} />
        </strong>{' '}
        <span className={styles['rest']}>
          <SafeText text={rest} />
        </span>
      </h2>
      <p className={styles['facts']}>
        <StandingMark standing={row.standing} />
        <SafeText text={row.why} />
        <span className={styles['quiet']}>
          <When at={row.at} />
          {row.durationMs !== null && `, took ${durationWords(row.durationMs)}`}
        </span>
      </p>
      <Excess detail={detail} />
      <Arguments args={detail.args} />
      {result !== null && (
        <>
          <h3>
            Result{' '}
            <span className={styles['quiet']}>
              {outcomeWords(row.outcome)}
              {sizeWords(result)}
            </span>
          </h3>
          <ExcerptText excerpt={result} shown={prettyJson(result.text)} />
        </>
      )}
      <h3>Touched</h3>
      <Reaches detail={detail} />
      <h3>How it was decided</h3>
      <Chain detail={detail} />
      <h3>Who called</h3>
      <Caller detail={detail} />
      <Entries detail={detail} />
    </div>
  );
}

function outcomeWords(outcome: CallDetail['row']['outcome']): string {
  switch (outcome) {
    case 'tool-error':
      return 'an error of the tool, ';
    case 'protocol-error':
      return 'an error of the server, ';
    case 'cancelled':
      return 'cancelled by the agent, ';
    case 'lost':
      return 'lost, ';
    default:
      return '';
  }
}

/** What exceeds, in the words of the prompt. */
function Excess({ detail }: { readonly detail: CallDetail }) {
  if (detail.excess.length === 0) return null;
  return detail.excess.map((one) => (
    <dl key={`${one.pointer} ${one.asks}`} className={styles['excess']}>
      <dt>you granted</dt>
      <dd>
        <SafeText text={one.granted} />
      </dd>
      <dt>it asks</dt>
      <dd>
        <SafeText text={one.asks} />
      </dd>
      <dt>exceeds by</dt>
      <dd className={styles['exceeds']}>
        <SafeText text={one.exceeds} />
      </dd>
    </dl>
  ));
}

function Caller({ detail }: { readonly detail: CallDetail }) {
  const { process, claims } = detail.agent;
  return (
    <>
      <p>
        {process === null ? (
          'Nothing is known of the process.'
        ) : (
          <>
            <SafeText text={`${process.executable} (process ${process.pid})`} /> in{' '}
            <PathText path={process.cwd} />
          </>
        )}
      </p>
      {claims !== null && (
        <p className={styles['claim']}>
          <span className={styles['quiet']}>It calls itself</span>{' '}
          <SafeText text={`${claims.name} ${claims.version}`} />
        </p>
      )}
    </>
  );
}
