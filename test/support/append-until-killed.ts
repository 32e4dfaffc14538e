// Grants, revokes and prunes without end, and tells each on its own line once it counts. Whoever started this kills it in the middle.

import { writeSync } from 'node:fs';
import process from 'node:process';
import { openRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces } from '../../electron/authority/record-places.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { grantIdSchema, serverNameSchema } from '../../shared/contract/ids.ts';

const [dir = '', state = '', prefix = ''] = process.argv.slice(2);
/** Days go by with every round, so that there is always something to remove. */
let now = Date.parse('2026-01-01T00:00:00.000Z') + Number(prefix) * 86_400_000 * 100;
const places = recordPlaces(dir, state, null);
const opened = await openRecord(dir, { places, now: () => new Date(now), changed: () => undefined });
if (!opened.ok) throw new Error(opened.error);
const { writer, reader, prune } = opened.value;
const health = reader.health();
if (health.kind !== 'sound') throw new Error(`the record is ${JSON.stringify(health)}`);

async function append(...bodies: readonly EntryBody[]): Promise<void> {
  const written = await writer.append(bodies);
  if (!written.ok) throw new Error(written.error.problem);
}

await append({ kind: 'setting', setting: { name: 'retention', value: { days: 1, megabytes: null } } });
const server = serverNameSchema.parse('files');
const filling = Array.from({ length: 700 }, (): EntryBody => ({
  kind: 'server',
  server,
  change: 'ended',
  detail: 'x'.repeat(200),
}));
for (let round = 0; ; round += 1) {
  now += 86_400_000;
  const id = grantIdSchema.parse(`g-${prefix}-${round}`);
  const lifetime = { kind: 'always' } as const;
  const grant = {
    id,
    words: id,
    agent: 'any',
    lifetime,
    limits: [],
    tools: [],
    reach: [],
    deny: [],
  } as const;
  await append({ kind: 'grant', grant, request: null });
  writeSync(1, `granted ${id}\n`);
  await append(...filling);
  if (round % 2 === 1) {
    writeSync(1, `revoking ${id}\n`);
    await append({ kind: 'revocation', grant: id });
    writeSync(1, `revoked ${id}\n`);
  }
  await prune();
  writeSync(1, `pruned ${round}\n`);
}
