// The verifiers that are compared: the product's own, and every other one. A further one is added here.

import type { Implementation } from './verifier-interface.d.mts';
import { judgeDatabaseFile, judgeExportBytes } from './judge.ts';
import * as second from './second-verifier.mjs';

export const IMPLEMENTATIONS: readonly Implementation[] = [
  { judgeExport: judgeExportBytes, judgeDatabase: judgeDatabaseFile },
  second,
];
