import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
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

/** Draws the rows that are in sight, and reads older pages as the end comes near. */
function useCallList(rows: readonly CallRow[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const loadOlder = useApp((state) => state.loadOlder);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rows[index]?.call ?? index,
  });
  const lastShown = list.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 20) void loadOlder();
  }, [lastShown, rows.length, loadOlder]);
  useSteadyScroll(scroller, rows);
  return { scroller, list };
}

/** New rows come above: what is being read stays where it is. */
function useSteadyScroll(scroller: RefObject<HTMLDivElement | null>, rows: readonly CallRow[]): void {
  const newest = useRef(rows[0]?.seq ?? 0);
  useEffect(() => {
    const added = rows.findIndex((row) => row.seq <= newest.current);
    newest.current = rows[0]?.seq ?? 0;
    const element = scroller.current;
    if (added > 0 && element !== null && element.scrollTop > 0) element.scrollTop += added * ROW_HEIGHT;
  }, [rows, scroller]);
}

/** The row that a key leads to from the chosen one, or null for any other key. */
function rowAtKey(rows: readonly CallRow[], selected: string | null, key: string): number | null {
  const at = rows.findIndex((row) => row.call === selected);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(rows.length - 1, to));
}

function CallList({ rows }: { readonly rows: readonly CallRow[] }) {
  const selected = useApp((state) => state.selected);
  const openCall = useApp((state) => state.openCall);
  const { scroller, list } = useCallList(rows);
  const items = list.getVirtualItems();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') void openCall(null);
    const to = rowAtKey(rows, selected, event.key);
    const row = to === null ? undefined : rows[to];
    if (to === null || row === undefined) return;
    event.preventDefault();
    list.scrollToIndex(to);
    void openCall(row.call);
  };
  return (
    <div className={styles['split']}>
      <section className={styles['calls']} aria-label="History">
        <div className={styles['head']} aria-hidden>
          {['When', 'Agent', 'Tool', 'Touched', 'Verdict', 'Took'].map((name) => (
            <span key={name}>{name}</span>
          ))}
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
