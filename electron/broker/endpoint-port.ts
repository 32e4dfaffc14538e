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

/** The port that is kept in the data folder, or a new one. */
export function endpointPort(dir: string): Result<number, string> {
  const path = endpointFile(dir);
  try {
    return ok(fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).port);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return err(
        `the port for calls over HTTP can't be read from \`${path}\`: mend it or move it away, and protect the agents again`,
      );
  }
  const port = randomInt(FIRST, LAST + 1);
  const written = writePrivateFile(path, `${JSON.stringify({ port })}\n`);
  return written.ok ? ok(port) : err(`the port for calls over HTTP can't be kept in \`${path}\`: ${written.error}`);
}
