import { useState } from 'react';
import { MAX_SELECTED, type ExportFormat } from '../../../shared/contract/history-export.ts';
import { Modal } from '../../parts/Modal.tsx';
import { useBridge, useHistory } from '../../state/use-app.ts';
import styles from './history.module.css';

const FORMATS: readonly { readonly format: ExportFormat; readonly name: string }[] = [
  { format: 'csv', name: 'CSV, for a spreadsheet' },
  { format: 'jsonl', name: 'JSON lines, with all that the record says: can be verified' },
  { format: 'html', name: 'HTML, a page to read or print' },
];

/** Writes the selected calls, or all that the filter finds, into a file that the user picks. */
export function ExportDialog({ close }: { readonly close: () => void }) {
  const bridge = useBridge();
  const filter = useHistory((state) => state.filter);
  const selected = useHistory((state) => state.picked.calls);
  const unread = useHistory((state) => state.picked.unread);
  const lines = useHistory((state) => state.lines);
  const say = useHistory((state) => state.say);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const progress = lines.progress();
  const all = progress.kind === 'there' ? progress.calls : 0;
  const count = selected.size === 0 ? all : selected.size;
  const calls = selected.size === 0 ? null : [...selected.keys()];
  const isTooMany = selected.size > MAX_SELECTED;
  const what = `${count.toLocaleString()} ${count === 1 ? 'call' : 'calls'}`;
  const found = filter.length === 0 ? `All ${what}` : `All ${what} that the filter finds`;
  const which = selected.size === 0 ? found : `The ${what} that you selected`;
  const write = async (): Promise<void> => {
    close();
    const reply = await bridge.invoke('app:export', { filter, calls, format });
    const problem = reply.ok ? reply.value.problem : reply.problem;
    if (problem !== null) say(`Nothing was exported: ${problem}`);
    else if (reply.ok && reply.value.path !== null) say(`${what} written to ${reply.value.path}`);
  };
  return (
    <Modal title="Export calls" close={close}>
      <p>{which}, in a file of your choice. Secrets stay replaced, as they are in the record.</p>
      <LeftOut isTooMany={isTooMany} unread={selected.size > 0 ? unread : 0} />
      <fieldset className={styles['formats']}>
        <legend className={styles['unseen']}>Format</legend>
        {FORMATS.map((one) => (
          <label key={one.format}>
            <input
              type="radio"
              name="format"
              checked={format === one.format}
              onChange={() => setFormat(one.format)}
            />{' '}
            {one.name}
          </label>
        ))}
      </fieldset>
      <div className={styles['answers']}>
        <button type="button" onClick={close}>
          Cancel <kbd>Esc</kbd>
        </button>
        <button type="button" className={styles['main']} disabled={isTooMany} onClick={() => void write()}>
          Export {what}
        </button>
      </div>
    </Modal>
  );
}

/** Why not all that was selected can be exported. */
function LeftOut({ isTooMany, unread }: { readonly isTooMany: boolean; readonly unread: number }) {
  return (
    <div role="alert" className={styles['leftOut']}>
      {unread > 0 && (
        <p>
          {unread.toLocaleString()} more in the range were not read yet, and are not among them. For all of
          them, filter for their time, and select nothing.
        </p>
      )}
      {isTooMany && (
        <p>
          At most {MAX_SELECTED.toLocaleString()} selected calls can be exported at once. Select fewer, or
          filter for them, select nothing and export all that the filter finds.
        </p>
      )}
    </div>
  );
}
