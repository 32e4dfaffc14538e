// What the app window may do with the grants by itself: look at them, try a change against the past, and make them less. Nothing here makes
// more of a grant: that takes the answer to a prompt (see `extensions.ts`).

import type {
  AuthorityRow,
  GrantChange,
  GrantDetail,
  GrantTrial,
  Suggestion,
} from '../../shared/contract/authority.ts';
import { type GrantId, type Instant, instantOf } from '../../shared/contract/ids.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { isNarrowerGrant } from '../../shared/core/narrower-grant.ts';
import type { PathRules } from '../../shared/core/narrower-reach.ts';
import type { AuthorityPorts } from './authority-ports.ts';
import { authorityRow } from './grant-rows.ts';
import { suggestions, type Suggesting } from './grant-suggestions.ts';
import type { HeldGrants } from './held-grants.ts';
import { NarrowingOffers } from './narrowing-offers.ts';
import { MAX_PAST, pastUses, type PastUse } from './past-uses.ts';
import { tryGrants } from './try-grants.ts';

/** Calls that are shown of those that used a grant. */
const MAX_SHOWN = 20;

export type GrantChangesPorts = Pick<
  AuthorityPorts,
  'writer' | 'reader' | 'now' | 'home' | 'keyOf' | 'protectedKeys' | 'tell'
> & {
  /** Told when authority was taken away: what was decided with it doesn't hold any more. */
  readonly withdrawn: () => void;
  /** Whether the prompt asks about extending a grant. */
  readonly isAsked: (id: GrantId) => boolean;
};

export class GrantChanges {
  readonly #ports: GrantChangesPorts;
  readonly #held: HeldGrants;
  readonly #offers: NarrowingOffers;
  /** The change that is being tried: another one takes its place. */
  #trying = 0;
  /** What was read of the past, as long as the record is the same. */
  #past: { readonly head: number; readonly uses: Promise<readonly PastUse[]> } | null = null;
  #forget: NodeJS.Timeout | undefined;

  constructor(ports: GrantChangesPorts, held: HeldGrants) {
    this.#ports = ports;
    this.#held = held;
    const { home, now, protectedKeys } = ports;
    this.#offers = new NarrowingOffers({ home, now, protectedKeys, rules: () => this.#rules() });
  }

  /** All that was ever granted, ended grants included, newest first. */
  rows(): readonly AuthorityRow[] {
    const now = this.#now();
    const recorded = this.#ports.reader.recordedGrants();
    return recorded.map((one) => authorityRow(one, this.#held, now)).reverse();
  }

  /** A grant with the calls that used it of late, and its narrower forms; null when there is no such grant. */
  async detail(id: GrantId): Promise<GrantDetail | null> {
    const past = await this.#uses();
    const row = this.row(id);
    if (row === null) return null;
    const uses = usesOf(past, row);
    const calls = uses.slice(0, MAX_SHOWN).flatMap((use) => this.#ports.reader.detail(use.id)?.row ?? []);
    const narrowings = narrowProblem(row) === null ? this.#narrowingsOf(row, uses) : [];
    return { row, calls, narrowings, asked: this.#ports.isAsked(id) };
  }

  /** Tries a change against the calls of the record, newest first. The error says why it can't be tried. */
  async tryChange(change: GrantChange): Promise<Result<GrantTrial, string>> {
    this.#trying += 1;
    const mine = this.#trying;
    const isCancelled = (): boolean => this.#trying !== mine;
    const then = this.#changed(change);
    if (!then.ok) return then;
    const past = await this.#uses();
    const trial = await this.#trial(past, then.value, isCancelled);
    return isCancelled() ? err('another change is being tried') : ok(trial);
  }

  /** Ways to grant less without asking more. */
  async suggestions(): Promise<readonly Suggestion[]> {
    const past = await this.#uses();
    const suggesting: Suggesting = {
      now: this.#now(),
      usesOf: (row) => usesOf(past, row),
      narrowingsOf: (row, uses) => (narrowProblem(row) === null ? this.#narrowingsOf(row, uses) : []),
      trial: async (change, of) => {
        const then = this.#changed(change);
        return then.ok ? this.#trial(of ?? past, then.value) : null;
      },
    };
    return suggestions(this.rows(), suggesting);
  }

  apply(change: GrantChange): Promise<Result<null, string>> {
    switch (change.kind) {
      case 'revoke':
        return this.revoke(change.grant);
      case 'narrow': {
        const offered = this.#offers.find(change.grant, change.to);
        if (offered === null) return Promise.resolve(err(NO_OFFER));
        return this.narrow(change.grant, offered);
      }
      default:
        return assertNever(change);
    }
  }

  /** Takes effect on the very next call: the scope is compiled anew before this resolves. */
  async revoke(id: GrantId): Promise<Result<null, string>> {
    if (!this.#held.has(id)) return err(`no grant \`${id}\` is in force`);
    this.#held.remove(id);
    this.#ports.withdrawn();
    const written = await this.#ports.writer.append([{ kind: 'revocation', grant: id }]);
    this.#ports.tell(`revoked  ${id}`);
    if (written.ok) return ok(null);
    return err(`it is revoked until Remit restarts, but not for good: ${written.error.problem}`);
  }

  /** Puts a grant in another's place, when it is proved to allow nothing more. What was used of that one counts on. */
  async narrow(id: GrantId, narrower: Grant): Promise<Result<null, string>> {
    const row = this.row(id);
    if (row === null) return err(`there is no grant \`${id}\``);
    const problem = narrowProblem(row);
    if (problem !== null) return err(problem);
    if (!isNarrowerGrant(narrower, row.grant, this.#rules()))
      return err(
        'nothing was changed: it is not certain that the new form allows nothing more than the old one',
      );
    const written = await this.#ports.writer.append([
      { kind: 'grant', grant: narrower, request: null, narrows: id },
      { kind: 'revocation', grant: id },
    ]);
    if (!written.ok) return err(`nothing was changed: ${written.error.problem}`);
    const isReplaced = this.#held.replace(id, narrower, this.#now());
    this.#ports.withdrawn();
    if (!isReplaced) return this.#undo(narrower.id);
    this.#ports.tell(`narrowed ${id} to ${narrower.id}`);
    return ok(null);
  }

  /** The grant ended while its narrower form was written: that one must not outlive it. */
  async #undo(id: GrantId): Promise<Result<null, string>> {
    const written = await this.#ports.writer.append([{ kind: 'revocation', grant: id }]);
    return err(
      written.ok
        ? 'the grant ended meanwhile, so that there is nothing to narrow'
        : `the grant ended meanwhile, but its narrower form comes into force when Remit restarts: ${written.error.problem}`,
    );
  }

  /** The grants as they would be after a change. */
  #changed(change: GrantChange): Result<(grants: readonly Grant[]) => readonly Grant[], string> {
    const { grant: id } = change;
    if (!this.#held.has(id)) return err('this grant is not in force any more: there is nothing to change');
    if (change.kind === 'revoke') return ok((grants) => grants.filter((grant) => grant.id !== id));
    const narrower = this.#offers.find(id, change.to);
    if (narrower === null) return err(NO_OFFER);
    return ok((grants) => grants.map((grant) => (grant.id === id ? narrower : grant)));
  }

  #trial(
    past: readonly PastUse[],
    changed: (grants: readonly Grant[]) => readonly Grant[],
    isCancelled?: () => boolean,
  ): Promise<GrantTrial> {
    const at = this.#now();
    const calls = past.flatMap((use) => use.call ?? []);
    const now = this.#held.scopeWith((grants) => grants, at);
    const then = this.#held.scopeWith(changed, at);
    return tryGrants(
      calls,
      past.length - calls.length,
      { now, then, at, home: this.#ports.home },
      isCancelled,
    );
  }

  #narrowingsOf({ grant }: AuthorityRow, uses: readonly PastUse[]): GrantDetail['narrowings'] {
    return this.#offers.of(
      grant,
      uses.flatMap((use) => use.call ?? []),
    );
  }

  /** One grant as it stands; null when there is none. */
  row(id: GrantId): AuthorityRow | null {
    const recorded = this.#ports.reader.recordedGrants().find(({ grant }) => grant.id === id);
    return recorded === undefined ? null : authorityRow(recorded, this.#held, this.#now());
  }

  #uses(): Promise<readonly PastUse[]> {
    const head = this.#ports.reader.head();
    if (this.#past?.head !== head) this.#past = { head, uses: pastUses(this.#ports.reader, MAX_PAST) };
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => (this.#past = null), KEPT_MS);
    this.#forget.unref();
    return this.#past.uses;
  }

  #rules(): PathRules {
    return { keyOf: this.#ports.keyOf, protectedPlaces: this.#held.scope.protectedPlaces };
  }

  #now(): Instant {
    return instantOf(this.#ports.now());
  }
}

/** Several questions about one grant follow each other: the past is read once for them. In ms. */
const KEPT_MS = 30_000;
const NO_OFFER = 'this narrower form is not offered any more: open the grant again';

/** Why a grant can't be narrowed, or null. What covers nothing just now would come into force again with a new grant. */
function narrowProblem({ standing }: AuthorityRow): string | null {
  switch (standing) {
    case 'in-force':
    case 'unused':
      return null;
    case 'lapsed':
      return 'a lapsed grant can only be revoked: narrowed, it would come into force again';
    case 'used-up':
      return 'a grant that is used up can only be revoked';
    case 'ended':
    case 'revoked':
      return 'this grant is not in force any more: there is nothing to narrow';
    default:
      return assertNever(standing);
  }
}

/** Newest first. A part's id may have been that of an earlier grant, which this one narrows: those uses are not its own. */
function usesOf(
  past: readonly PastUse[],
  { grant, since, standing, endedAt }: AuthorityRow,
): readonly PastUse[] {
  const ids = new Set([grant.id, ...[...grant.tools, ...grant.reach].map((part) => part.id)]);
  const until = standing === 'revoked' ? endedAt : null;
  return past.filter(
    ({ at, grants }) => at >= since && (until === null || at <= until) && grants.some((id) => ids.has(id)),
  );
}
