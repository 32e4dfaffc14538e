import { KNOWN_AGENTS, USUAL_WAIT, type KnownAgent } from '../profiles/known-agents.ts';
import { foldCase } from './fold-case.ts';

/** The agent that goes by a name, however it is written; null for one that nothing is known of. */
function knownAgent(name: string): KnownAgent | null {
  const plain = plainName(name);
  return KNOWN_AGENTS.find(({ names }) => names.some((one) => plainName(one) === plain)) ?? null;
}

/** Names that only differ in what a reader doesn't see. */
function plainName(name: string): string {
  return foldCase(name.normalize('NFKC'))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether two names are of one agent. */
export function isSameAgent(a: string, b: string): boolean {
  const known = knownAgent(a);
  if (a === b || (known !== null && known === knownAgent(b))) return true;
  const plain = plainName(a);
  return plain !== '' && plain === plainName(b);
}

/** Seconds after which an agent gives a call up. `isProtected`: its entry was written by `remit protect`. */
export function callWait(name: string, isProtected: boolean): number {
  const known = knownAgent(name);
  if (known === null) return USUAL_WAIT;
  return (isProtected ? known.waitsProtected : null) ?? known.waits;
}
