import { useEffect, useRef, useState } from 'react';
import type { Answer, ApprovalRequest, LifetimeChoice, RungKind } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { RememberChoice } from './RememberChoice.tsx';
import { useArming } from './use-arming.ts';
import { VisibleText } from './VisibleText.tsx';

export type ApprovalCardProps = {
  readonly request: ApprovalRequest;
  readonly more: number;
  /** Why the last answer wasn't taken. */
  readonly problem: string | null;
  readonly answer: (answer: Answer) => void;
  /** Called once the question stands on the screen. */
  readonly drawn: () => void;
};

/** One question: what Remit computed, then the arguments in full, then what others claim, then the answers. */
export function ApprovalCard({ request, more, problem, answer, drawn }: ApprovalCardProps) {
  const armed = useArming(request);
  const heading = useRef<HTMLHeadingElement>(null);
  const [reason, setReason] = useState('');
  const [rung, setRung] = useState<RungKind | null>(request.rungs[0]?.kind ?? null);
  const [lifetime, setLifetime] = useState<LifetimeChoice>('session');
  const { sentence } = request;

  useEffect(() => {
    heading.current?.focus();
    drawn();
    // Only when another question is drawn: `drawn` itself is made anew with every render.
  }, [request.id]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') answer({ kind: 'not-now' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [answer]);

  const allow = (given: Answer): void => {
    if (armed) answer(given);
  };
  return (
    <main className={styles['card']}>
      <Who request={request} more={more} />
      <div className={styles['body']}>
        <h1 ref={heading} tabIndex={-1} className={styles['sentence']}>
          <VisibleText text={sentence.who} /> {sentence.verb}{' '}
          <strong>
            <VisibleText text={sentence.what} />
          </strong>{' '}
          <span className={styles['how']}>
            <VisibleText text={sentence.how} />
          </span>
        </h1>
        <ExcessList request={request} />
        <Arguments request={request} />
        {request.claims !== null && (
          <section className={styles['claims']} aria-label={`${request.server.name} says`}>
            <h2>{request.server.name} says of this tool (not checked)</h2>
            <p>
              <VisibleText text={request.claims.description} />
            </p>
          </section>
        )}
      </div>
      <footer className={styles['answers']}>
        {rung !== null && (
          <RememberChoice
            rungs={request.rungs}
            rung={rung}
            setRung={setRung}
            lifetime={lifetime}
            setLifetime={setLifetime}
          />
        )}
        {problem !== null && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <div className={styles['buttons']}>
          <input
            type="text"
            aria-label="Reason for the agent (optional)"
            placeholder="Reason for the agent (optional)"
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="button" onClick={() => answer({ kind: 'deny', reason })}>
            Deny
          </button>
          <span className={styles['gap']} />
          {rung !== null && (
            <button
              type="button"
              aria-disabled={!armed}
              onClick={() => allow({ kind: 'remember', rung, lifetime })}
            >
              Allow and remember
            </button>
          )}
          <button type="button" aria-disabled={!armed} onClick={() => allow({ kind: 'allow-once' })}>
            Allow once
          </button>
        </div>
        <p className={styles['hint']}>
          <kbd>Esc</kbd> not now: refused once, no rule
        </p>
      </footer>
    </main>
  );
}

function Who({ request, more }: { readonly request: ApprovalRequest; readonly more: number }) {
  const { agent, server } = request;
  const process = agent.process;
  return (
    <header className={styles['who']}>
      <div>
        <strong>
          <VisibleText text={agent.name} />
        </strong>
        {process !== null && (
          <span title={process.command}>
            {' '}
            · process {process.pid} <VisibleText text={process.executable} /> in{' '}
            <VisibleText text={process.cwd} />
          </span>
        )}
      </div>
      <div>
        server {server.name}:{' '}
        <code>
          <VisibleText text={server.command} />
        </code>
      </div>
      {more > 0 && (
        <div className={styles['more']} role="status">
          {more} more waiting
        </div>
      )}
    </header>
  );
}

function ExcessList({ request }: { readonly request: ApprovalRequest }) {
  return (
    <ul className={styles['excess']} aria-label="By how much it exceeds">
      {request.excess.map((excess) => (
        <li key={`${excess.pointer} ${excess.asks}`}>
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
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Arguments({ request }: { readonly request: ApprovalRequest }) {
  const { args } = request;
  return (
    <section aria-label="What will be sent" className={styles['args']}>
      <h2>What will be sent ({args.bytes} characters)</h2>
      {!args.complete && (
        <p className={styles['problem']}>It is too large to be shown whole: it can only be allowed once.</p>
      )}
      <pre tabIndex={0}>
        <VisibleText text={args.text} />
      </pre>
    </section>
  );
}
