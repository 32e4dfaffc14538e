import { Modal } from '../../parts/Modal.tsx';
import styles from './history.module.css';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['↑ ↓', 'to the next call'],
  ['Page Up, Page Down', 'a page of calls'],
  ['Home, End', 'the newest, the oldest call'],
  ['Enter', 'open the call, or a group'],
  ['→ ←', 'open and close a group or a folder'],
  ['Shift ↑ ↓', 'select several calls'],
  ['Space, Ctrl-click', 'select a call besides others'],
  ['C', 'copy the selected calls'],
  ['E', 'export the selected calls, or all'],
  ['Esc', 'close the call, then let go of the selection'],
  [',', 'settings'],
  ['?', 'this list'],
];

/** All keys of History. */
export function KeysDialog({ close }: { readonly close: () => void }) {
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
