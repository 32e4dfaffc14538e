import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ReachFacet } from '../../../shared/contract/history.ts';
import { Soon } from '../../parts/Soon.tsx';
import { ReachTree } from '../../state/reach-tree.ts';
import { useBridge, useHistory } from '../../state/use-app.ts';
import history from './history.module.css';
import styles from './touched.module.css';
import { TouchedGrid } from './TouchedGrid.tsx';

const FACETS: readonly { readonly facet: ReachFacet; readonly name: string; readonly none: string }[] = [
  { facet: 'path', name: 'Folders', none: 'no file or folder' },
  { facet: 'site', name: 'Sites', none: 'no site' },
  { facet: 'to', name: 'Recipients', none: 'nobody' },
  { facet: 'run', name: 'Commands', none: 'no command' },
  { facet: 'spend', name: 'Amounts', none: 'no money' },
  { facet: 'database', name: 'Databases', none: 'no database' },
  { facet: 'value', name: 'Other', none: 'nothing else' },
];

/** What the calls that the filter finds touched, by kind. A line filters the calls by what it names. */
export function TouchedMap() {
  const [facet, setFacet] = useState<ReachFacet>('path');
  return (
    <div className={styles['map']}>
      <div className={styles['facets']} role="group" aria-label="Kind of thing">
        {FACETS.map((one) => (
          <button
            key={one.facet}
            type="button"
            aria-pressed={facet === one.facet}
            onClick={() => setFacet(one.facet)}
          >
            {one.name}
          </button>
        ))}
      </div>
      <FacetTree key={facet} facet={facet} />
    </div>
  );
}

function FacetTree({ facet }: { readonly facet: ReachFacet }) {
  const bridge = useBridge();
  const filter = useHistory((state) => state.filter);
  const tree = useMemo(() => new ReachTree(bridge, filter, facet), [bridge, filter, facet]);
  const version = useSyncExternalStore(tree.subscribe, tree.version);
  const lines = useMemo(() => ({ version, all: tree.lines() }).all, [tree, version]);
  const problem = tree.problem();
  const named = FACETS.find((one) => one.facet === facet);
  if (problem !== null)
    return (
      <div className={history['state']}>
        <p role="alert">What the calls touched can’t be read: {problem}</p>
      </div>
    );
  if (lines.length === 0)
    return (
      <div className={history['state']}>
        <p role="status">
          {filter.length === 0 ? 'The calls' : 'The calls that the filter finds'} touched{' '}
          {named?.none ?? 'nothing'}.
        </p>
      </div>
    );
  if (lines[0]?.kind === 'reading')
    return (
      <div className={history['state']} aria-busy>
        <Soon>
          <p role="status">Reading the record…</p>
        </Soon>
      </div>
    );
  return (
    <TouchedGrid facet={facet} name={named?.name ?? ''} lines={lines} toggle={(node) => tree.toggle(node)} />
  );
}
