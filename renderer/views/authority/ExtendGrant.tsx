import { useEffect, useRef, useState } from 'react';
import type { GrantDetail, Longer } from '../../../shared/contract/authority.ts';
import type { GrantId } from '../../../shared/contract/ids.ts';
import { extensionTerms, type ExtensionTerms } from '../../../shared/core/extension-terms.ts';
import { lifetimeText } from '../../state/authority-words.ts';
import {
  endsFrom,
  extensionOf,
  firstDraft,
  raisables,
  SAME,
  type ExtensionDraft,
} from '../../state/extension-draft.ts';
import { useApp, useAuthority } from '../../state/use-app.ts';
import { focusGrants } from './focus-grants.ts';
import styles from './grant-detail.module.css';
import { RaisedLimit } from './RaisedLimit.tsx';

const LONGER: Readonly<Record<Longer, string>> = {
  hour: 'for an hour from now',
  day: 'for a day from now',
  week: 'for a week from now',
  always: 'always, until you revoke it',
};

/** Proposes to extend the grant. Nothing is given here: the prompt asks. */
export function ExtendGrant({ detail: { row, asked } }: { readonly detail: GrantDetail }) {
  const isExtending = useAuthority((state) => state.isExtending);
  const extend = useAuthority((state) => state.extend);
  const showWaiting = useApp((state) => state.showWaiting);
  const terms = extensionTerms(row, endsFrom(Date.now()));
  if (!terms.ok) return null;
  if (asked)
    return (
      <p className={styles['asks']} role="status">
        The prompt asks you whether to extend it.{' '}
        <button type="button" className={styles['link']} onClick={() => void showWaiting()}>
          Show the prompt
        </button>
      </p>
    );
  if (isExtending) return <Form key={row.grant.id} row={row} terms={terms.value} />;
  return (
    <button type="button" onClick={() => extend(true)}>
      Extend… <kbd>X</kbd>
    </button>
  );
}

type FormProps = { readonly row: GrantDetail['row']; readonly terms: ExtensionTerms };

function Form({ row: { grant }, terms }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { draft, problem, change, ask } = useProposal(grant.id, terms);
  const extend = useAuthority((state) => state.extend);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:checked, input, select')?.focus(), []);
  useEffect(() => {
    if (problem !== null) form.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  return (
    <form
      ref={form}
      className={styles['extend']}
      aria-label="Extend this grant"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <Lifetimes grant={grant} terms={terms} draft={draft} change={change} />
      <Limits terms={terms} draft={draft} change={change} />
      <Renewal terms={terms} draft={draft} change={change} />
      <p className={styles['quiet']}>
        It allows nothing else than before. Nothing changes until you confirm it in the prompt.
      </p>
      {problem !== null && (
        <p role="alert" className={styles['wrong']}>
          {problem}
        </p>
      )}
      <div className={styles['answers']}>
        <button
          type="button"
          onClick={() => {
            extend(false);
            focusGrants();
          }}
        >
          Keep it as it is <kbd>Esc</kbd>
        </button>
        <button type="submit" className={styles['main']}>
          Ask in the prompt
        </button>
      </div>
    </form>
  );
}

type Proposal = {
  readonly draft: ExtensionDraft;
  /** What is missing, or why the prompt doesn't ask. */
  readonly problem: string | null;
  readonly change: (part: Partial<ExtensionDraft>) => void;
  readonly ask: () => Promise<void>;
};

/** What the user fills in, until it is proposed. */
function useProposal(grant: GrantId, terms: ExtensionTerms): Proposal {
  const [draft, setDraft] = useState(() => firstDraft(terms));
  const [problem, setProblem] = useState<string | null>(null);
  const propose = useAuthority((state) => state.propose);
  const change = (part: Partial<ExtensionDraft>): void => {
    setProblem(null);
    setDraft({ ...draft, ...part });
  };
  const ask = async (): Promise<void> => {
    const made = extensionOf(grant, terms, draft);
    const found = made.ok ? await propose(made.value) : made.error;
    setProblem(found);
    if (found === null) focusGrants();
  };
  return { draft, problem, change, ask };
}

type PartProps = Pick<FormProps, 'terms'> & Pick<Proposal, 'draft' | 'change'>;

function Lifetimes({
  grant,
  terms: { lifetimes, keepsLifetime },
  draft,
  change,
}: PartProps & Pick<FormProps['row'], 'grant'>) {
  if (lifetimes.length === 0) return null;
  const choices = [...(keepsLifetime ? [null] : []), ...lifetimes];
  return (
    <fieldset className={styles['forms']}>
      <legend>How long it holds</legend>
      {choices.map((one) => (
        <label key={one} className={styles['form']}>
          <input
            type="radio"
            name="longer"
            checked={draft.lifetime === one}
            onChange={() => change({ lifetime: one })}
          />
          <span>{one === null ? `as it is: ${lifetimeText(grant.lifetime)}` : LONGER[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Limits({ terms, draft, change }: PartProps) {
  return raisables(terms).map((one) => (
    <RaisedLimit
      key={one.key}
      limit={one}
      raise={draft.raises[one.key] ?? SAME}
      change={(raise) => change({ raises: { ...draft.raises, [one.key]: raise } })}
    />
  ));
}

function Renewal({ terms, draft, change }: PartProps) {
  const isCounted = raisables(terms).length > 0;
  if (terms.renewal === 'never') return null;
  if (terms.renewal === 'must')
    return <p>It comes into force again{isCounted ? ', and what was used of it counts no more' : ''}.</p>;
  return (
    <label className={styles['form']}>
      <input
        type="checkbox"
        checked={draft.renews}
        onChange={(event) => change({ renews: event.target.checked })}
      />
      <span>count anew: what was used so far counts no more</span>
    </label>
  );
}
