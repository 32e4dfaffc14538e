// The data folder that the history and the app are measured with: a record of realistic calls, written by the real writer.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryBody } from '../shared/contract/record-entry.ts';
import { openRecord } from '../electron/authority/record-file.ts';
import { recordPlaces } from '../electron/authority/record-places.ts';
import { randomFrom } from '../test/support/random.ts';
import { RecordedCalls } from '../test/support/recorded-calls.ts';

export const HOME = '/home/u';
/** The calls lie within so many days. */
const DAYS = 90;
/** Entries written at once. */
const GROUP = 500;
/** How many different things the calls have. */
export const VARIETY = {
  agents: 6,
  servers: 12,
  tools: 60,
  folders: 40,
  files: 8,
  sites: 800,
  people: 600,
  perSession: 200,
};

/** Where the record's anchors stand in such a folder, instead of the user's own place for them. */
export function stateIn(dir: string): string {
  return join(dir, 'state');
}

/** Writes so many calls into `dir`; a record that is there already is taken as it is. False when there was one. */
export async function manyCalls(dir: string, count: number): Promise<boolean> {
  mkdirSync(dir, { recursive: true });
  if (existsSync(join(dir, 'record.db'))) return false;
  let now = Date.parse('2026-08-28T00:00:00.000Z');
  const record = await openRecord(dir, {
    places: recordPlaces(dir, stateIn(dir), null),
    now: () => new Date(now),
    changed: () => undefined,
  });
  if (!record.ok) throw new Error(record.error);
  const calls = new RecordedCalls(randomFrom(1), VARIETY, HOME);
  let group: EntryBody[] = [...calls.before()];
  const flush = async (): Promise<void> => {
    const done = await record.value.writer.append(group);
    if (!done.ok) throw new Error(done.error.problem);
    group = [];
  };
  for (let turn = 0; turn < count; turn += 1) {
    group.push(...calls.next());
    now += (DAYS * 86_400_000) / count;
    if (group.length >= GROUP) await flush();
  }
  await flush();
  await record.value.close();
  return true;
}
