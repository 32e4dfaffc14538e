import styles from './approval.module.css';

/** How many questions wait besides the one on the screen. */
export function More({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span className={styles['more']} role="status">
      {count} more waiting
    </span>
  );
}
