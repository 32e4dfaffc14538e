import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallId } from '../../shared/contract/ids.ts';
import type { ReachOrigin } from '../../shared/contract/reach-origin.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import { excerpt } from '../../electron/authority/excerpt.ts';
import { AuthoritySetup } from '../support/authority-setup.ts';

let at: AuthoritySetup;
let other: string;

beforeEach(async () => {
  at = await AuthoritySetup.make({
    tools: [{ id: 'files', server: 'files', tool: '*', otherArgs: 'any' }],
    reach: [{ id: 'all', kind: 'folder', path: '~', access: 'read' }],
  });
  other = join(at.folder, 'docs');
  mkdirSync(other);
  for (const name of ['start.txt', 'notes-1.txt', 'found.txt']) writeFileSync(join(other, name), 'x');
});
afterEach(() => at.end());

/** A call that goes through, and what its server answers. */
async function read(path: string, result: string | null, session?: string, kept = 4096): Promise<CallId> {
  const ruling = await at.judge({ path }, session === undefined ? {} : { session });
  if (ruling.kind !== 'forward') throw new Error(`reading ${path} was refused`);
  at.authority.outcome(ruling.call, 'ok', 1, result === null ? null : excerpt(result, kept));
  return ruling.call;
}

async function origins(call: CallId): Promise<readonly ReachOrigin[]> {
  await at.record.writer.append([]);
  return (await at.record.reader.wholeDetail(call))?.origins ?? [];
}

test('what a result named is told to come from there, and all of it before its name', async () => {
  const start = await read(join(other, 'start.txt'), `see ${join(other, 'found.txt')}`);
  await read(other, '[FILE] found.txt');
  const found = await read(join(other, 'found.txt'), null);
  expect(await origins(found)).toMatchObject([{ kind: 'result', call: start, part: 'whole' }]);
});

test('what only a listing named is told to come by its name', async () => {
  const listing = await read(other, '{"content":"[FILE] found.txt\\n[FILE] notes-1.txt"}');
  const found = await read(join(other, 'found.txt'), null);
  expect(await origins(found)).toMatchObject([{ kind: 'result', call: listing, part: 'name' }]);
});

test('what the agent itself said first comes from its arguments, though a result says it again', async () => {
  const path = join(other, 'found.txt');
  const first = await read(path, `the text of ${path}`);
  expect(await origins(await read(path, null))).toMatchObject([{ kind: 'arguments', call: first }]);
  expect(await origins(first)).toEqual([{ kind: 'nowhere', gaps: ['long-ago'] }]);
});

test('what another session was told, and parts of longer words, are no origin', async () => {
  await read(join(other, 'start.txt'), `see ${join(other, 'found.txt')}`, 'another-session');
  await read(join(other, 'start.txt'), `see ${join(other, 'found.txt2')} and unfound.txts`);
  const found = await read(join(other, 'found.txt'), null);
  expect(await origins(found)).toMatchObject([{ kind: 'nowhere' }]);
});

test('it is said when results are kept in part, or not at all', async () => {
  await read(join(other, 'start.txt'), 'y'.repeat(9000));
  const found = await read(join(other, 'found.txt'), null);
  expect(await origins(found)).toMatchObject([{ kind: 'nowhere', gaps: ['cut', 'long-ago'] }]);
  await at.authority.set({
    name: 'arguments',
    value: { server: serverNameSchema.parse('files'), kept: false },
  });
  await read(join(other, 'start.txt'), `see ${join(other, 'notes-1.txt')}`);
  const notes = await read(join(other, 'notes-1.txt'), null);
  expect(await origins(notes)).toMatchObject([{ kind: 'nowhere', gaps: ['not-kept', 'cut', 'long-ago'] }]);
});

test('calls are answered while long results are looked through', async () => {
  for (let turn = 0; turn < 40; turn += 1)
    await read(join(other, 'start.txt'), `${turn} ${'words of a page '.repeat(3500)}`, undefined, 65_536);
  const found = await read(join(other, 'found.txt'), null);
  await at.record.writer.append([]);
  let turns = 0;
  let isDone = false;
  const searching = at.record.reader.wholeDetail(found).finally(() => {
    isDone = true;
  });
  for (; !isDone; turns += 1) await nextTurn();
  expect((await searching)?.origins).toMatchObject([{ kind: 'nowhere' }]);
  expect(turns).toBeGreaterThan(2);
});

test('what a grant names comes from it', async () => {
  const path = join(other, 'notes-1.txt');
  const ruling = at.judge({ path }, { tool: 'other', server: 'others' });
  const { excess } = await at.question();
  const rungs = excess.flatMap((one) => one.rungs.slice(0, 1).map((rung) => rung.id));
  await at.answer({ kind: 'remember', rungs, lifetime: 'always' });
  await ruling;
  const again = await at.judge({ path }, { tool: 'other', server: 'others' });
  if (again.kind !== 'forward') throw new Error('what was remembered was refused');
  at.authority.outcome(again.call, 'ok', 1, null);
  expect(await origins(again.call)).toMatchObject([{ kind: 'grant' }]);
});
