import type { KeyboardEvent } from 'react';
import type { Line } from '../../state/lines.ts';

/** What a key pressed in the list of calls means. */
export type ListAction =
  | { readonly kind: 'move'; readonly to: number; readonly range: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'toggle'; readonly at: number }
  | { readonly kind: 'close' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'export' }
  | { readonly kind: 'mark'; readonly at: number };

type Where = {
  readonly at: number | null;
  readonly count: number;
  readonly page: number;
  readonly lineAt: (index: number) => Line;
};

/** The action of a key, or null when the list does nothing with it. */
export function listAction(event: KeyboardEvent, where: Where): ListAction | null {
  const { at, count, page } = where;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const from = at ?? -1;
  const to = {
    ArrowDown: from + 1,
    ArrowUp: Math.max(0, from - 1),
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  }[event.key];
  if (to !== undefined && count > 0)
    return { kind: 'move', to: Math.max(0, Math.min(count - 1, to)), range: event.shiftKey };
  const line = at === null ? null : where.lineAt(at);
  if (at !== null && line?.kind === 'group') {
    const opens = event.key === 'ArrowRight' && !line.open;
    const closes = event.key === 'ArrowLeft' && line.open;
    if (opens || closes || event.key === 'Enter' || event.key === ' ') return { kind: 'toggle', at };
  }
  if (event.key === 'Enter') return { kind: 'open' };
  if (event.key === ' ' && at !== null) return { kind: 'mark', at };
  if (event.key === 'Escape') return { kind: 'close' };
  if (event.key === 'c' && !event.altKey) return { kind: 'copy' };
  return event.key === 'e' && isPlain ? { kind: 'export' } : null;
}
