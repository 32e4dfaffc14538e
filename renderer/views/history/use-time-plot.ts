import { useEffect, useRef, useState, type RefObject } from 'react';
import uPlot from 'uplot';
import { heightsOf, type Column } from '../../state/chart-columns.ts';

export const PLOT_HEIGHT = 84;
const AXIS = 20;
const HALF_LABEL = 40;
const DAY = { day: 'numeric', month: 'short' } as const;
const MINUTE = { hour: '2-digit', minute: '2-digit' } as const;
const SECOND = { ...MINUTE, second: '2-digit' } as const;
const DAYS = [1, 2, 7, 14, 28, 91, 182, 365, 730];

type Ports = {
  readonly hovered: (column: number | null) => void;
  readonly picked: (from: number, to: number) => void;
};

/** Draws the columns into an element, in the colours of the theme, and tells what the pointer does. */
export function useTimePlot(
  host: RefObject<HTMLDivElement | null>,
  columns: readonly Column[],
  bucketMs: number,
  ports: Ports,
): RefObject<uPlot | null> {
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(ports);
  latest.current = ports;
  const theme = useTheme();
  useEffect(() => {
    const element = host.current;
    if (element === null || columns.length === 0) return undefined;
    const heights = heightsOf(columns, PLOT_HEIGHT - AXIS);
    const { x, asked, inside, refused } = heights;
    const made = new uPlot(
      optionsFor(element.clientWidth, columns, bucketMs, heights, latest),
      [x, asked, inside, refused],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: PLOT_HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [host, columns, bucketMs, theme]);
  return plot;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Changes with the theme: a canvas has to be drawn anew in the other colours. */
function useTheme(): boolean {
  const [dark, setDark] = useState(false);
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => setDark(query.matches);
    changed();
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return dark;
}

function optionsFor(
  width: number,
  columns: readonly Column[],
  bucketMs: number,
  heights: { readonly top: number; readonly bottom: number },
  ports: RefObject<Ports>,
): uPlot.Options {
  const first = (columns[0]?.at ?? 0) / 1000;
  const last = ((columns.at(-1)?.at ?? 0) + bucketMs) / 1000;
  const bars = uPlot.paths.bars?.({ size: [0.8, 18, 1], align: 1 });
  const series = (name: string): uPlot.Series => ({
    fill: colour(name),
    width: 0,
    points: { show: false },
    ...(bars === undefined ? {} : { paths: bars }),
  });
  return {
    width,
    height: PLOT_HEIGHT,
    padding: [0, 0, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => [first, last] },
      y: { range: () => [heights.bottom, heights.top] },
    },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    axes: [timeAxis((last - first) / 86_400 > 2), { show: false }],
    series: [{}, series('--asks'), series('--inside-fill'), series('--refused')],
    hooks: pointerHooks(columns.length, ports),
  };
}

function timeAxis(days: boolean): uPlot.Axis {
  return {
    size: AXIS,
    // One label a day at most: it says the day alone.
    ...(days ? { incrs: DAYS.map((count) => count * 86_400) } : {}),
    space: 90,
    gap: 2,
    stroke: colour('--quiet'),
    font: `12px ${colour('--font')}`,
    grid: { show: false },
    ticks: { show: false },
    values: (plot, times, _axis, _space, step) => {
      const shown = days ? DAY : step < 60 ? SECOND : MINUTE;
      return times.map((time) =>
        isCut(plot, time) ? '' : new Date(time * 1000).toLocaleString(undefined, shown),
      );
    },
  };
}

/** Whether a label that stands in the middle of its time would reach over an end of the chart. */
function isCut(plot: uPlot, time: number): boolean {
  const left = plot.valToPos(time, 'x');
  return left < HALF_LABEL || left > plot.width - HALF_LABEL;
}

/** The column beneath a place, in pixels from the left. */
function columnAt(plot: uPlot, count: number, left: number): number {
  const { min = 0, max = 1 } = plot.scales['x'] ?? {};
  const share = (plot.posToVal(left, 'x') - min) / (max - min);
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}

function pointerHooks(count: number, ports: RefObject<Ports>): uPlot.Hooks.Arrays {
  return {
    ready: [
      (plot) =>
        plot.over.addEventListener('click', () => {
          const column = columnAt(plot, count, plot.cursor.left ?? 0);
          ports.current.picked(column, column);
        }),
    ],
    setCursor: [
      (plot) => {
        const { left = -1 } = plot.cursor;
        ports.current.hovered(left < 0 ? null : columnAt(plot, count, left));
      },
    ],
    setSelect: [
      (plot) => {
        const { left, width } = plot.select;
        if (width < 2) return;
        ports.current.picked(columnAt(plot, count, left), columnAt(plot, count, left + width - 1));
      },
    ],
  };
}
