import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { ReachFacet, ReachNode } from '../../../shared/contract/history.ts';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { When } from '../../parts/When.tsx';
import { hasTerm, toggledTerm } from '../../state/filter-terms.ts';
import type { TreeLine } from '../../state/reach-tree.ts';
import { useHistory } from '../../state/use-app.ts';
import styles from './touched.module.css';

type GridProps = {
  readonly facet: ReachFacet;
  readonly name: string;
  readonly lines: readonly TreeLine[];
  readonly toggle: (node: ReachNode) => void;
};

/** The map as a grid whose rows open: arrows move and open, Enter shows the calls. */
export function TouchedGrid({ facet, name, lines, toggle }: GridProps) {
  const [cursor, setCursor] = useState(0);
  const filter = useHistory((state) => state.filter);
  const filterBy = useHistory((state) => state.filterBy);
  const showTab = useHistory((state) => state.showTab);
  const at = Math.min(cursor, lines.length - 1);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setCursor(next);
    document.getElementById(`touched-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const showCalls = (node: ReachNode): void => {
    if (!hasTerm(filter, facet, node.value)) filterBy(toggledTerm(filter, facet, node.value));
    showTab('calls');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (onTreeKey(event, lines, at, { move, toggle, showCalls })) event.preventDefault();
  };
  const [first, second] = countNames(facet);
  return (
    <div
      className={styles['grid']}
      role="treegrid"
      aria-label={`${name} that calls touched`}
      tabIndex={0}
      aria-activedescendant={`touched-${at}`}
      onKeyDown={onKeyDown}
    >
      <div role="row" className={styles['head']}>
        {[name, 'Calls', first, second, 'Refused', 'First', 'Last'].map((column) => (
          <span key={column} role="columnheader">
            {column}
          </span>
        ))}
      </div>
      {lines.map((line, index) => (
        <TouchedLine
          key={line.kind === 'node' ? `${line.level} ${line.node.value}` : `${line.kind} ${index}`}
          line={line}
          index={index}
          facet={facet}
          cursor={index === at}
          setCursor={setCursor}
          toggle={toggle}
          showCalls={showCalls}
        />
      ))}
    </div>
  );
}

type Actions = {
  readonly move: (to: number) => void;
  readonly toggle: (node: ReachNode) => void;
  readonly showCalls: (node: ReachNode) => void;
};

/** Does what a key means in a tree; false for one that means nothing. */
function onTreeKey(event: KeyboardEvent, lines: readonly TreeLine[], at: number, act: Actions): boolean {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
  const line = lines[at];
  if (to !== undefined) act.move(to);
  else if (line?.kind !== 'node') return false;
  else if (event.key === 'ArrowRight' && line.node.hasMore) {
    if (line.open) act.move(at + 1);
    else act.toggle(line.node);
  } else if (event.key === 'ArrowLeft') {
    if (line.open) act.toggle(line.node);
    else if (line.parent !== null) act.move(line.parent);
  } else if (event.key === 'Enter') act.showCalls(line.node);
  else return false;
  return true;
}

/** What the two counts in between are: sites and the like are only used, and money adds up. */
function countNames(facet: ReachFacet): readonly [string, string] {
  if (facet === 'spend') return ['Sum', 'Uses'];
  return facet === 'path' || facet === 'database' ? ['Reads', 'Writes'] : ['Reads', 'Uses'];
}

type LineProps = {
  readonly line: TreeLine;
  readonly index: number;
  readonly facet: ReachFacet;
  readonly cursor: boolean;
  readonly setCursor: (index: number) => void;
  readonly toggle: (node: ReachNode) => void;
  readonly showCalls: (node: ReachNode) => void;
};

function TouchedLine({ line, index, facet, cursor, setCursor, toggle, showCalls }: LineProps) {
  const indent = { paddingLeft: (line.level - 1) * 20 };
  const shared = { id: `touched-${index}`, role: 'row', 'aria-level': line.level, 'data-cursor': cursor };
  if (line.kind !== 'node')
    return (
      <div {...shared} className={styles['row']}>
        <span role="gridcell" className={styles['quiet']} style={indent}>
          {line.kind === 'reading'
            ? 'Reading…'
            : `${line.count.toLocaleString()} more, with fewer calls each`}
        </span>
      </div>
    );
  const { node, open } = line;
  const press = (): void => {
    setCursor(index);
    showCalls(node);
  };
  return (
    <div
      {...shared}
      className={styles['row']}
      {...(node.hasMore ? { 'aria-expanded': open } : {})}
      onClick={press}
    >
      <span role="gridcell" className={styles['name']} style={indent} title={visibleLine(node.value)}>
        <Opener
          node={node}
          open={open}
          press={() => {
            setCursor(index);
            toggle(node);
          }}
        />
        <SafeText text={node.label} />
      </span>
      <NodeCounts node={node} facet={facet} />
    </div>
  );
}

type OpenerProps = { readonly node: ReachNode; readonly open: boolean; readonly press: () => void };

/** The arrow before what opens; the keyboard has its own. */
function Opener({ node, open, press }: OpenerProps) {
  const Icon = open ? ChevronDown : ChevronRight;
  if (!node.hasMore) return <span className={styles['opener']} />;
  return (
    <span
      className={styles['opener']}
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        press();
      }}
    >
      <Icon size={14} />
    </span>
  );
}

function NodeCounts({ node, facet }: { readonly node: ReachNode; readonly facet: ReachFacet }) {
  const first = facet === 'spend' ? (node.sum ?? '') : node.reads.toLocaleString();
  return (
    <>
      <span role="gridcell">{node.calls.toLocaleString()}</span>
      <span role="gridcell">{first}</span>
      <span role="gridcell">{node.writes.toLocaleString()}</span>
      <span role="gridcell" className={node.refused > 0 ? styles['refused'] : styles['quiet']}>
        {node.refused.toLocaleString()}
      </span>
      <span role="gridcell">
        <When at={node.first} />
      </span>
      <span role="gridcell">
        <When at={node.last} />
      </span>
    </>
  );
}
