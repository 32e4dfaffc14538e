// Writes a record under a mixed load, cuts the power at random moments of it, and looks at what is left: one line of JSON for each cut.

import { afterPowerCut, follow } from './unsynced-writes.mjs';
import { cpSync, existsSync, mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setImmediate as nextTurn, setTimeout as later } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { openRecord, type OpenRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces } from '../../electron/authority/record-places.ts';
import { grantIdSchema, serverNameSchema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { randomFrom } from '../support/random.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';
import { recordProblems } from './record-problems.ts';

const [points = '1', seed = '1'] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const CUTS_EACH = 12;
const server = serverNameSchema.parse('files');
const filler: EntryBody = { kind: 'server', server, change: 'ended', detail: 'x'.repeat(200) };

/** One record, from its beginning on. */
class Life {
  readonly folder = temporaryFolder();
  readonly data = join(this.folder, 'data');
  readonly #granted = new Set<string>();
  readonly #revoking = new Set<string>();
  readonly #revoked = new Set<string>();
  #last: { readonly seq: number; readonly hash: string } | null = null;
  #now = Date.parse('2026-01-01T00:00:00.000Z');
  /** The load waits for it: while what was cut is looked at, and for good at the end. */
  #gate: Promise<void> = Promise.resolve();
  #over = false;

  constructor() {
    mkdirSync(this.data);
    follow(this.data);
  }

  open(data = this.data, state = 'state'): ReturnType<typeof openRecord> {
    const places = recordPlaces(data, join(this.folder, state), null);
    return openRecord(data, { places, now: () => new Date(this.#now), changed: () => undefined });
  }

  /** The loops end soon after `end`. */
  run({ writer, prune }: OpenRecord): readonly Promise<void>[] {
    const append = async (...bodies: readonly EntryBody[]): Promise<void> => {
      const written = await writer.append(bodies);
      if (!written.ok) throw new Error(written.error.problem);
      const last = written.value.at(-1);
      if (last !== undefined && last.seq > (this.#last?.seq ?? 0)) this.#last = last;
    };
    const loop = async (turn: (round: number) => Promise<void>): Promise<void> => {
      for (let round = 0; !this.#over; round += 1) {
        await this.#gate;
        await turn(round);
      }
    };
    return [
      loop(() => append(filler)),
      loop(async () => {
        writer.ride(filler);
        await later(random.number(10));
      }),
      loop((round) => this.#authority(round, append)),
      loop(async (round) => {
        await later(random.number(60));
        if (round % 3 !== 2) return;
        await append(...Array.from({ length: 900 }, () => filler));
        this.#now += 86_400_000;
        await prune();
      }),
    ];
  }

  async #authority(round: number, append: (...bodies: readonly EntryBody[]) => Promise<void>): Promise<void> {
    const id = grantIdSchema.parse(`g-${round}`);
    const lists = { limits: [], tools: [], reach: [], deny: [] };
    const grant = { id, words: id, agent: 'any', lifetime: { kind: 'always' }, ...lists } as const;
    if (round % 10 === 0)
      await append({ kind: 'setting', setting: { name: 'retention', value: { days: 1, megabytes: null } } });
    await append({ kind: 'grant', grant, request: null });
    this.#granted.add(id);
    if (round % 2 === 0) return;
    this.#revoking.add(id);
    await append({ kind: 'revocation', grant: id });
    this.#revoked.add(id);
  }

  /** Cuts the power now, and says what is wrong with what is left. */
  async cut(name: string): Promise<{ readonly problems: readonly string[]; readonly lost: number }> {
    const left = afterPowerCut(random);
    const known = {
      granted: [...this.#granted],
      revoked: [...this.#revoked],
      revoking: new Set(this.#revoking),
    };
    const last = this.#last;
    const copy = join(this.folder, name);
    mkdirSync(copy);
    for (const [file, bytes] of left) writeFileSync(join(copy, file), bytes);
    const key = join(this.data, 'record.key');
    if (existsSync(key)) cpSync(key, join(copy, 'record.key'));
    const state = join(this.folder, 'state');
    if (existsSync(state)) cpSync(state, join(this.folder, `${name}-state`), { recursive: true });
    let proceed: () => void = () => undefined;
    this.#gate = new Promise((done) => (proceed = done));
    const problems = [...(await recordProblems(copy))];
    const opened = await this.open(copy, `${name}-state`);
    if (!opened.ok) problems.push(opened.error);
    const lost = opened.ok ? this.#missing(copy, opened.value, known, last) : [];
    if (opened.ok) {
      const health = opened.value.reader.health();
      if (health.kind !== 'sound') problems.push(JSON.stringify(health));
      await opened.value.close();
      problems.push(...(await recordProblems(copy)));
    }
    proceed();
    return { problems: [...problems, ...lost], lost: lost.length };
  }

  #missing(
    copy: string,
    { reader }: OpenRecord,
    known: { granted: readonly string[]; revoked: readonly string[]; revoking: ReadonlySet<string> },
    last: { readonly seq: number; readonly hash: string } | null,
  ): readonly string[] {
    const held = new Set(reader.heldGrants().map(({ id }) => String(id)));
    const gone = known.granted.filter((id) => !held.has(id) && !known.revoking.has(id));
    const back = known.revoked.filter((id) => held.has(id));
    const database = new DatabaseSync(join(copy, 'record.db'), { readOnly: true });
    const row: unknown = database.prepare('SELECT hash FROM entries WHERE seq = ?').get(last?.seq ?? 0);
    database.close();
    const isThere = last === null || JSON.stringify(row) === JSON.stringify({ hash: last.hash });
    return [
      ...gone.map((id) => `grant ${id} is lost`),
      ...back.map((id) => `grant ${id} is back`),
      ...(isThere ? [] : [`entry ${last.seq} was acknowledged and is lost`]),
    ];
  }

  end(): void {
    this.#over = true;
  }
}

async function turns(most: number): Promise<void> {
  for (let left = random.number(most); left > 0; left -= 1) await nextTurn();
}

let taken = 0;
function tell(found: { readonly problems: readonly string[]; readonly lost: number }): void {
  taken += 1;
  writeSync(1, `${JSON.stringify(found)}\n`);
}

while (taken < Number(points)) {
  const life = new Life();
  const opening = life.open();
  await turns(60);
  tell(await life.cut('opening'));
  const opened = await opening;
  if (!opened.ok) throw new Error(opened.error);
  const load = life.run(opened.value);
  for (let cut = 1; cut < CUTS_EACH && taken < Number(points); cut += 1) {
    await later(random.number(60));
    await turns(40);
    tell(await life.cut(`cut-${cut}`));
  }
  life.end();
  await Promise.all(load);
  await opened.value.close();
  removeFolder(life.folder);
}
