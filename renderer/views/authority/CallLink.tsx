import type { ReactNode } from 'react';
import type { CallId } from '../../../shared/contract/ids.ts';
import { useApp, useHistory } from '../../state/use-app.ts';
import styles from './grant-detail.module.css';

/** Shows a call in History. */
export function CallLink({ call, children }: { readonly call: CallId; readonly children: ReactNode }) {
  const open = useHistory((state) => state.open);
  const showView = useApp((state) => state.showView);
  return (
    <button
      type="button"
      className={styles['link']}
      onClick={() => {
        showView('history');
        void open(call);
      }}
    >
      {children}
    </button>
  );
}
