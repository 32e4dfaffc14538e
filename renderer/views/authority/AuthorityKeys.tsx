import { Modal } from '../../parts/Modal.tsx';
import styles from './authority.module.css';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'filter'],
  ['G', 'to the list of grants'],
  ['↑ ↓', 'to the next grant'],
  ['Home, End', 'the first, the last grant'],
  ['Enter', 'into the grant in full'],
  ['Delete', 'revoke the grant: shows first what would ask'],
  ['S', 'ways to grant less'],
  ['E', 'show those that ended'],
  ['Esc', 'give up the change, then close the grant'],
  ['?', 'this list'],
];

/** All keys of Authority. */
export function AuthorityKeys({ close }: { readonly close: () => void }) {
  return (
    <Modal title="Keys" close={close}>
      <dl className={styles['keys']}>
        {KEYS.map(([key, does]) => (
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
