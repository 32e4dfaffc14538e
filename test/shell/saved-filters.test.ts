import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SavedFilterFile } from '../../electron/shell/saved-filters.ts';
import { randomFrom } from '../support/random.ts';
import { root } from '../support/serve.ts';

const KILLS = 25;
const CODEX = { name: 'Codex', text: 'agent:codex verdict:asked' };
const BIG = { name: 'Big', text: 'ran:rm' };
const NOW = new Date('2026-11-26T10:00:00.000Z');

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'remit-filters-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function fileThere(): SavedFilterFile {
  return new SavedFilterFile(dir, () => NOW);
}

/** Runs a program that saves and saves, kills it at a chance moment, and gives the number of the last set that it said is saved. */
async function killedWhileSaving(from: number, saves: number, spin: number): Promise<number> {
  const program = spawn(process.execPath, [
    join(root, 'test/fixtures/saving-filters.mjs'),
    dir,
    String(from),
  ]);
  const gone = once(program, 'exit');
  let last = from - 1;
  for await (const line of createInterface(program.stdout)) {
    last = Number(/^saved (\d+)$/.exec(line)?.[1] ?? Number.NaN);
    if (last < from + saves) continue;
    // Somewhere within the next write.
    for (let turn = 0; turn < spin; turn += 1) await new Promise(setImmediate);
    program.kill('SIGKILL');
    break;
  }
  await gone;
  return last;
}

describe('saved filters', () => {
  test('are there again, each as it was, after what was asked at once was done in order', async () => {
    const file = fileThere();
    await Promise.all([file.filters([CODEX]), file.filters([CODEX, BIG]), file.filters([BIG])]);
    expect(await fileThere().filters(null)).toEqual({ filters: [BIG], problem: null });
    expect(readdirSync(dir)).toEqual(['filters.json']);
  });

  test(`are whole after ${KILLS} kills during saving, and no set that was said to be saved is lost`, async () => {
    const random = randomFrom(Date.now() % 2 ** 31);
    let next = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const saved = await killedWhileSaving(next, random.number(4), random.number(200));
      const { filters, problem } = await fileThere().filters(null);
      expect(problem).toBeNull();
      const rounds = new Set(filters.map(({ text }) => Number(text.split(' ').at(-1))));
      expect(filters).toHaveLength(40);
      expect(rounds.size).toBe(1);
      expect([...rounds][0]).toBeGreaterThanOrEqual(saved);
      expect(readdirSync(dir)).toEqual(['filters.json']);
      next = ([...rounds][0] ?? 0) + 1;
    }
  });

  test.each([
    ['isn’t JSON', '{"filters":[{"na'],
    ['is empty', ''],
    ['says something else', '{"filters":[{"name":7}]}'],
  ])('in a file that %s are kept aside, which is told once', async (_, text) => {
    writeFileSync(join(dir, 'filters.json'), text);
    const file = fileThere();
    const told = await file.filters(null);
    expect(told.filters).toEqual([]);
    expect(told.problem).toMatch(
      /^The saved filters in .*filters\.json can’t be read, so there are none now\. It is kept as filters-unreadable-2026-11-26T10\.00\.00\.000Z\.json beside it\.$/,
    );
    expect(readFileSync(join(dir, 'filters-unreadable-2026-11-26T10.00.00.000Z.json'), 'utf8')).toBe(text);
    expect(await file.filters([CODEX])).toEqual({ filters: [CODEX], problem: null });
    expect(await fileThere().filters(null)).toEqual({ filters: [CODEX], problem: null });
  });

  test('that can’t be saved stay as they were, and it says why', async () => {
    const file = fileThere();
    await file.filters([CODEX]);
    mkdirSync(join(dir, 'filters.json.new'));
    const told = await file.filters([BIG]);
    expect(told.filters).toEqual([CODEX]);
    expect(told.problem).toMatch(/^The filters could not be saved in .*filters\.json: EISDIR/);
    expect(await file.filters(null)).toEqual({ filters: [CODEX], problem: null });
  });
});
