import { useState } from 'react';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import type { ArgumentRole } from '../../shared/contract/tool-profile.ts';
import { Answers } from './Answers.tsx';
import styles from './approval.module.css';
import { choose, firstChoice } from './chosen-rungs.ts';
import { ExcessList } from './ExcessList.tsx';
import { Marks } from './Marks.tsx';
import { More } from './More.tsx';
import { Readings } from './Readings.tsx';
import { useCard, type CardPorts } from './use-card.ts';
import { VisibleText } from './VisibleText.tsx';
import { withBreaks } from './with-breaks.ts';

export type ApprovalCardProps = {
  readonly request: ApprovalRequest;
  readonly more: number;
  /** Why the last answer wasn't taken. */
  readonly problem: string | null;
  readonly isPutOff: boolean;
  readonly answer: (answer: Answer) => void;
  readonly correct: (pointer: string, role: ArgumentRole) => void;
  readonly drawn: CardPorts['drawn'];
};

/** One question: what Remit computed, then the arguments in full, then what others claim, then the answers. */
export function ApprovalCard(props: ApprovalCardProps) {
  const { request, more, problem, isPutOff, answer, correct, drawn } = props;
  const [choice, setChoice] = useState(() => firstChoice(request));
  const { armed, heading, card } = useCard(request, { notNow: () => answer({ kind: 'not-now' }), drawn });
  return (
    <main className={styles['card']} ref={card}>
      <Who request={request} more={more} />
      <div className={styles['body']}>
        <div className={styles['content']}>
          <h1 ref={heading} tabIndex={-1} className={styles['sentence']}>
            <Sentence request={request} />
          </h1>
          <Marks commands={request.commands} />
          <ExcessList
            request={request}
            choice={choice}
            choose={(at, rung) => setChoice((before) => choose(request, before, at, rung))}
          />
          <Arguments request={request} />
          <Readings request={request} armed={armed} correct={correct} />
          <Claims request={request} />
        </div>
      </div>
      <Answers
        request={request}
        choice={choice}
        problem={problem}
        isPutOff={isPutOff}
        armed={armed}
        answer={answer}
      />
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
  const { process } = agent;
  return (
    <header className={styles['who']} role="group" aria-label="Who asks" tabIndex={0}>
      <div className={styles['agent']}>
        <span>
          <strong>
            <VisibleText text={agent.name} />
          </strong>
          {process !== null && (
            <>
              {' '}
              in <VisibleText text={process.cwd} />
            </>
          )}
        </span>
        <More count={more} />
      </div>
      {process !== null && (
        <div title={process.command}>
          process {process.pid}{' '}
          <code>
            <VisibleText text={process.executable} />
          </code>
        </div>
      )}
      <div>
        server {server.name}{' '}
        <code>
          <VisibleText text={server.command} />
        </code>
      </div>
    </header>
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
        <VisibleText text={withBreaks(args.text)} />
      </pre>
    </section>
  );
}
