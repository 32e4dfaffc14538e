// The grants as the Authority window lists them: by agent, what is in force first, and what a filter leaves of them.

import type { AuthorityRow, GrantStanding } from '../../shared/contract/authority.ts';
import type { GrantId } from '../../shared/contract/ids.ts';
import { grantSentence, lifetimeText, standingWords } from './authority-words.ts';

export type AgentGroup = { readonly agent: string; readonly rows: readonly AuthorityRow[] };

export type AuthorityLines = {
  readonly groups: readonly AgentGroup[];
  /** The grants in the order of the list. */
  readonly order: readonly GrantId[];
  /** How many have ended, shown or not. */
  readonly ended: number;
};

const ORDER: Readonly<Record<GrantStanding, number>> = {
  'in-force': 0,
  unused: 0,
  lapsed: 1,
  'used-up': 1,
  ended: 2,
  revoked: 2,
};

export function hasEnded({ standing }: AuthorityRow): boolean {
  return ORDER[standing] === 2;
}

export function agentOf({ grant }: AuthorityRow): string {
  return grant.agent === 'any' ? 'Any agent' : grant.agent.name;
}

/** `rows` newest first. All words of `text` have to be in a line. */
export function authorityLines(
  rows: readonly AuthorityRow[],
  text: string,
  showsEnded: boolean,
): AuthorityLines {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = rows.filter((row) => (showsEnded || !hasEnded(row)) && fits(row, words));
  const byAgent = new Map<string, AuthorityRow[]>();
  for (const row of shown) byAgent.set(agentOf(row), [...(byAgent.get(agentOf(row)) ?? []), row]);
  const groups = [...byAgent]
    .map(([agent, own]) => ({
      agent,
      rows: own.toSorted((a, b) => ORDER[a.standing] - ORDER[b.standing]),
    }))
    .sort((a, b) => a.agent.localeCompare(b.agent));
  const order = groups.flatMap((group) => group.rows.map((row) => row.grant.id));
  return { groups, order, ended: rows.filter(hasEnded).length };
}

function fits(row: AuthorityRow, words: readonly string[]): boolean {
  const { grant } = row;
  const line = [agentOf(row), grantSentence(grant), lifetimeText(grant.lifetime), standingWords(row.standing)]
    .join(' ')
    .toLowerCase();
  return words.every((word) => line.includes(word));
}

/** The grant that a key moves to from another, or null when the key doesn't move. */
export function movedTo(order: readonly GrantId[], from: GrantId | null, key: string): GrantId | null {
  const at = from === null ? -1 : order.indexOf(from);
  const to = { ArrowDown: at + 1, ArrowUp: at === -1 ? 0 : at - 1, Home: 0, End: order.length - 1 }[key];
  if (to === undefined) return null;
  return order[Math.max(0, Math.min(order.length - 1, to))] ?? null;
}

/** The grant that takes the cursor when one is gone from the list: the next, or the last. */
export function neighbour(
  before: readonly GrantId[],
  gone: GrantId,
  after: readonly GrantId[],
): GrantId | null {
  const at = before.indexOf(gone);
  const next = before.slice(at + 1).find((id) => after.includes(id));
  return next ?? before.slice(0, Math.max(0, at)).findLast((id) => after.includes(id)) ?? null;
}
