import { CircleCheck } from 'lucide-react';
import { Copyable } from '../../parts/Copyable.tsx';
import { useApp } from '../../state/use-app.ts';
import styles from './record.module.css';

/** A new record has begun: where the old one lies, and how it goes on. */
export function Begun({ aside }: { readonly aside: string }) {
  const closeBegun = useApp((state) => state.closeBegun);
  return (
    <section aria-label="A new record has begun">
      <h2 className={styles['good']}>
        <CircleCheck size={18} aria-hidden /> A new record has begun
      </h2>
      <p>Remit guards again. Nothing is granted, so every call asks. The old record lies in</p>
      <Copyable text={aside} name="the folder of the old record" />
      <p>Agents that were connected have to be started again, or have to connect their servers anew.</p>
      <button type="button" className={styles['main']} onClick={closeBegun}>
        Go on
      </button>
    </section>
  );
}
