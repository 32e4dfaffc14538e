// A rung about what a call reaches, before it is bound to the tool: its sentence's middle, and the grants that it stands for.

import type {
  CommandGrant,
  DatabaseGrant,
  PathGrant,
  ReachGrant,
  RecipientGrant,
  SiteGrant,
  SpendGrant,
  ValueGrant,
} from '../contract/scope.ts';

type Unbound<T> = T extends ReachGrant ? Omit<T, 'id' | 'with'> : never;
export type UnboundGrant =
  | Unbound<PathGrant>
  | Unbound<SiteGrant>
  | Unbound<RecipientGrant>
  | Unbound<SpendGrant>
  | Unbound<CommandGrant>
  | Unbound<DatabaseGrant>
  | Unbound<ValueGrant>;

export type ReachPlan = {
  readonly kind: string;
  readonly label: string;
  /** What may be done, between "may" and "with server > tool". */
  readonly words: string;
  readonly grants: readonly UnboundGrant[];
};
