// How far a record has been sent: `telemetry.json` in the data folder. Losing it sends entries twice, and never leaves one out.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const placeSchema = z.object({ seq: z.number().int().nonnegative(), hash: z.string() }).readonly();
/** A place in the record, with the hash of its entry. */
export type Place = z.infer<typeof placeSchema>;
const positionSchema = z.object({ record: z.string(), sent: placeSchema });

export class PositionFile {
  readonly #path: string;
  readonly #record: string;

  /** `dir` is the data folder. */
  constructor(dir: string, record: string) {
    this.#path = join(dir, 'telemetry.json');
    this.#record = record;
  }

  /** The last entry that was sent; null when none of this record was, or nothing can be read. */
  read(): Place | null {
    try {
      const { record, sent } = positionSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      return record === this.#record ? sent : null;
    } catch {
      return null;
    }
  }

  /** Throws what the file system says. */
  write(sent: Place): void {
    const before = `${this.#path}.new`;
    writeFileSync(before, `${JSON.stringify({ record: this.#record, sent })}\n`, { mode: 0o600 });
    renameSync(before, this.#path);
  }
}
