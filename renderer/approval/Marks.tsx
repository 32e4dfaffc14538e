import type { CommandMark } from '../../shared/contract/request.ts';
import styles from './approval.module.css';
import { VisibleText } from './VisibleText.tsx';

/** The simple commands of a line, one by one, each with whether what is held covers it. */
export function Marks({ commands }: { readonly commands: readonly CommandMark[] }) {
  if (commands.length === 0) return null;
  return (
    <section aria-label="What the line runs">
      <h2>What the line runs</h2>
      <ol className={styles['marks']}>
        {commands.map((command, at) => (
          <li key={at} className={styles[command.standing]}>
            <span className={styles['standing']}>
              <MarkIcon inside={command.standing === 'inside'} />
              {command.standing}
            </span>
            <code>
              <VisibleText text={command.text} />
            </code>
            {command.standing === 'outside' && (
              <span className={styles['why']}>
                <VisibleText text={command.why} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A tick, or an arrow that leaves its box. */
function MarkIcon({ inside }: { readonly inside: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={inside ? 'M3 8.5l3.2 3.2L13 5' : 'M7 3H3v10h10V9M9.5 3H13v3.5M13 3L7.5 8.5'} />
    </svg>
  );
}
