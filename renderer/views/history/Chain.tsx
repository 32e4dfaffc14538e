import type { CallDetail } from '../../../shared/contract/history.ts';
import type { Answer } from '../../../shared/contract/request.ts';
import { lifetimeWords } from '../../../shared/core/scope-words.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { When } from '../../parts/When.tsx';
import { useApp, useAuthority, useHistory } from '../../state/use-app.ts';
import styles from './detail.module.css';

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

function verdictWords(verdict: CallDetail['verdict']): string {
  switch (verdict.kind) {
    case 'inside':
      return 'inside what was granted';
    case 'denied':
      return 'denied by a rule of yours';
    case 'exceeds':
      return 'exceeds what was granted';
  }
}

/** Call → grant → decision, each with its time and its place in the record. */
export function Chain({ detail }: { readonly detail: CallDetail }) {
  const { row, decision, refusal } = detail;
  return (
    <ol className={styles['chain']} aria-label="Why">
      <li>
        Call, entry {row.seq}: {verdictWords(detail.verdict)}
      </li>
      {detail.grants.map((one) => (
        <GrantStep key={one.grant.id} held={one} call={row.call} />
      ))}
      {decision !== null && (
        <li>
          Decision, entry {decision.seq}: <SafeText text={answerWords(decision.answer)} />
          <div className={styles['quiet']}>
            <When at={decision.at} />
          </div>
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

type Held = CallDetail['grants'][number];

function GrantStep({ held, call }: { readonly held: Held; readonly call: string }) {
  const open = useHistory((state) => state.open);
  const showView = useApp((state) => state.showView);
  const pick = useAuthority((state) => state.pick);
  const filterBy = useAuthority((state) => state.filterBy);
  const { grant, at, seq, from, revokedAt, extended } = held;
  const showGrant = (): void => {
    showView('authority');
    filterBy('');
    void pick(grant.id);
  };
  return (
    <li>
      Grant, entry {seq}: <SafeText text={grant.words} />
      <div className={styles['quiet']}>
        {lifetimeWords(grant.lifetime)}, {extended ? 'extended in a prompt' : 'given'} <When at={at} />
        {revokedAt !== null && (
          <>
            , revoked <When at={revokedAt} />
          </>
        )}
      </div>
      <div className={styles['links']}>
        {from !== null && from !== call && (
          <button
            type="button"
            className={styles['inline']}
            onClick={() => {
              // This button goes with the call that it stands in.
              document.getElementById('history-detail')?.focus();
              void open(from);
            }}
          >
            the call it came from
          </button>
        )}
        {revokedAt === null && (
          <button type="button" className={styles['inline']} onClick={showGrant}>
            show in Authority
          </button>
        )}
      </div>
    </li>
  );
}
