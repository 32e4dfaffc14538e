import { visibleParts } from '../../shared/core/visible-text.ts';
import styles from './parts.module.css';

/** Text from outside, with every hidden or direction-changing character named. */
export function SafeText({ text }: { readonly text: string }) {
  return (
    <bdi>
      {visibleParts(text).map((part, index) =>
        part.kind === 'plain' ? (
          part.text
        ) : (
          <span
            key={index}
            className={styles['hidden']}
            title={part.name}
            role="img"
            aria-label={`${part.code} ${part.name}`}
          >
            {part.code}
          </span>
        ),
      )}
    </bdi>
  );
}
