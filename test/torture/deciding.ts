// An authority over a real record whose questions are answered from outside: it tells on its standard output what counts by now, one line
// each, and takes answers as lines. Whoever started this kills it in the middle.

import { existsSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { grantIdSchema, serverNameSchema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { decisionSchema } from '../../shared/contract/request.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';
import { randomFrom } from '../support/random.ts';

const [folder = '', seed = '0'] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const tell = (...words: readonly string[]): void => void writeSync(1, `${words.join(' ')}\n`);

const at = await AuthoritySetup.make({}, { folder });
// Days go by with every run, so that there is something to remove.
at.later(Number(seed) * 86_400_000);
const health = at.record.reader.health();
tell('health', health.kind);
const held = at.record.reader.heldGrants().map(({ id }) => String(id));
tell('held', ...held);

createInterface({ input: process.stdin }).on('line', (line) => {
  const taken = at.authority.decide(decisionSchema.parse(JSON.parse(line)));
  if (!taken.ok) tell('refused', JSON.stringify(taken.error));
});

/** One call after the other: what is asked goes out, and what came of it as well. */
async function calls(name: string): Promise<void> {
  for (let count = 0; ; count += 1) {
    const path = join(at.folder, `${name}-${random.number(40)}.txt`);
    if (!existsSync(path)) writeFileSync(path, 'x');
    const ruling = await at.judge({ path }, { session: `s-${name}` });
    if (ruling.kind === 'forward') tell('allowed', ruling.call);
    if (ruling.kind === 'forward') at.authority.outcome(ruling.call, 'ok', 1, null);
  }
}

/** The questions are told once each. */
async function questions(): Promise<void> {
  const told = new Set<string>();
  for (;;) {
    for (const { id, digest, excess, lifetimes, rememberable } of at.waiting) {
      if (told.has(id)) continue;
      told.add(id);
      const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
      const offered = rememberable && lifetimes.includes('always') && rungs.length === excess.length;
      tell('asked', JSON.stringify({ id, digest, rungs: offered ? rungs : null }));
    }
    await nextTurn();
  }
}

const server = serverNameSchema.parse('files');
const filler: EntryBody = { kind: 'server', server, change: 'ended', detail: 'x'.repeat(200) };

/** Grants from a button, revocations and choices, and removals of what is old. */
async function buttons(): Promise<void> {
  const mine = held.filter((id) => id.startsWith('g-b'));
  for (let round = 0; ; round += 1) {
    const id = grantIdSchema.parse(`g-b${seed}-${round}`);
    const lists = { limits: [], tools: [], reach: [], deny: [] };
    const grant = { id, words: id, agent: 'any', lifetime: { kind: 'always' }, ...lists } as const;
    if ((await at.authority.grant(grant)).ok) tell('granted', id);
    mine.push(id);
    if (mine.length > 6) {
      const gone = grantIdSchema.parse(mine.splice(random.number(mine.length), 1)[0]);
      tell('revoking', gone);
      if ((await at.authority.revoke(gone)).ok) tell('revoked', gone);
    }
    if (round % 5 === 1) {
      const days = 1 + random.number(3);
      const set = await at.authority.set({ name: 'retention', value: { days, megabytes: null } });
      if (set.ok) tell('set', String(days));
    }
    if (round % 8 === 3) {
      await at.record.writer.append(Array.from({ length: 700 }, () => filler));
      at.later(86_400_000);
      tell('pruning');
      tell('pruned', String(await at.record.prune()));
    }
  }
}

await Promise.all([calls('a'), calls('b'), questions(), buttons()]);
