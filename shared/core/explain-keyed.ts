// Says by how much a site, recipient, amount, command, database or value exceeds: the nearest authority of its kind, and what keeps it
// from covering.

import type { Excess, ExceedsBy } from '../contract/verdict.ts';
import { assertNever } from './assert-never.ts';
import { GRANTED_BESIDE, mayBeDenied, withinReach, type Covering, type Judged } from './find-cover.ts';
import { gapOf } from './keyed-cover.ts';
import { startingWith } from './path-key.ts';
import { keysOfReach, neighbourhood, type KeyedGrant, type KeyedReach } from './reach-keys.ts';
import { reachGrantWords, shortened } from './scope-words.ts';

/** Neighbours that are looked at to find the nearest: words for a person aren't worth more. */
const MAX_LOOKED_AT = 64;

type Near = {
  readonly grant: KeyedGrant;
  readonly by: ExceedsBy;
  readonly why?: string;
  readonly rank: string;
};

export function keyedExcess(reach: KeyedReach, judged: Judged, covering: readonly Covering[]): Excess {
  const told = { ...askedOf(reach), kind: reach.kind, pointer: reach.pointer };
  if (mayBeDenied(reach, judged))
    return { ...told, held: null, by: 'unreadable', why: 'a denial may forbid what it does' };
  const near = nearest(reach, judged, covering);
  if (near === null) return { ...told, held: null, ...withoutGrant(reach) };
  const { grant, by, why } = near;
  return { ...told, held: reachGrantWords(grant), by, ...(why === undefined ? {} : { why }) };
}

function askedOf(reach: KeyedReach): Pick<Excess, 'asked' | 'access'> {
  switch (reach.kind) {
    case 'site':
      return { asked: shortened(`${reach.method ?? 'any method'} ${reach.asked}`) };
    case 'recipient':
      return { asked: shortened(reach.address) };
    case 'spend':
      return { asked: `${reach.amount} ${reach.currency}` };
    case 'command':
      return { asked: shortened(reach.text) };
    case 'database':
      return { asked: reach.name, access: reach.access };
    case 'value':
      return { asked: shortened(reach.value) };
    default:
      return assertNever(reach);
  }
}

function withoutGrant(reach: KeyedReach): Pick<Excess, 'by' | 'why'> {
  switch (reach.kind) {
    case 'site':
      return { by: 'host' };
    case 'recipient':
      return { by: 'address' };
    case 'spend':
      return { by: 'amount' };
    case 'command':
      return reach.argv === null ? { by: 'unreadable', why: reach.problem ?? '' } : { by: 'command' };
    case 'database':
      return { by: 'access' };
    case 'value':
      return { by: 'argument' };
    default:
      return assertNever(reach);
  }
}

/** What is nearest to covering: a grant that names the same and is used up, then one of another extent, then any of the kind. */
const ORDER: readonly ExceedsBy[] = [
  'limit',
  'lapsed',
  'amount',
  'options',
  'method',
  'access',
  'unreadable',
];

function nearest(reach: KeyedReach, judged: Judged, covering: readonly Covering[]): Near | null {
  const { byKey, sorted } = judged.scope.keyed;
  let best: Near | null = null;
  let looked = 0;
  for (const key of candidates(reach, judged, sorted)) {
    for (const held of withinReach(byKey.get(key), judged, covering)) {
      looked += 1;
      const idle = held.holders.idle(judged.moment);
      if (idle === 'ended') continue;
      const id = held.holders.spokenOf(judged.moment) ?? held.part.id;
      const gap = gapOf(held.part, reach, judged, id);
      const reason = gap ?? (idle === null ? { ...withoutGrant(reach), why: GRANTED_BESIDE } : { by: idle });
      const place = gap === null && idle === null ? 0 : ORDER.indexOf(reason.by);
      const rank = `${place === -1 ? ORDER.length : place} ${held.says}`;
      if (best === null || rank < best.rank) best = { grant: held.part, ...reason, rank };
    }
    if (looked >= MAX_LOOKED_AT) break;
  }
  return best;
}

/** The keys under which the reach is looked up, then its neighbours: those that begin alike, then those of its kind. */
function* candidates(reach: KeyedReach, judged: Judged, sorted: readonly string[]): Generator<string> {
  yield* keysOfReach(reach, judged.call.args);
  if (reach.kind === 'command' && reach.argv !== null) yield* commandsLike(reach.argv[0] ?? '', sorted);
  yield* startingWith(sorted, neighbourhood(reach));
}

function* commandsLike(program: string, sorted: readonly string[]): Generator<string> {
  yield* startingWith(sorted, `command prefix ${program}`);
  yield* startingWith(sorted, `command exact ${program}`);
}
