import { useState } from 'react';
import type { ApprovalRequest } from '../../shared/contract/request.ts';
import type { ArgumentReading, ArgumentRole } from '../../shared/contract/tool-profile.ts';
import styles from './approval.module.css';
import { codeOf, ROLE_CHOICES, roleWords, sourceWords } from './role-choices.ts';
import { VisibleText } from './VisibleText.tsx';

export type ReadingsProps = {
  readonly request: ApprovalRequest;
  readonly armed: boolean;
  readonly correct: (pointer: string, role: ArgumentRole) => void;
};

/** How each argument is read, and a way to say that it is something else. */
export function Readings({ request, armed, correct }: ReadingsProps) {
  const { readings } = request;
  if (readings.length === 0) return null;
  return (
    <details className={styles['readings']}>
      <summary>How it is read</summary>
      <ul>
        {readings.map((reading) => (
          <Reading key={reading.pointer} reading={reading} armed={armed} correct={correct} />
        ))}
      </ul>
    </details>
  );
}

function Reading({
  reading,
  armed,
  correct,
}: { readonly reading: ArgumentReading } & Pick<ReadingsProps, 'armed' | 'correct'>) {
  const { pointer, role, from } = reading;
  const now = codeOf(role);
  const [code, setCode] = useState(now);
  const name = pointer.slice(1) === '' ? 'arguments' : pointer.slice(1);
  const chosen = ROLE_CHOICES.find((choice) => choice.code === code);
  const known = ROLE_CHOICES.some((choice) => choice.code === now);
  return (
    <li>
      <span>
        <code>
          <VisibleText text={name} />
        </code>{' '}
        <span className={styles['quiet']}>read as</span>
      </span>
      <select
        aria-label={`${name} is read as`}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      >
        {!known && <option value={now}>{roleWords(role)}</option>}
        {ROLE_CHOICES.map((choice) => (
          <option key={choice.code} value={choice.code}>
            {choice.words}
          </option>
        ))}
      </select>
      {code !== now && chosen !== undefined ? (
        <button
          type="button"
          aria-disabled={!armed}
          onClick={() => {
            if (armed) correct(pointer, chosen.role);
          }}
        >
          Correct
        </button>
      ) : (
        <span className={styles['quiet']}>{sourceWords(from)}</span>
      )}
    </li>
  );
}
