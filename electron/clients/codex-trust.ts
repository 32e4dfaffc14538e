import type { Surroundings } from './find-files.ts';

/** Whether Codex runs Remit's hook: it asks its user to trust each hook first. `unknown`: its files don't say. */
export type CodexHookTrust = 'trusted' | 'untrusted' | 'unknown';

export function codexHookTrust(_around: Surroundings): CodexHookTrust {
  return 'unknown';
}
