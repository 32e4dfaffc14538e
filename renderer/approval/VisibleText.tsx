import { Fragment, type ReactNode } from 'react';
import { linePieces } from '../../shared/core/line-pieces.ts';
import { turnedRuns } from '../../shared/core/turned-runs.ts';
import { visibleParts } from '../../shared/core/visible-text.ts';
import styles from './approval.module.css';

/**
 * Text from outside: every hidden or direction-changing character is drawn as a labelled box, one that looks like another has its code
 * beside it, and the rest stands in its order from left to right whatever it begins with.
 */
export function VisibleText({ text }: { readonly text: string }) {
  return (
    <bdi dir="ltr" className={styles['text']}>
      {visibleParts(text).map((part, index) =>
        part.kind === 'plain' ? (
          <Fragment key={index}>{ordered(part.text)}</Fragment>
        ) : (
          <Fragment key={index}>
            {part.kind === 'alike' && part.text}
            <span
              className={styles['hidden']}
              title={part.name}
              role="img"
              aria-label={`${part.code} ${part.name}`}
            >
              {part.code}
            </span>
          </Fragment>
        ),
      )}
    </bdi>
  );
}

/** Short words with hyphens, such as options: a line break behind the hyphen would make two words of one. */
const LONGEST_WORD = 32;

function ordered(text: string): ReactNode {
  return turnedRuns(text).map((piece, index) =>
    index % 2 === 0 ? <Fragment key={index}>{inLines(piece)}</Fragment> : <bdi key={index}>{piece}</bdi>,
  );
}

function inLines(text: string): ReactNode {
  return linePieces(text, LONGEST_WORD).map((piece, index) => (
    <Fragment key={index}>
      {piece.isWhole ? <span className={styles['word']}>{piece.text}</span> : piece.text}
      {piece.endsPart && <wbr />}
    </Fragment>
  ));
}
