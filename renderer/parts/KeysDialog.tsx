import { Modal } from './Modal.tsx';
import styles from './parts.module.css';

/** Keys, each with what it does. */
export type Keys = readonly (readonly [key: string, does: string])[];

/** All keys of a view. */
export function KeysDialog({ keys, close }: { readonly keys: Keys; readonly close: () => void }) {
  return (
    <Modal title="Keys" close={close}>
      <dl className={styles['keys']}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
