import { describe, expect, test } from 'vitest';
import type { ApprovalRequest, Rung } from '../../shared/contract/request.ts';
import { choose, chosenRungs, firstChoice, type Choice } from '../../renderer/approval/chosen-rungs.ts';
import { nextShown } from '../../renderer/approval/next-shown.ts';
import { requestOf } from '../support/asking-request.ts';

function rung(id: string, more: Partial<Rung> = {}): Rung {
  return {
    id,
    label: id,
    words: `may ${id}`,
    past: { covered: 0, of: 0 },
    settles: false,
    wide: false,
    ...more,
  };
}

const call = rung('0.call', { settles: true });
const now = rung('0.now');
const tool = rung('0.tool', { settles: true, wide: true });
const thisFile = rung('1.this');
const folder = rung('1.folder');
const twoPoints = requestOf([[call, now, tool], [thisFile, folder], []]);

function chosen(choice: Choice): readonly string[] | null {
  return chosenRungs(choice)?.map((one) => one.id) ?? null;
}

describe('the rungs that are chosen', () => {
  test('are the narrowest at first: one that settles all stands alone', () => {
    expect(chosen(firstChoice(twoPoints))).toEqual(['0.call']);
    expect(chosen(firstChoice(requestOf([[thisFile, folder], [rung('1.exact')]])))).toEqual([
      '1.this',
      '1.exact',
    ]);
  });

  test('never begin with a wide one', () => {
    const choice = firstChoice(requestOf([[tool]]));
    expect(chosen(choice)).toBeNull();
    expect(chosen(choose(requestOf([[tool]]), choice, 0, tool))).toEqual(['0.tool']);
  });

  test('get a narrow tool beside them when a file is chosen instead of the call', () => {
    const choice = choose(twoPoints, firstChoice(twoPoints), 1, folder);
    expect(chosen(choice)).toEqual(['0.now', '1.folder']);
    expect(chosen(choose(twoPoints, choice, 0, tool))).toEqual(['0.tool']);
    expect(chosen(choose(twoPoints, choose(twoPoints, choice, 0, call), 0, now))).toEqual([
      '0.now',
      '1.this',
    ]);
  });

  test('stay when another ladder changes', () => {
    const choice = choose(twoPoints, firstChoice(twoPoints), 1, folder);
    expect(chosen(choose(twoPoints, choice, 0, now))).toEqual(['0.now', '1.folder']);
  });
});

describe('the question on the screen', () => {
  const request = (id: string, of: string): ApprovalRequest => requestOf([[thisFile]], { id, call: of });
  const [first, second] = [request('q-1', 'c-1'), request('q-2', 'c-2')];

  test('stays while it waits, and is followed by the same call read anew', () => {
    expect(nextShown(second, [first, second])?.id).toBe('q-2');
    expect(nextShown(second, [first, request('q-3', 'c-2')])?.id).toBe('q-3');
    expect(nextShown(second, [first])?.id).toBe('q-1');
    expect(nextShown(null, [])).toBeNull();
  });
});
