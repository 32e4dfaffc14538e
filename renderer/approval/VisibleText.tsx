import { Fragment } from 'react';
import { visibleParts } from '../../shared/core/visible-text.ts';
import styles from './approval.module.css';

/**
 * Text from outside: every hidden or direction-changing character is drawn as a labelled box, one that looks like another has its code
 * beside it, and the rest stays left to right isolated.
 */
export function VisibleText({ text }: { readonly text: string }) {
  return (
    <bdi className={styles['text']}>
      {visibleParts(text).map((part, index) =>
        part.kind === 'plain' ? (
          part.text
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
