// Makes a call on every way that leads to Remit, as the agents' files say, and sees that it is stopped here.

import type { Proof } from '../../shared/contract/agents.ts';
import { instantOf } from '../../shared/contract/ids.ts';
import type { Authority } from '../authority/authority.ts';
import { canaryPayload } from '../clients/canary-payload.ts';
import { canaryWays, type CanaryWay } from '../clients/canary-ways.ts';
import type { Surroundings } from '../clients/find-files.ts';
import type { KnownClient } from '../clients/known-client.ts';
import { makeCanary } from '../clients/make-canary.ts';
import { keepProof } from './proof-list.ts';
import { targetHere } from './protect-ports.ts';

/** How long a call may take to be stopped, in ms: the shim has to start, and nobody is asked. */
const PATIENCE_MS = 20_000;

export type ProverPorts = {
  readonly dir: string;
  readonly authority: Pick<Authority, 'canaries' | 'note'>;
  readonly now: () => Date;
};

/** One after the other: each starts a program. */
export async function proveClient(
  client: KnownClient,
  around: Surroundings,
  ports: ProverPorts,
): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  for (const way of canaryWays(client, around, targetHere(ports.dir))) proofs.push(await prove(way, ports));
  return proofs;
}

async function prove(way: CanaryWay, { dir, authority, now }: ProverPorts): Promise<Proof> {
  const { client, path, file, name } = way;
  const nonce = authority.canaries.issue({ server: serverOf(way), agent: agentOf(way) });
  const answer = await makeCanary(way, nonce, AbortSignal.timeout(PATIENCE_MS));
  const isSeen = authority.canaries.settle(nonce);
  const isStopped = isSeen && answer.isNo;
  const at = isStopped ? instantOf(now()) : null;
  const kept = keepProof(dir, { agent: client.id, path, file, name }, way.hash, at);
  if (isStopped) authority.note({ kind: 'coverage', agent: client.name, path, name, change: 'proven' });
  return { agent: client.id, path, name, file, isStopped: isStopped && kept.ok, why: whyWords() };

  function whyWords(): string {
    if (isStopped) return kept.ok ? 'a call made as the file says was stopped' : kept.error;
    if (way.call.kind === 'none') return way.call.why;
    if (isSeen)
      return `Remit stopped the call, but its answer is not one that the agent takes for a no: ${answer.why}`;
    return `the call did not come out where it should: ${answer.why}`;
  }
}

function serverOf({ call, client }: CanaryWay): string {
  if (call.kind === 'stdio' || call.kind === 'http') return call.server;
  return `${canaryPayload(client, '', '')?.agent ?? client.id}/native`;
}

/** With a credential the broker knows the agent by its name; a project's file holds none. */
function agentOf({ call, client }: CanaryWay): string | null {
  return call.kind === 'stdio' && call.env['REMIT_AGENT_TOKEN'] !== undefined ? client.name : null;
}
