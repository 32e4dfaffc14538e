// Narrower forms of grants that the user is offered: each is proved to be narrower before it is offered, and is taken exactly as it was
// shown, whatever has been called since.

import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Narrowing } from '../../shared/contract/authority.ts';
import type { Call } from '../../shared/contract/call.ts';
import { type GrantId, grantIdSchema, type Instant, instantOf } from '../../shared/contract/ids.ts';
import type { Grant, ReachGrant } from '../../shared/contract/scope.ts';
import { grantWords } from '../../shared/core/grant-words.ts';
import type { SpotPlace } from '../../shared/core/ladder-path.ts';
import { isNarrowerGrant } from '../../shared/core/narrower-grant.ts';
import type { PathRules } from '../../shared/core/narrower-reach.ts';
import { narrowings, type Narrower } from '../../shared/core/narrowings.ts';
import { sha256 } from './sha256.ts';

export type OffersPorts = {
  readonly home: string;
  /** See `compileScope`. */
  readonly protectedKeys: readonly string[];
  readonly now: () => Date;
  readonly rules: () => PathRules;
};

/** Offers that are remembered. Older ones have to be looked at again. */
const MAX_OFFERS = 500;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Offer = { readonly of: GrantId; readonly grant: Grant };

export class NarrowingOffers {
  readonly #ports: OffersPorts;
  readonly #offered = new Map<string, Offer>();

  constructor(ports: OffersPorts) {
    this.#ports = ports;
  }

  /** The narrower forms of a grant for what it was used for. An offer's id says its kind before the dot, and after it which form it is. */
  of(grant: Grant, uses: readonly Call[]): readonly Narrowing[] {
    const { keyOf } = this.#ports.rules();
    const found = narrowings(grant, uses, {
      keyOf,
      tomorrow: this.#in(DAY_MS),
      nextWeek: this.#in(7 * DAY_MS),
    });
    return found.flatMap((narrower) => this.#offer(grant, narrower) ?? []);
  }

  /** The offered form of a grant; null when it was never offered, or too long ago. */
  find(of: GrantId, id: string): Grant | null {
    const offer = this.#offered.get(id);
    return offer?.of === of ? offer.grant : null;
  }

  #offer(wide: Grant, { id: kind, label, grant: parts }: Narrower): Narrowing | null {
    const id = `${kind}.${sha256(canonicalize([wide.id, parts]) ?? '').slice(0, 16)}`;
    const known = this.#offered.get(id)?.grant;
    const grant = known ?? this.#named(wide, parts);
    const rules = this.#ports.rules();
    // One that is narrower both ways says the same in other words.
    if (!isNarrowerGrant(grant, wide, rules) || isNarrowerGrant(wide, grant, rules)) return null;
    this.#offered.delete(id);
    this.#offered.set(id, { of: wide.id, grant });
    const [oldest] = this.#offered.keys();
    if (this.#offered.size > MAX_OFFERS && oldest !== undefined) this.#offered.delete(oldest);
    return { id, label, words: grant.words };
  }

  /** With ids and a sentence of its own. One that changes only how long it holds keeps the sentence that the user agreed to. */
  #named(wide: Grant, parts: Narrower['grant']): Grant {
    const id = grantIdSchema.parse(`g-${randomBytes(6).toString('hex')}`);
    const isOther = canonicalize([parts.tools, parts.reach]) !== canonicalize([wide.tools, wide.reach]);
    const named = {
      ...parts,
      id,
      tools: parts.tools.map((part) => ({ ...part, id: partId(id, part.id) })),
      reach: parts.reach.map((part) => (isSummed(part) ? part : { ...part, id: partId(id, part.id) })),
      deny: parts.deny.map((part) => ({ ...part, id: partId(id, part.id) })),
    };
    return { ...named, words: isOther ? grantWords(named, this.#place()) : wide.words };
  }

  #place(): SpotPlace {
    const { home, protectedKeys, rules } = this.#ports;
    return { home, protectedKeys, keyOf: rules().keyOf };
  }

  /** To the minute, so that an offer stays the same while it is looked at. */
  #in(ms: number): Instant {
    const minute = Math.floor((this.#ports.now().getTime() + ms) / MINUTE_MS) * MINUTE_MS;
    return instantOf(new Date(minute));
  }
}

/** What was spent is counted under the part's id: another id would begin anew. */
function isSummed(part: ReachGrant): boolean {
  return part.kind === 'spend' && part.total !== undefined;
}

/** A part is named after its grant (see `wholeGrant`). */
function partId(grant: GrantId, part: GrantId): GrantId {
  const dot = part.indexOf('.');
  return grantIdSchema.parse(`${grant}.${dot === -1 ? part : part.slice(dot + 1)}`);
}
