import type { Entry } from './entry.ts';
import { readPrune, type Prune } from './proof-body.ts';

/** The prune that may account for what was removed (rule 1), or null. In a database its column has to say so, too: that is what is searched. */
export function pruneOf({ body, columns }: Entry): Prune | null {
  if (body.kind !== 'object' || body.object['kind'] !== 'prune') return null;
  return columns === null || columns.kind === 'prune' ? readPrune(body.object) : null;
}
