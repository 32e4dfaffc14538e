import { useMemo, useState } from 'react';
import type { Excerpt } from '../../../shared/contract/record-entry.ts';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { ExcerptText, sizeWords } from '../../parts/ExcerptText.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import { argumentEdits, type DiffLine, type Edit } from '../../state/argument-edits.ts';
import { prettyJson } from '../../state/pretty-json.ts';
import styles from './detail.module.css';

/** What was sent: the changes where it is an edit, and all arguments. */
export function Arguments({ args }: { readonly args: Excerpt }) {
  const edits = useMemo(() => argumentEdits(args.text), [args.text]);
  const [whole, setWhole] = useState(false);
  const showsEdits = edits.length > 0 && !whole;
  return (
    <>
      <h3 className={styles['switched']}>
        {showsEdits ? 'Changes' : 'Arguments'} <span className={styles['quiet']}>{sizeWords(args)}</span>
        {edits.length > 0 && (
          <button type="button" className={styles['inline']} onClick={() => setWhole(!whole)}>
            {whole ? 'Show the changes' : 'Show all arguments'}
          </button>
        )}
      </h3>
      {showsEdits ? <Edits edits={edits} /> : <ExcerptText excerpt={args} shown={prettyJson(args.text)} />}
    </>
  );
}

function Edits({ edits }: { readonly edits: readonly Edit[] }) {
  return edits.map((edit, index) => (
    <figure
      key={index}
      className={styles['edit']}
      aria-label={`Changes in ${visibleLine(edit.title)}`}
      tabIndex={0}
    >
      {edit.hunks.map((lines, at) => (
        <div key={at} className={styles['hunk']}>
          {lines.map((line, number) => (
            <ChangedLine key={number} line={line} />
          ))}
        </div>
      ))}
    </figure>
  ));
}

const SIGNS = { added: '+', removed: '−', same: ' ' } as const;
const WORDS = { added: 'added: ', removed: 'removed: ', same: '' } as const;

function ChangedLine({ line }: { readonly line: DiffLine }) {
  return (
    <div className={styles[line.kind]}>
      <span className={styles['sign']} aria-hidden>
        {SIGNS[line.kind]}
      </span>
      <span className={styles['unseen']}>{WORDS[line.kind]}</span>
      <span className={styles['text']}>
        <SafeText text={line.text} />
      </span>
    </div>
  );
}
