import 'uplot/dist/uPlot.min.css';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type uPlot from 'uplot';
import type { HistorySummary } from '../../../shared/contract/history.ts';
import { columnsOf, spanOf, tallyWords, type Column } from '../../state/chart-columns.ts';
import { hasSpan, withSpan } from '../../state/filter-terms.ts';
import { spanWords } from '../../state/time-words.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './charts.module.css';
import { useTimePlot } from './use-time-plot.ts';

type Span = { readonly from: number; readonly to: number };

/** Calls over time. A click takes one column as the filter's time, dragging or Shift with the arrows several. */
export function TimeChart({ summary }: { readonly summary: HistorySummary }) {
  const host = useRef<HTMLDivElement>(null);
  const filter = useHistory((state) => state.filter);
  const filterBy = useHistory((state) => state.filterBy);
  const [span, setSpan] = useState<Span | null>(null);
  const isHovered = useRef(false);
  const columns = useMemo(() => columnsOf(summary), [summary]);
  const { bucketMs } = summary;
  const take = (from: number, to: number): void => {
    setSpan(null);
    filterBy(withSpan(filter, spanOf(columns, bucketMs, from, to)));
  };
  const plot = useTimePlot(host, columns, bucketMs, {
    hovered: (at) => {
      // The chart tells that the pointer is away when it is drawn, too: that must not undo what keys have chosen.
      if (at !== null || isHovered.current) setSpan(at === null ? null : { from: at, to: at });
      isHovered.current = at !== null;
    },
    picked: take,
  });
  const move = (next: Span | null): void => {
    setSpan(next);
    if (plot.current !== null) mark(plot.current, columns.length, next);
  };
  const all = summed(columns);
  return (
    <div className={styles['time']}>
      <div className={styles['readout']}>
        <span>{span === null ? 'Calls over time' : wordsOf(columns, bucketMs, span)}</span>
        {hasSpan(filter) && (
          <button type="button" className={styles['link']} onClick={() => filterBy(withSpan(filter, null))}>
            Any time
          </button>
        )}
      </div>
      <div className={styles['plot']}>
        <div ref={host} role="img" aria-label={`Calls over time: ${tallyWords(all)}`} />
        <div
          className={styles['handle']}
          role="slider"
          tabIndex={0}
          aria-label="Time of the calls: arrows move, Shift selects several columns, Enter shows their calls"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, columns.length - 1)}
          aria-valuenow={span?.to ?? columns.length - 1}
          aria-valuetext={wordsOf(
            columns,
            bucketMs,
            span ?? { from: columns.length - 1, to: columns.length - 1 },
          )}
          onKeyDown={(event) => onChartKey(event, columns.length, span, { move, take })}
          onBlur={() => move(null)}
        />
      </div>
      <TimeTable columns={columns} bucketMs={bucketMs} />
    </div>
  );
}

/** Shows the columns that keys have chosen as the pointer's selection is shown. */
function mark(plot: uPlot, count: number, span: Span | null): void {
  const width = plot.over.clientWidth / count;
  const first = span === null ? 0 : Math.min(span.from, span.to);
  const many = span === null ? 0 : Math.abs(span.from - span.to) + 1;
  plot.setSelect({ left: first * width, width: many * width, top: 0, height: plot.over.clientHeight }, false);
}

type Actions = {
  readonly move: (span: Span | null) => void;
  readonly take: (from: number, to: number) => void;
};

function onChartKey(event: KeyboardEvent, count: number, span: Span | null, { move, take }: Actions): void {
  const at = span?.to ?? count;
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - 10,
    PageDown: at + 10,
    Home: 0,
    End: count - 1,
  }[event.key];
  if (event.key === 'Enter' && span !== null) take(span.from, span.to);
  else if (event.key === 'Escape' && span !== null) move(null);
  else if (to !== undefined) {
    const within = Math.max(0, Math.min(count - 1, to));
    move({ from: event.shiftKey && span !== null ? span.from : within, to: within });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function summed(columns: readonly Column[]): Omit<Column, 'at'> {
  const sum = { inside: 0, asked: 0, refused: 0 };
  for (const one of columns) {
    sum.inside += one.inside;
    sum.asked += one.asked;
    sum.refused += one.refused;
  }
  return sum;
}

function wordsOf(columns: readonly Column[], bucketMs: number, { from, to }: Span): string {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const start = columns[first];
  if (start === undefined) return 'no calls';
  const words = tallyWords(summed(columns.slice(first, last + 1)));
  return `${spanWords(start.at, (last - first + 1) * bucketMs)}: ${words}`;
}

/** The chart for those who can't see it; only columns with calls. */
function TimeTable({
  columns,
  bucketMs,
}: {
  readonly columns: readonly Column[];
  readonly bucketMs: number;
}) {
  const filled = columns.filter((one) => one.inside + one.asked + one.refused > 0);
  return (
    <div className={styles['unseen']}>
      <table>
        <caption>Calls over time</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Inside</th>
            <th scope="col">Asked</th>
            <th scope="col">Refused</th>
          </tr>
        </thead>
        <tbody>
          {filled.map((one) => (
            <tr key={one.at}>
              <th scope="row">{spanWords(one.at, bucketMs)}</th>
              <td>{one.inside}</td>
              <td>{one.asked}</td>
              <td>{one.refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
