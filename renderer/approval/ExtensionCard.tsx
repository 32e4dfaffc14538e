import type { ExtensionPoint, ExtensionRequest, PromptAnswer } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { Key } from './Key.tsx';
import { More } from './More.tsx';
import { useAltKeys } from './use-alt-keys.ts';
import { useCard, type CardPorts } from './use-card.ts';
import { VisibleText } from './VisibleText.tsx';

export type ExtensionCardProps = {
  readonly request: ExtensionRequest;
  readonly more: number;
  /** Why the last answer wasn't taken. */
  readonly problem: string | null;
  readonly answer: (answer: PromptAnswer) => void;
  readonly drawn: CardPorts['drawn'];
};

/** Whether a grant is to be extended, as the user proposed it in the app window: what was granted, what will be, and by how much it is more. */
export function ExtensionCard({ request, more, problem, answer, drawn }: ExtensionCardProps) {
  const notNow = (): void => answer({ kind: 'not-now' });
  const { armed, heading, card } = useCard(request, { notNow, drawn });
  const { sentence, points, counts, words } = request;
  const extend = (): void => {
    if (armed) answer({ kind: 'extend' });
  };
  useAltKeys({ KeyX: extend, KeyN: notNow });
  return (
    <main className={styles['card']} ref={card}>
      <Who request={request} more={more} />
      <div className={styles['body']}>
        <div className={styles['content']}>
          <h1 ref={heading} tabIndex={-1} className={styles['sentence']}>
            You want to let{' '}
            <strong>
              <VisibleText text={sentence.who} />
            </strong>{' '}
            {sentence.verb} <VisibleText text={sentence.what} />
          </h1>
          <Points points={points} />
          {counts !== null && <p className={styles['quiet']}>{counts}</p>}
          <section aria-label="The whole grant">
            <h2>The whole grant, which allows nothing else than before</h2>
            <p className={styles['whole']}>
              <VisibleText text={words} />
            </p>
          </section>
        </div>
      </div>
      <footer className={styles['answers']}>
        {problem !== null && (
          <p role="alert" className={styles['problem']}>
            <VisibleText text={problem} />
          </p>
        )}
        <div className={styles['buttons']}>
          <Key letter="N" press={notNow} enabled>
            Not now
          </Key>
          <span className={styles['hint']} title="The grant stays as it is">
            or <kbd>Esc</kbd>
          </span>
          <span className={styles['gap']} />
          <Key letter="X" press={extend} enabled={armed}>
            Extend
          </Key>
        </div>
      </footer>
    </main>
  );
}

function Points({ points }: { readonly points: readonly ExtensionPoint[] }) {
  return (
    <ol className={styles['excess']} aria-label="By how much it is more">
      {points.map(({ about, granted, will, more }) => (
        <li key={about}>
          <h2>{about}</h2>
          <dl>
            <dt>you granted</dt>
            <dd>
              <VisibleText text={granted} />
            </dd>
            <dt>you will grant</dt>
            <dd className={styles['asks']}>
              <VisibleText text={will} />
            </dd>
            <dt>more by</dt>
            <dd>
              <VisibleText text={more} />
            </dd>
          </dl>
        </li>
      ))}
    </ol>
  );
}

function Who({ request: { agent }, more }: Pick<ExtensionCardProps, 'request' | 'more'>) {
  const executable = agent === 'any' ? null : agent.executable;
  return (
    <header className={styles['who']} role="group" aria-label="Which grant" tabIndex={0}>
      <div className={styles['agent']}>
        <span>
          <strong>Your grant</strong> to {agent === 'any' ? 'any agent' : <VisibleText text={agent.name} />}
        </span>
        <More count={more} />
      </div>
      {executable !== null && (
        <div>
          program{' '}
          <code>
            <VisibleText text={executable} />
          </code>
        </div>
      )}
      <div>proposed in the Authority window; no call waits for it</div>
    </header>
  );
}
