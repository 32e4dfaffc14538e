// One credential for each protected agent: whoever connects with it is known by the agent's name instead of by what it says of itself.

import { Buffer } from 'node:buffer';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { sha256 } from '../authority/sha256.ts';
import { writePrivateFile } from './write-private-file.ts';

const tokenSchema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z
  .strictObject({
    agents: z.record(z.string().min(1), z.strictObject({ token: tokenSchema }).readonly()).readonly(),
  })
  .readonly();

/** What the shim shows of an agent's entry. */
export type Credential = { readonly agent: string; readonly token: string };

function storePath(dir: string): string {
  return join(dir, 'agents.json');
}

function readAgents(dir: string): Result<ReadonlyMap<string, string>, string> {
  const path = storePath(dir);
  try {
    const { agents } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return ok(new Map(Object.entries(agents).map(([name, { token }]) => [name, token])));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(new Map());
    return err(
      `the list of agents \`${path}\` can't be read or is damaged: move it away and protect the agents again`,
    );
  }
}

/** The names of all agents that have a credential. */
export function protectedAgents(dir: string): Result<readonly string[], string> {
  const agents = readAgents(dir);
  return agents.ok ? ok([...agents.value.keys()]) : agents;
}

/** The agent's token; null when it has none yet. */
export function tokenOf(dir: string, agent: string): Result<string | null, string> {
  const agents = readAgents(dir);
  return agents.ok ? ok(agents.value.get(agent) ?? null) : agents;
}

/** A token nobody can guess: 32 random bytes in hex. */
export function newToken(): string {
  return randomBytes(32).toString('hex');
}

/** Keeps the agent's token, or with null forgets it. */
export function keepToken(dir: string, agent: string, token: string | null): Result<null, string> {
  const agents = readAgents(dir);
  if (!agents.ok) return agents;
  const known = new Map(agents.value);
  if (token === null) known.delete(agent);
  else known.set(agent, token);
  const file = { agents: Object.fromEntries([...known].map(([name, one]) => [name, { token: one }])) };
  const written = writePrivateFile(storePath(dir), `${JSON.stringify(file, null, 2)}\n`);
  return written.ok
    ? written
    : err(`the list of agents \`${storePath(dir)}\` can't be written: ${written.error}`);
}

/** The name of the agent whose token it is; null when it is nobody's. For callers that show a token only, as over HTTP. */
export function agentOfToken(dir: string, token: string): Result<string | null, string> {
  const agents = readAgents(dir);
  if (!agents.ok) return agents;
  let found: string | null = null;
  for (const [name, known] of agents.value) if (sameToken(known, token)) found = name;
  return ok(found);
}

/** Compared by hash: neither the length nor the time says anything about the token. */
function sameToken(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}

/** Whether the credential is the agent's; the error is a sentence for the agent's user. */
export function checkCredential(dir: string, { agent, token }: Credential): Result<null, string> {
  const owner = agentOfToken(dir, token);
  if (!owner.ok) return owner;
  if (owner.value === agent) return ok(null);
  return err(
    `the credential that came with the agent \`${agent}\` isn't one that Remit gave to it: run \`remit protect\` for it again`,
  );
}
