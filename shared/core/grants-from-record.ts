// The grants in force are a fold of the record: granted, minus revoked. Nothing else gives or takes authority.

import type { CallId, GrantId, Instant, RequestId } from '../contract/ids.ts';
import type { EntryBody } from '../contract/record-entry.ts';
import type { Carried } from '../contract/record-proof.ts';
import type { Grant } from '../contract/scope.ts';

/** A grant with what the record says of it. `seq` is its entry; `origin` the call whose prompt made it. */
export type RecordedGrant = {
  readonly grant: Grant;
  readonly seq: number;
  readonly since: Instant;
  readonly request: RequestId | null;
  /** The call whose prompt made it; null for a grant that no answer made. */
  readonly origin: CallId | null;
  readonly uses: number;
  readonly lastUsed: Instant | null;
  readonly revokedAt: Instant | null;
  /** The grant that was extended to this one. */
  readonly extends: GrantId | null;
  /** The narrower or extended grant that took its place. */
  readonly replacedBy: GrantId | null;
};

export type GrantFold = {
  readonly grants: Map<string, RecordedGrant>;
  /** The call that each request asked about. */
  readonly callOfRequest: Map<string, CallId>;
  readonly grantOfRequest: Map<string, string>;
  /** The grant that a part belongs to whose id doesn't say so: a narrowed grant keeps the ids under which money is counted. */
  readonly grantOfPart: Map<string, string>;
};

export function emptyFold(): GrantFold {
  return { grants: new Map(), callOfRequest: new Map(), grantOfRequest: new Map(), grantOfPart: new Map() };
}

/** Adds one entry to the fold, in place: a record of a million entries is folded once, entry by entry. */
export function foldEntry(fold: GrantFold, seq: number, at: Instant, body: EntryBody): void {
  if (body.kind === 'grant') {
    const { grant, request } = body;
    const replaced = body.narrows ?? body.extends ?? null;
    const before = replaced === null ? undefined : fold.grants.get(replaced);
    const origin = request === null ? null : (fold.callOfRequest.get(request) ?? null);
    fold.grants.set(grant.id, {
      grant,
      seq,
      since: at,
      request,
      origin: origin ?? before?.origin ?? null,
      uses: 0,
      lastUsed: null,
      revokedAt: null,
      extends: body.extends ?? null,
      replacedBy: null,
    });
    if (replaced !== null) change(fold, replaced, { replacedBy: grant.id });
    if (request !== null) fold.grantOfRequest.set(request, grant.id);
    noteParts(fold, grant);
  } else if (body.kind === 'prune') restore(fold, body.carried);
  else if (body.kind === 'prompt') fold.callOfRequest.set(body.request, body.call);
  else if (body.kind === 'revocation') change(fold, body.grant, { revokedAt: at });
  else if (body.kind === 'covered') countUses(fold, body.grants, at);
  else if ((body.kind === 'call' || body.kind === 'reading') && body.verdict.kind === 'inside')
    countUses(fold, body.verdict.grants, at);
}

/** What a prune carries stands in place of all that came before it. */
function restore(fold: GrantFold, carried: Carried): void {
  fold.grants.clear();
  fold.grantOfRequest.clear();
  fold.grantOfPart.clear();
  for (const held of carried.grants) {
    fold.grants.set(held.grant.id, {
      ...held,
      extends: held.extends ?? null,
      revokedAt: null,
      replacedBy: null,
    });
    noteParts(fold, held.grant);
    if (held.request !== null) fold.grantOfRequest.set(held.request, held.grant.id);
  }
}

/** A part that a narrowed grant has kept bears the name of the one before. */
function noteParts(fold: GrantFold, { id: whole, reach }: Grant): void {
  for (const { id } of reach) if (wholeGrant(id) !== whole) fold.grantOfPart.set(id, whole);
}

/** A call uses a grant once, however many of its parts it needed. */
function countUses(fold: GrantFold, parts: readonly string[], at: Instant): void {
  const used = new Set(
    parts.map(
      (part) => fold.grants.get(part) ?? fold.grants.get(fold.grantOfPart.get(part) ?? wholeGrant(part)),
    ),
  );
  for (const held of used) {
    if (held !== undefined) change(fold, held.grant.id, { uses: held.uses + 1, lastUsed: at });
  }
}

function change(fold: GrantFold, id: string, changes: Partial<RecordedGrant>): void {
  const held = fold.grants.get(id);
  if (held !== undefined) fold.grants.set(id, { ...held, ...changes });
}

/** A verdict may name a part of a grant (`g-12.tool`): the grant is what stands before the dot. */
export function wholeGrant(part: string): string {
  const dot = part.indexOf('.');
  return dot === -1 ? part : part.slice(0, dot);
}

/** The grant that an id stands for: its own, that of a part of it, or that of the request which made it. */
export function grantNamed(fold: GrantFold, id: string): RecordedGrant | null {
  const own = fold.grants.get(fold.grantOfRequest.get(id) ?? id);
  return own ?? fold.grants.get(fold.grantOfPart.get(id) ?? wholeGrant(id)) ?? null;
}

/** Whether a grant can cover anything at `now`. */
export function isInForce(held: RecordedGrant, now: Instant): boolean {
  if (held.revokedAt !== null) return false;
  return held.grant.lifetime.kind !== 'until' || held.grant.lifetime.at > now;
}
