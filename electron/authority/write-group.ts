// Entries that are written together for one caller, and when that caller may act on them.

import type { EntryBody, RecordEntry } from '../../shared/contract/record-entry.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { givesAuthority, type Written } from './entry-batch.ts';
import type { RecordProof } from './record-proof.ts';
import { writeProblem } from './write-problem.ts';

export type WriteProblem = { readonly problem: string };
export type Appended = Result<readonly RecordEntry[], WriteProblem>;

/** `make` is asked for the bodies when it is their turn. */
export type Group = {
  readonly make: () => readonly Written[];
  readonly resolve: ((result: Appended) => void) | null;
  /** What has to be on disk before the caller hears: `later` will do for what came inside at once, if the user chose so. */
  readonly durable: 'now' | 'later';
};
export type Done = { readonly group: Group; readonly entries: readonly RecordEntry[] };

export function settle(done: readonly Done[], proof: RecordProof | null): void {
  for (const { group, entries } of done) {
    if (group.resolve === null) continue;
    const confirmed = proof === null ? null : confirmation(entries, proof);
    if (confirmed === null) group.resolve(ok(entries));
    else void settleLater(group.resolve, entries, confirmed);
  }
}

/** What was decided counts only once the head says so; what was revoked, once older copies of the record would be noticed. */
function confirmation(entries: readonly RecordEntry[], proof: RecordProof): Promise<void> | null {
  if (!entries.some(({ body }) => givesAuthority(body))) return null;
  const head = proof.confirm();
  const isRevoked = entries.some(({ body }) => body.kind === 'revocation');
  return isRevoked ? head.then(() => proof.anchor()) : head;
}

async function settleLater(
  resolve: (result: Appended) => void,
  entries: readonly RecordEntry[],
  confirmed: Promise<void>,
): Promise<void> {
  try {
    await confirmed;
    resolve(ok(entries));
  } catch (error) {
    resolve(err({ problem: writeProblem(error) }));
  }
}

/** Whether nobody decided anything: the call came inside what was granted. */
export function passedAtOnce(body: EntryBody): boolean {
  return body.kind === 'call' && body.verdict.kind === 'inside';
}
