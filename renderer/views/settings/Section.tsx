import { useId, type ReactNode } from 'react';
import styles from './settings.module.css';

type SectionProps = { readonly title: string; readonly children: ReactNode };

/** One subject of the settings. */
export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div>{children}</div>
    </section>
  );
}
