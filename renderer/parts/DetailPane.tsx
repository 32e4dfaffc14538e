import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './detail-pane.module.css';
import { Soon } from './Soon.tsx';

type Props = {
  readonly id: string;
  readonly label: string;
  readonly close: () => void;
  /** What Escape does where that isn't to close. */
  readonly escape?: () => void;
  /** What it shows; null while that is read. */
  readonly children: ReactNode;
};

/** One line of a list in full, beside the list. */
export function DetailPane({ id, label, close, escape = close, children }: Props) {
  const pane = useRef<HTMLElement>(null);
  // In a low window it comes below what is in sight.
  useEffect(() => pane.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <aside
      ref={pane}
      id={id}
      className={styles['detail']}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') escape();
      }}
    >
      <button type="button" className={styles['close']} aria-label="Close" onClick={close}>
        <X size={16} aria-hidden />
      </button>
      {children ?? (
        <Soon>
          <p role="status">Reading…</p>
        </Soon>
      )}
    </aside>
  );
}
