import { useEffect, useRef } from 'react';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import { Answers } from './Answers.tsx';
import styles from './approval.module.css';
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

  return (
    <main className={styles['card']}>
      <Who request={request} more={more} />
      <div className={styles['body']}>
        <h1 ref={heading} tabIndex={-1} className={styles['sentence']}>
          <Sentence request={request} />
        </h1>
        <ExcessList request={request} />
        <Arguments request={request} />
        <Claims request={request} />
      </div>
      <Answers request={request} problem={problem} armed={armed} answer={answer} />
    </main>
  );
}

function Sentence({ request }: { readonly request: ApprovalRequest }) {
  const { who, verb, what, how } = request.sentence;
  return (
    <>
      <VisibleText text={who} /> {verb}{' '}
      <strong>
        <VisibleText text={what} />
      </strong>{' '}
      <span className={styles['how']}>
        <VisibleText text={how} />
      </span>
    </>
  );
}

/** What the server says of the tool stands apart: it may raise doubt and never lowers it. */
function Claims({ request: { claims, server } }: { readonly request: ApprovalRequest }) {
  if (claims === null) return null;
  return (
    <section className={styles['claims']} aria-label={`${server.name} says`}>
      <h2>{server.name} says of this tool (not checked)</h2>
      <p>
        <VisibleText text={claims.description} />
      </p>
    </section>
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
