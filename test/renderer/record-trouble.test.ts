import { expect, test } from 'vitest';
import { writeProblemParts } from '../../renderer/state/write-problem-parts.ts';
import { recordTrouble, viewForHealth } from '../../renderer/state/record-trouble.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { writeProblem } from '../../electron/authority/write-problem.ts';
import { MadeBroker } from '../support/window-page/made-broker.ts';

function snapshot(health: string): Snapshot {
  return { guard: { kind: 'up', broker: new MadeBroker(health).snapshot(3) }, tryIt: { kind: 'idle' } };
}
const starting: Snapshot = { guard: { kind: 'starting' }, tryIt: { kind: 'idle' } };
const [sound, unverified, unwritable] = ['sound', 'unverified', 'unwritable'].map(snapshot);
if (sound === undefined || unverified === undefined || unwritable === undefined)
  throw new Error('no snapshot');

test('what is wrong with the record', () => {
  expect([null, starting, sound].map(recordTrouble)).toEqual([null, null, null]);
  expect(recordTrouble(unverified)).toMatchObject({ kind: 'unverified', seq: 1204 });
});

test.each([
  ['a record that doesn’t verify comes first', starting, unverified, null, false, 'record'],
  ['also when something else was shown', sound, unverified, 'history', false, 'record'],
  ['and once only', unverified, unverified, 'history', false, null],
  ['one that can’t be written comes first at the start', null, unwritable, null, false, 'record'],
  ['and doesn’t take away what is read', sound, unwritable, 'history', false, null],
  ['the page goes away by itself', unwritable, sound, 'record', false, 'history'],
  ['unless it says where the old record lies', unverified, sound, 'record', true, null],
  ['nothing is known while the broker starts', unverified, starting, 'record', false, null],
  ['all is well', sound, sound, 'authority', false, null],
] as const)('%s', (_name, before, now, view, isKept, expected) => {
  expect(viewForHealth(before, now, { view, isKept })).toBe(expected);
});

test('what keeps the record from being written is told apart from what to do', () => {
  expect(writeProblemParts(writeProblem(new Error('database or disk is full (13)')))).toEqual({
    cause: 'Database or disk is full (13).',
    remedy: 'Free some space on the disk of the data folder.',
  });
  expect(writeProblemParts('something else')).toEqual({ cause: 'Something else.', remedy: null });
});
