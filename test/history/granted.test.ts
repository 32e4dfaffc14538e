import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RecordSource } from '../../electron/history/record-source.ts';
import { grantIdSchema, instantSchema, sha256Schema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { pruneEntry } from '../../shared/contract/record-proof.ts';
import { grantSchema, type Grant } from '../../shared/contract/scope.ts';
import { HistorySetup } from '../support/history-setup.ts';

let setup: HistorySetup;

beforeEach(async () => {
  setup = await HistorySetup.make(5);
  await setup.append([{ kind: 'start', version: 'test', mode: 'app' }]);
});
afterEach(() => setup.end());

/** A grant with one part, which bears the id that money is counted under. */
function grantOf(id: string, words: string, part = `${id}.r0`): Grant {
  const reach = [{ kind: 'recipient', id: part, address: '*@example.com' }];
  const lifetime = { kind: 'always' };
  return grantSchema.parse({ id, words, agent: 'any', lifetime, limits: [], tools: [], reach, deny: [] });
}

function granted(grant: Grant, narrows: string | null = null): EntryBody {
  const before = narrows === null ? {} : { narrows: grantIdSchema.parse(narrows) };
  return { kind: 'grant', request: null, grant, ...before };
}

/** A call that a part of a grant let through. */
async function callBy(part: string): Promise<void> {
  const [intent] = setup.calls.waiting();
  if (intent?.kind !== 'call') throw new Error('no call');
  await setup.append([{ ...intent, verdict: { kind: 'inside', grants: [grantIdSchema.parse(part)] } }]);
}

/** What a prune leaves: the entries up to `seq` are gone, and the last one hands on the grants in force. */
function prune(seq: number, grants: readonly Grant[]): void {
  const now = instantSchema.parse(new Date(setup.now).toISOString());
  const body = pruneEntry.parse({
    kind: 'prune',
    record: 'ab'.repeat(16),
    seq,
    hash: 'a'.repeat(64),
    publicKey: 'a'.repeat(64),
    why: 'age',
    carried: {
      agents: [],
      keyPlace: 'file',
      grants: grants.map((grant) => ({
        grant,
        seq: 2,
        since: now,
        request: null,
        origin: null,
        uses: 0,
        lastUsed: null,
      })),
      pins: [],
      corrections: [],
      usage: { counts: [], spent: [], touched: [], scope: null },
      settings: [],
      usedByApp: true,
    },
    signature: 'a'.repeat(128),
  });
  const record = new DatabaseSync(join(setup.folder, 'record.db'));
  const last = setup.entries.at(-1)?.seq ?? 0;
  record
    .prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)')
    .run(last + 1, now, 'prune', null, JSON.stringify(body), sha256Schema.parse('b'.repeat(64)));
  record.exec(`DELETE FROM entries WHERE seq <= ${seq}`);
  record.close();
}

function why(): readonly string[] {
  return setup.found('').map((row) => row.why);
}

function usesBy(grant: string): number {
  const { keys, parts } = setup.index.view;
  const key = keys.key('grant', grant);
  return key === null ? 0 : parts.countIn(setup.queries().result([]).bits, key.id);
}

describe('what let a call through is told in words', () => {
  test('by the grant that a kept part belongs to since it was narrowed', async () => {
    await setup.append([granted(grantOf('g1', 'may send mail'))]);
    await callBy('g1.r0');
    expect(why()).toEqual(['grant: may send mail']);
    await setup.append([granted(grantOf('g2', 'may send few mails', 'g1.r0'), 'g1')]);
    await callBy('g1.r0');
    expect(why()).toEqual(['grant: may send few mails', 'grant: may send mail']);
    setup.closeIndex();
    await callBy('g1.r0');
    expect(why()[0]).toBe('grant: may send few mails');
    expect([usesBy('g1'), usesBy('g2')]).toEqual([1, 2]);
  });

  test('also by a grant whose own entry was removed from the record', async () => {
    const grant = grantOf('g1', 'may send mail');
    const later = grantOf('g2', 'may send few mails', 'g1.r0');
    await setup.append([granted(grant), granted(later, 'g1'), granted(grantOf('g3', 'may post'))]);
    await callBy('g3');
    await callBy('g1.r0');
    const border = setup.entries.at(-3)?.seq ?? 0;
    prune(border, [later, grantOf('g3', 'may post')]);
    const told = ['grant: may send few mails', 'grant: may post'];
    expect(why()).toEqual(told);
    const source = RecordSource.open(setup.folder);
    expect(source?.grants().map(({ grant: { id } }) => id)).toEqual(['g2', 'g3']);
    source?.close();
  });

  test('and by one that was taken back, and removed from the record since, once the index knew of it', async () => {
    const grant = grantOf('g1', 'may send mail');
    await setup.append([granted(grant)]);
    await callBy('g1.r0');
    expect(why()).toEqual(['grant: may send mail']);
    await setup.append([{ kind: 'revocation', grant: grant.id }]);
    prune(setup.entries.find(({ body }) => body.kind === 'grant')?.seq ?? 0, []);
    setup.closeIndex();
    expect(why()).toEqual(['grant: may send mail']);
  });
});
