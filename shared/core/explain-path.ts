// Says by how much a path exceeds: the grant that spans it or lies nearest, and what keeps it from covering.

import type { PathReach } from '../contract/reach.ts';
import type { PathGrant } from '../contract/scope.ts';
import type { Excess } from '../contract/verdict.ts';
import { GRANTED_BESIDE, onShelf, spans, withinReach, type Covering, type Judged } from './find-cover.ts';
import type { Idle } from './holders.ts';
import { keysBeneath, upwards } from './path-key.ts';
import { holdsProtected, isProtected } from './protected-names.ts';
import { pathGrantWords } from './scope-words.ts';

/** Neighbours that are looked at to find the nearest: words for a person aren't worth more. */
const MAX_LOOKED_AT = 64;

export function pathExcess(reach: PathReach, judged: Judged, covering: readonly Covering[]): Excess {
  const { kind, pointer, real, access } = reach;
  const excess = { kind, pointer, asked: real, access };
  const spanning = spanningGrant(reach, judged, covering);
  if (spanning !== null) return { ...excess, ...spanning };
  const nearest = nearestPath(reach, judged, covering);
  return { ...excess, held: nearest === null ? null : pathGrantWords(nearest), by: 'location' };
}

/** A grant whose place spans the asked one, and why it doesn't cover it all the same. */
function spanningGrant(
  reach: PathReach,
  judged: Judged,
  covering: readonly Covering[],
): Pick<Excess, 'held' | 'by' | 'why'> | null {
  const { paths, protectedPlaces: places } = judged.scope;
  let without: string | null = null;
  if (reach.kind === 'folder' && holdsProtected(places, reach.key, reach.access))
    without = [...keysBeneath(places.sorted, reach.key)][0] ?? reach.real;
  for (const key of upwards(reach.key)) {
    for (const { part, holders } of withinReach(paths.byKey.get(key), judged, covering)) {
      const idle = holders.idle(judged.moment);
      if (!spans(part, key, reach) || idle === 'ended') continue;
      return { held: pathGrantWords(part), ...gapOfSpanning(part, reach, without, idle) };
    }
    if (isProtected(places, key, reach.access)) without ??= key;
  }
  return null;
}

function gapOfSpanning(
  part: PathGrant,
  reach: PathReach,
  without: string | null,
  idle: Idle | null,
): Pick<Excess, 'by' | 'why'> {
  if (reach.access === 'write' && part.access === 'read') return { by: 'access' };
  if (without !== null)
    return { by: 'location', why: `${without} is protected: only a grant that names it covers it` };
  if (idle !== null && idle !== 'ended') return { by: idle };
  return { by: 'location', why: GRANTED_BESIDE };
}

/** The held path grant that shares the most leading folders with the asked path. */
function nearestPath(reach: PathReach, judged: Judged, covering: readonly Covering[]): PathGrant | null {
  const { byKey, sorted } = judged.scope.paths;
  for (const folder of upwards(reach.key)) {
    let looked = 0;
    for (const key of keysBeneath(sorted, folder)) {
      const [held] = onShelf(byKey.get(key), judged, covering);
      if (held !== undefined) return held.part;
      looked += 1;
      if (looked >= MAX_LOOKED_AT) break;
    }
    const [held] = onShelf(byKey.get(folder), judged, covering);
    if (held !== undefined) return held.part;
  }
  return null;
}
