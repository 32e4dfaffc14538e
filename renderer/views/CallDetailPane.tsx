import { X } from 'lucide-react';
import type { CallDetail } from '../../shared/contract/history.ts';
import type { Answer } from '../../shared/contract/request.ts';
import { touchedWords } from '../../shared/core/call-row.ts';
import { lifetimeWords } from '../../shared/core/scope-words.ts';
import { SafeText } from '../parts/SafeText.tsx';
import { StandingMark } from '../parts/StandingMark.tsx';
import { When } from '../parts/When.tsx';
import { useApp } from '../state/use-app.ts';
import styles from './views.module.css';

/** One call in full. */
export function CallDetailPane() {
  const detail = useApp((state) => state.detail);
  const openCall = useApp((state) => state.openCall);
  return (
    <aside className={styles['detail']} aria-label="Call in full">
      <button
        type="button"
        className={styles['close']}
        aria-label="Close"
        onClick={() => void openCall(null)}
      >
        <X size={16} aria-hidden />
      </button>
      {detail === null ? <p>Reading…</p> : <Detail detail={detail} />}
    </aside>
  );
}

function Detail({ detail }: { readonly detail: CallDetail }) {
  const { row } = detail;
  return (
    <>
      <h2>
        <SafeText text={`${row.server} > ${row.tool}`} />
      </h2>
      <p>
        <SafeText text={row.agent} /> · <When at={row.at} /> · <StandingMark standing={row.standing} />
      </p>
      <Chain detail={detail} />
      <h3>Touched</h3>
      <ul className={styles['plain']}>
        {detail.reaches.length === 0 && <li>nothing that Remit knows of</li>}
        {detail.reaches.map((reach) => (
          <li key={`${reach.pointer} ${touchedWords(reach, '')}`}>
            <SafeText text={touchedWords(reach, '')} />
          </li>
        ))}
      </ul>
      <h3>Arguments ({detail.args.bytes} bytes)</h3>
      <pre tabIndex={0}>
        <SafeText text={detail.args.text} />
      </pre>
      {detail.result !== null && (
        <>
          <h3>
            Result ({detail.result.bytes} bytes, {row.outcome})
          </h3>
          <pre tabIndex={0}>
            <SafeText text={detail.result.text} />
          </pre>
        </>
      )}
      <h3>Agent</h3>
      <p className={styles['quiet']}>
        {detail.agent.process === null
          ? 'Nothing is known of its process.'
          : `process ${detail.agent.process.pid}: ${detail.agent.process.executable}, in ${detail.agent.process.cwd}`}
      </p>
    </>
  );
}

function answerWords(answer: Answer): string {
  switch (answer.kind) {
    case 'allow-once':
      return 'you allowed it once';
    case 'remember':
      return 'you allowed it and had it remembered';
    case 'deny':
      return answer.reason === '' ? 'you denied it' : `you denied it: ${answer.reason}`;
    case 'not-now':
      return 'you closed the prompt: not now';
  }
}

/** Call → grant → decision, each with its time and its place in the record. */
function Chain({ detail }: { readonly detail: CallDetail }) {
  const openCall = useApp((state) => state.openCall);
  const { row, decision, refusal } = detail;
  return (
    <ol className={styles['chain']} aria-label="Why">
      <li>
        Call, entry {row.seq}:{' '}
        {detail.verdict.kind === 'inside'
          ? 'inside what was granted'
          : detail.verdict.kind === 'denied'
            ? 'denied'
            : 'exceeds what was granted'}
        {detail.excess.map((one) => (
          <div key={`${one.pointer} ${one.asks}`} className={styles['quiet']}>
            <SafeText text={`granted: ${one.granted}; asks: ${one.asks}; exceeds by: ${one.exceeds}`} />
          </div>
        ))}
      </li>
      {detail.grants.map(({ grant, at, seq, from, revokedAt }) => (
        <li key={grant.id}>
          Grant, entry {seq}: <SafeText text={grant.words} />
          <div className={styles['quiet']}>
            {lifetimeWords(grant.lifetime)}, given <When at={at} />
            {revokedAt !== null && (
              <>
                , revoked <When at={revokedAt} />
              </>
            )}
            {from !== null && from !== row.call && (
              <>
                {' '}
                ·{' '}
                <button type="button" className={styles['inline']} onClick={() => void openCall(from)}>
                  the call it came from
                </button>
              </>
            )}
          </div>
        </li>
      ))}
      {decision !== null && (
        <li>
          Decision, entry {decision.seq}: <SafeText text={answerWords(decision.answer)} />{' '}
          <When at={decision.at} />
        </li>
      )}
      {refusal !== null && (
        <li>
          Refused ({refusal.code}): <SafeText text={refusal.reason} />
        </li>
      )}
    </ol>
  );
}
