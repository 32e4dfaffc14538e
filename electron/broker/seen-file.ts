import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coverageFindingSchema } from '../../shared/contract/coverage.ts';
import type { Seen } from '../clients/coverage-changes.ts';
import { writePrivateFile } from './write-private-file.ts';

const seenSchema = z
  .strictObject({
    marks: z
      .array(z.strictObject({ way: z.string(), isGuarded: z.boolean(), isKept: z.boolean() }).readonly())
      .readonly(),
    findings: z.array(coverageFindingSchema).readonly(),
  })
  .readonly();

function seenPath(dir: string): string {
  return join(dir, 'seen.json');
}

/** What was seen at the last look, in this run or an earlier one; null when there was none that can be read. */
export function readSeen(dir: string): Seen | null {
  try {
    return seenSchema.parse(JSON.parse(readFileSync(seenPath(dir), 'utf8')));
  } catch {
    return null;
  }
}

/** Where it can't be written, the next run tells of the same findings again. */
export function keepSeen(dir: string, { marks, findings }: Seen): void {
  writePrivateFile(seenPath(dir), `${JSON.stringify({ marks, findings }, null, 2)}\n`);
}
