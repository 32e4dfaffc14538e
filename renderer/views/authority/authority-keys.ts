import type { Keys } from '../../parts/KeysDialog.tsx';

/** All keys of Authority. */
export const AUTHORITY_KEYS: Keys = [
  ['/', 'filter'],
  ['G', 'to the list of grants'],
  ['↑ ↓', 'to the next grant'],
  ['Home, End', 'the first, the last grant'],
  ['Enter', 'into the grant in full'],
  ['Delete', 'revoke the grant: shows first what would ask'],
  ['X', 'extend the grant: the prompt asks'],
  ['S', 'ways to grant less'],
  ['E', 'show those that ended'],
  ['Esc', 'give up the change, then close the grant'],
  [',', 'settings'],
  ['?', 'this list'],
];
