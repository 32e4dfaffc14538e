// Gathers what calls lack into one scope file: of each ladder the narrowest rung, every piece of it once.

import { grantIdSchema, type GrantId } from '../../shared/contract/ids.ts';
import type { PathGrant, ReachGrant, ScopeFile, SpendGrant, ToolGrant } from '../../shared/contract/scope.ts';
import type { Ladder } from '../../shared/core/ladder.ts';
import { amountSum } from '../../shared/core/read-amount.ts';
import type { GrantParts, RungOffer } from '../../shared/core/rung-offer.ts';
import { saying } from '../../shared/core/shelves.ts';
import type { CheckedCall } from '../authority/check-call.ts';

/** One rung of each ladder, or the one that answers for all; null when something can only be granted along with everything. */
export function narrowest(ladders: readonly Ladder[]): readonly RungOffer[] | null {
  const chosen = ladders.map(({ offers }) => offers[0]);
  const settling = chosen.find((offer) => offer?.rung.settles === true && !offer.rung.wide);
  if (settling !== undefined) return [settling];
  const found = chosen.filter((offer) => offer !== undefined && !offer.rung.wide);
  return found.length < chosen.length || found.length === 0
    ? null
    : found.filter((offer) => offer !== undefined);
}

export class ProposedScope {
  readonly #base: ScopeFile;
  readonly #tools = new Map<string, ToolGrant>();
  readonly #reach = new Map<string, ReachGrant>();
  /** What all calls of a tool spend, by tool and currency. */
  readonly #spent = new Map<string, string>();

  /** `base` is what is held already, and stays. */
  constructor(base: ScopeFile) {
    this.#base = base;
  }

  /** Notes what a call spends, inside or not: a sum that is granted has to last for all of them. */
  note({ call }: CheckedCall): void {
    for (const reach of call.reaches) {
      if (reach.kind !== 'spend') continue;
      const key = spendKey(call.server.name, call.tool, reach.currency);
      this.#spent.set(key, amountSum([this.#spent.get(key) ?? '0', reach.amount]));
    }
  }

  add({ tools, reach }: GrantParts): void {
    for (const part of tools) this.#tools.set(saying(part), part);
    for (const part of reach) this.#addReach(part);
  }

  #addReach(part: ReachGrant): void {
    if (part.kind === 'spend' && part.total !== undefined) {
      const key = `spend ${spendKeyOf(part)}`;
      const before = this.#reach.get(key);
      const isWider = before?.kind !== 'spend' || Number(part.perCall ?? 0) > Number(before.perCall ?? 0);
      if (isWider) this.#reach.set(key, part);
      return;
    }
    this.#reach.set(saying(part), part);
  }

  /** The file, with ids of its own for what is added. */
  file(): ScopeFile {
    const taken = new Set<string>(idsIn(this.#base));
    let number = 0;
    const nextId = (): GrantId => {
      do number += 1;
      while (taken.has(`p${number}`));
      return grantIdSchema.parse(`p${number}`);
    };
    const reach = withoutNarrower([...this.#reach.values()]).map((part) => this.#lasting(part));
    return {
      ...this.#base,
      tools: [...this.#base.tools, ...[...this.#tools.values()].map((part) => ({ ...part, id: nextId() }))],
      reach: [...this.#base.reach, ...reach.map((part) => ({ ...part, id: nextId() }))],
    };
  }

  #lasting(part: ReachGrant): ReachGrant {
    if (part.kind !== 'spend' || part.total === undefined) return part;
    return { ...part, total: this.#spent.get(spendKeyOf(part)) ?? part.total };
  }
}

function spendKey(server: string, tool: string, currency: string): string {
  return JSON.stringify([server, tool, currency]);
}

function spendKeyOf({ with: bound, currency }: SpendGrant): string {
  return spendKey(bound?.server ?? '', bound?.tool ?? '', currency);
}

function idsIn({ tools, reach, deny }: ScopeFile): readonly string[] {
  return [...tools, ...reach, ...deny].map((part) => part.id);
}

/** Reading where writing is granted adds nothing. */
function withoutNarrower(parts: readonly ReachGrant[]): readonly ReachGrant[] {
  const isPath = (part: ReachGrant): part is PathGrant => part.kind === 'file' || part.kind === 'folder';
  const reading = (part: PathGrant): PathGrant => ({ ...part, access: 'read' });
  const written = new Set(
    parts.filter(isPath).flatMap((part) => (part.access === 'write' ? [saying(reading(part))] : [])),
  );
  return parts.filter((part) => !isPath(part) || part.access === 'write' || !written.has(saying(part)));
}
