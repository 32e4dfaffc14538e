import { useEffect, useSyncExternalStore, type KeyboardEvent, type MouseEvent } from 'react';
import { NOTHING_PICKED, pickedBesides, pickedOne, pickedRange } from '../../state/picked.ts';
import { useHistory } from '../../state/use-app.ts';
import { HeadLine, ListLine } from './CallLine.tsx';
import { listAction, type ListAction } from './list-keys.ts';
import styles from './list.module.css';
import { ROW_HEIGHT, useLineScroll } from './use-line-scroll.ts';

type Ports = { readonly copy: () => void; readonly exportCalls: () => void };

/** The calls, newest first, or the groups of them. Only the lines in sight are drawn and read. */
export function CallList(ports: Ports) {
  const lines = useHistory((state) => state.lines);
  const grouping = useHistory((state) => state.grouping);
  const picked = useHistory((state) => state.picked);
  useSyncExternalStore(lines.subscribe, lines.version);
  const count = lines.count();
  const scroll = useLineScroll(count, ROW_HEIGHT);
  const { scroller, items } = scroll;
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => lines.want(first, last), [lines, first, last, count]);
  // The groups say themselves what they are: the heads are for the calls as soon as one is in sight.
  const showsCalls = items.some(({ index }) => lines.at(index).kind === 'call');
  useTop(scroller);
  const act = useListActions(scroll.show, ports);
  const onKeyDown = (event: KeyboardEvent): void => {
    const where = { at: picked.at, count, page: scroll.inSight() - 1, lineAt: (at: number) => lines.at(at) };
    const action = listAction(event, where);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    act(action);
  };
  return (
    <div
      ref={scroller}
      id="history-calls"
      className={styles['scroller']}
      role={grouping === 'none' ? 'grid' : 'treegrid'}
      aria-label="Calls, newest first"
      aria-rowcount={count + 1}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={picked.at === null ? undefined : `line-${picked.at}`}
      onKeyDown={onKeyDown}
    >
      <HeadLine groupsBy={grouping === 'none' || showsCalls ? null : grouping} />
      <div className={styles['tall']} style={{ height: scroll.height }}>
        <div className={styles['drawn']} style={{ top: scroll.top }}>
          {items.map(({ index }) => {
            const line = lines.at(index);
            return (
              <ListLine
                key={index}
                line={line}
                index={index}
                cursor={index === picked.at}
                selected={line.kind === 'call' && picked.calls.has(line.row.call)}
                onPress={(event) => act(pressAction(event, index, line.kind === 'group'))}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

type Press =
  | ListAction
  | { readonly kind: 'press'; readonly at: number }
  | { readonly kind: 'range'; readonly at: number };

function pressAction(event: MouseEvent, at: number, isGroup: boolean): Press {
  if (event.ctrlKey || event.metaKey) return { kind: 'mark', at };
  if (event.shiftKey) return { kind: 'range', at };
  return isGroup ? { kind: 'toggle', at } : { kind: 'press', at };
}

function useListActions(
  show: (index: number) => void,
  { copy, exportCalls }: Ports,
): (action: Press) => void {
  const { lines, picked, opened } = useHistory((state) => state);
  const pick = useHistory((state) => state.pick);
  const open = useHistory((state) => state.open);
  const lineAt = (index: number) => lines.at(index);
  const openAt = (at: number | null): void => {
    const line = at === null ? null : lineAt(at);
    if (line?.kind === 'call') void open(line.row.call);
  };
  return (action) => {
    switch (action.kind) {
      case 'move':
        show(action.to);
        pick(action.range ? pickedRange(lineAt, picked, action.to) : pickedOne(lineAt, action.to));
        // With the detail open, it follows the cursor.
        if (opened !== null && !action.range) openAt(action.to);
        return;
      case 'press':
        pick(pickedOne(lineAt, action.at));
        return openAt(action.at);
      case 'range':
        return pick(pickedRange(lineAt, picked, action.at));
      case 'mark':
        return pick(pickedBesides(lineAt, picked, action.at));
      case 'open':
        return openAt(picked.at);
      case 'toggle':
        pick(pickedOne(lineAt, action.at));
        return lines.toggle(action.at);
      case 'close':
        if (opened !== null) void open(null);
        else pick(NOTHING_PICKED);
        return;
      case 'copy':
        return copy();
      case 'export':
        return exportCalls();
    }
  };
}

/** Notes whether the top is in sight, and goes there when the list is another one. */
function useTop(scroller: React.RefObject<HTMLDivElement | null>): void {
  const noteTop = useHistory((state) => state.noteTop);
  const atTop = useHistory((state) => state.atTop);
  const lines = useHistory((state) => state.lines);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = (): void => noteTop(element.scrollTop === 0);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller, noteTop]);
  useEffect(() => {
    if (atTop && scroller.current !== null) scroller.current.scrollTop = 0;
  }, [atTop, lines, scroller]);
}
