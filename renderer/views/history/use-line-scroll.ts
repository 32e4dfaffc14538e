import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useRef, useState, type RefObject } from 'react';
import { barAt, scrolled, trackHeight, type Track } from '../../state/scroll-scale.ts';

export const ROW_HEIGHT = 32;

type LineScroll = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly items: readonly VirtualItem[];
  /** Height of the scrolled element, and where in it the first drawn line goes. */
  readonly height: number;
  readonly top: number;
  /** Scrolls as little as brings the line into sight. */
  readonly show: (index: number) => void;
  /** How many lines are in sight. */
  readonly inSight: () => number;
};

/** The lines in sight, of any number of lines: past what a browser can scroll, the bar moves in proportion. `head` px above stay. */
export function useLineScroll(count: number, head: number): LineScroll {
  const { scroller, place, track, put, shift } = useTrack(count, head);
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    observeElementOffset: (instance, tell) => {
      const element = instance.scrollElement;
      if (element === null) return undefined;
      const onScroll = (): void => {
        const next = scrolled(track(), place.current, element.scrollTop);
        put(next.offset, next.bar);
        tell(next.offset, false);
      };
      element.addEventListener('scroll', onScroll, { passive: true });
      return () => element.removeEventListener('scroll', onScroll);
    },
  });
  const items = list.getVirtualItems();
  const show = (index: number): void => {
    const top = index * ROW_HEIGHT;
    const { offset } = place.current;
    const { view } = track();
    const next = top < offset ? top : Math.max(offset, top + ROW_HEIGHT - view);
    if (next !== offset) put(next, barAt(track(), next));
  };
  return {
    scroller,
    items,
    height: trackHeight({ list: count * ROW_HEIGHT, view: 0 }),
    top: (items[0]?.start ?? 0) + shift,
    show,
    inSight: () => Math.max(1, Math.floor(track().view / ROW_HEIGHT)),
  };
}

/** Where the bar and the list stand; `shift` is how far apart the two are. */
function useTrack(count: number, head: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef({ bar: 0, offset: 0 });
  const lines = useRef(count);
  lines.current = count;
  const [shift, setShift] = useState(0);
  const track = (): Track => ({
    list: lines.current * ROW_HEIGHT,
    view: Math.max(0, (scroller.current?.clientHeight ?? 0) - head),
  });
  const put = (offset: number, bar: number): void => {
    const element = scroller.current;
    if (element === null) return;
    if (element.scrollTop !== bar) element.scrollTop = bar;
    // The browser may have put it elsewhere: at an end, or at a whole pixel.
    place.current = { offset, bar: element.scrollTop };
    setShift(place.current.bar - offset);
  };
  return { scroller, place, track, put, shift };
}
