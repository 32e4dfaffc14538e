// A browser draws no element taller than some 33 million pixels. A longer list is scrolled on a shorter track: dragging its bar moves in
// proportion, while a wheel or a key moves as many pixels as anywhere.

/** The tallest that an element is made, in CSS pixels: a million rows of 32. */
export const MAX_TRACK = 32_000_000;
/** At both ends the track and the list move as one, so that each end is reached exactly. */
const EDGE = 200_000;
/** How far the two may drift apart in between before the bar is set right. */
const DRIFT = 50_000;

export type Track = { readonly list: number; readonly view: number };

export function trackHeight({ list }: Track): number {
  return Math.min(list, MAX_TRACK);
}

/** Where the bar stands on the track when the list is scrolled to `offset`. */
export function barAt(track: Track, offset: number): number {
  const height = trackHeight(track);
  if (height === track.list) return offset;
  const ends = { list: track.list - track.view, bar: height - track.view };
  if (offset <= EDGE) return offset;
  if (offset >= ends.list - EDGE) return ends.bar - (ends.list - offset);
  const share = (offset - EDGE) / (ends.list - 2 * EDGE);
  return Math.round(EDGE + share * (ends.bar - 2 * EDGE));
}

/** Where the list is scrolled to when the bar stands at `bar`. */
export function offsetAt(track: Track, bar: number): number {
  const height = trackHeight(track);
  if (height === track.list) return bar;
  const ends = { list: track.list - track.view, bar: height - track.view };
  if (bar <= EDGE) return bar;
  if (bar >= ends.bar - EDGE) return ends.list - (ends.bar - bar);
  const share = (bar - EDGE) / (ends.bar - 2 * EDGE);
  return Math.round(EDGE + share * (ends.list - 2 * EDGE));
}

/** The bar was moved from `before.bar` to `bar`: where the list is now, and where the bar has to be put, if not where it is. */
export function scrolled(
  track: Track,
  before: { readonly bar: number; readonly offset: number },
  bar: number,
): { readonly offset: number; readonly bar: number } {
  const moved = bar - before.bar;
  if (trackHeight(track) === track.list || Math.abs(moved) > 2 * track.view)
    return { offset: offsetAt(track, bar), bar };
  const offset = Math.max(0, Math.min(track.list - track.view, before.offset + moved));
  const right = barAt(track, offset);
  const isEdge = offset <= EDGE || offset >= track.list - track.view - EDGE;
  return { offset, bar: isEdge || Math.abs(right - bar) > DRIFT ? right : bar };
}
