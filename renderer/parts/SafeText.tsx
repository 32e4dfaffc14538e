import { Fragment, type ReactNode } from 'react';
import { linePieces } from '../../shared/core/line-pieces.ts';
import { turnedRuns } from '../../shared/core/turned-runs.ts';
import { visibleParts } from '../../shared/core/visible-text.ts';
import styles from './parts.module.css';

/**
 * Text from outside, with every hidden or direction-changing character named, and one that looks like another followed by its code. It reads
 * from left to right whatever it begins with.
 */
export function SafeText({ text }: { readonly text: string }) {
  return (
    <bdi dir="ltr">
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

function ordered(text: string): ReactNode {
  return turnedRuns(text).map((piece, index) =>
    index % 2 === 0 ? <Fragment key={index}>{inLines(piece)}</Fragment> : <bdi key={index}>{piece}</bdi>,
  );
}

function inLines(text: string): ReactNode {
  return linePieces(text, 0).map((piece, index) => (
    <Fragment key={index}>
      {piece.isWhole ? <span className={styles['word']}>{piece.text}</span> : piece.text}
      {piece.endsPart && <wbr className={styles['lineEnd']} />}
    </Fragment>
  ));
}
