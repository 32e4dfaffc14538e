// The port on which agents reach Remit over HTTP. Their entries name it, so it is chosen once and kept; it never moves by itself.

import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { writePrivateFile } from './write-private-file.ts';

/** Below the ports that Linux, macOS and Windows give to connections by themselves: those may be taken at any moment. */
const FIRST = 20_000;
const LAST = 29_999;

const fileSchema = z.strictObject({ port: z.number().int().min(1024).max(65_535) }).readonly();

export function endpointFile(dir: string): string {
  return join(dir, 'endpoint.json');
}

/** The port that is kept in the data folder, or a new one, which is kept from then on. */
export function endpointPort(dir: string): Result<number, string> {
  const known = knownPort(dir);
  if (!known.ok) return known;
  if (known.value !== null) return ok(known.value);
  const port = newPort();
  const path = endpointFile(dir);
  const written = writePrivateFile(path, `${JSON.stringify({ port })}\n`);
  return written.ok
    ? ok(port)
    : err(`the port for calls over HTTP can't be kept in \`${path}\`: ${written.error}`);
}

/** The same without keeping it, for showing what would be done. */
export function endpointPortToBe(dir: string): Result<number, string> {
  const known = knownPort(dir);
  return known.ok ? ok(known.value ?? newPort()) : known;
}

function newPort(): number {
  return randomInt(FIRST, LAST + 1);
}

function knownPort(dir: string): Result<number | null, string> {
  const path = endpointFile(dir);
  try {
    return ok(fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).port);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null);
    return err(
      `the port for calls over HTTP can't be read from \`${path}\`: mend it or move it away, and protect the agents again`,
    );
  }
}
