import type { Keys } from '../../parts/KeysDialog.tsx';

/** All keys of History. */
export const HISTORY_KEYS: Keys = [
  ['/', 'search'],
  ['↑ ↓', 'to the next call'],
  ['Page Up, Page Down', 'a page of calls'],
  ['Home, End', 'the newest, the oldest call'],
  ['Enter', 'open the call, or a group'],
  ['→ ←', 'open and close a group or a folder'],
  ['Shift ↑ ↓', 'select several calls'],
  ['Space, Ctrl-click', 'select a call besides others'],
  ['C', 'copy the selected calls'],
  ['E', 'export the selected calls, or all'],
  ['Esc', 'close the call, then let go of the selection'],
  [',', 'settings'],
  ['?', 'this list'],
];
