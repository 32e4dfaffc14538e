import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { CallRow } from '../../shared/contract/history.ts';
import { SafeText } from '../parts/SafeText.tsx';
import { StandingMark } from '../parts/StandingMark.tsx';
import { When } from '../parts/When.tsx';
import { durationWords } from '../state/time-words.ts';
import { useApp } from '../state/use-app.ts';
import { CallDetailPane } from './CallDetailPane.tsx';
import styles from './views.module.css';

const ROW_HEIGHT = 32;

/** All calls, newest first, with the chosen one in full beside them. */
export function History() {
  const rows = useApp((state) => state.rows);
  switch (rows.kind) {
    case 'loading':
      return <p className={styles['empty']}>Reading the record…</p>;
    case 'failed':
      return <p className={styles['empty']}>The record can’t be read: {rows.problem}</p>;
    case 'there':
      return rows.rows.length === 0 ? <NoCalls /> : <CallList rows={rows.rows} />;
  }
}

function NoCalls() {
  const showView = useApp((state) => state.showView);
  return (
    <div className={styles['empty']}>
      <p>
        No agent has made a call yet. Every call will stand here with what it touched and why it was allowed.
      </p>
      <button type="button" onClick={() => showView('start')}>
        How to begin
      </button>
    </div>
  );
}

function CallList({ rows }: { readonly rows: readonly CallRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useApp((state) => state.selected);
  const openCall = useApp((state) => state.openCall);
  const loadOlder = useApp((state) => state.loadOlder);
  const newest = useRef(rows[0]?.seq ?? 0);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rows[index]?.call ?? index,
  });
  const items = list.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 20) void loadOlder();
  }, [lastShown, rows.length, loadOlder]);
  // New rows come above: what is being read stays where it is.
  useEffect(() => {
    const added = rows.findIndex((row) => row.seq <= newest.current);
    newest.current = rows[0]?.seq ?? 0;
    const element = scroller.current;
    if (added > 0 && element !== null && element.scrollTop > 0) element.scrollTop += added * ROW_HEIGHT;
  }, [rows]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows.findIndex((row) => row.call === selected);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Escape') void openCall(null);
    const row = to === undefined ? undefined : rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row === undefined || to === undefined) return;
    event.preventDefault();
    list.scrollToIndex(Math.max(0, to));
    void openCall(row.call);
  };
  return (
    <div className={styles['split']}>
      <section className={styles['calls']} aria-label="History">
        <div className={styles['head']} aria-hidden>
          <span>When</span>
          <span>Agent</span>
          <span>Tool</span>
          <span>Touched</span>
          <span>Verdict</span>
          <span>Took</span>
        </div>
        <div
          ref={scroller}
          className={styles['scroller']}
          role="listbox"
          aria-label="Calls, newest first"
          tabIndex={0}
          aria-activedescendant={selected === null ? undefined : `call-${selected}`}
          onKeyDown={onKeyDown}
        >
          <div className={styles['tall']} style={{ height: list.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index];
              return row === undefined ? null : (
                <Row
                  key={item.key}
                  row={row}
                  top={item.start}
                  selected={row.call === selected}
                  open={() => void openCall(row.call)}
                />
              );
            })}
          </div>
        </div>
      </section>
      {selected !== null && <CallDetailPane />}
    </div>
  );
}

type RowProps = {
  readonly row: CallRow;
  readonly top: number;
  readonly selected: boolean;
  readonly open: () => void;
};

function Row({ row, top, selected, open }: RowProps) {
  return (
    <div
      id={`call-${row.call}`}
      role="option"
      aria-selected={selected}
      className={styles['row']}
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
      title={row.why}
    >
      <span>
        <When at={row.at} />
      </span>
      <span>
        <SafeText text={row.agent} />
      </span>
      <span>
        <SafeText text={`${row.server} > ${row.tool}`} />
      </span>
      <span>
        <SafeText text={row.touched.join(', ')} />
      </span>
      <span>
        <StandingMark standing={row.standing} />
      </span>
      <span>{row.durationMs === null ? '' : durationWords(row.durationMs)}</span>
    </div>
  );
}
