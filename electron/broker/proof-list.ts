import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coveragePathSchema } from '../../shared/contract/coverage.ts';
import { instantSchema, sha256Schema, type Instant } from '../../shared/contract/ids.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { Proofs, WayKey } from '../clients/proofs.ts';
import { writePrivateFile } from './write-private-file.ts';

/** It only says when: it gives no authority, and what it says counts as long as the file says what `hash` is of. */
const proofSchema = z
  .strictObject({
    agent: z.string(),
    path: coveragePathSchema,
    file: z.string(),
    name: z.string(),
    hash: sha256Schema,
    at: instantSchema,
  })
  .readonly();
const fileSchema = z.strictObject({ proofs: z.array(proofSchema).readonly() }).readonly();
type KeptProof = z.infer<typeof proofSchema>;

function listPath(dir: string): string {
  return join(dir, 'proofs.json');
}

function readProofs(dir: string): readonly KeptProof[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(listPath(dir), 'utf8'))).proofs;
  } catch {
    return [];
  }
}

function isWay(proof: KeptProof, { agent, path, file, name }: WayKey): boolean {
  return proof.agent === agent && proof.path === path && proof.file === file && proof.name === name;
}

/** When calls were stopped that were made for the purpose. */
export function proofsOf(dir: string): Proofs {
  const proofs = readProofs(dir);
  return (way, hash) => proofs.find((one) => isWay(one, way) && one.hash === hash)?.at ?? null;
}

/** Keeps when a call was stopped on a way, or that it wasn't. */
export function keepProof(dir: string, way: WayKey, hash: string, at: Instant | null): Result<null, string> {
  const others = readProofs(dir).filter((one) => !isWay(one, way));
  const { agent, path, file, name } = way;
  const kept = at === null ? [] : [{ agent, path, file, name, hash: sha256Schema.parse(hash), at }];
  const proofs = [...others, ...kept];
  return writePrivateFile(listPath(dir), `${JSON.stringify({ proofs }, null, 2)}\n`);
}
