import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { isWrong, reportOf, tallyOf, type Result } from './report.ts';
import { runFile } from './run-file.ts';

/** The runs are long on a machine that does other things, too. */
const PATIENCE_MS = 240_000;

const file = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const lineOf = (id: string): string =>
  file('decisions.jsonl')
    .split('\n')
    .find((line) => line.startsWith(`{"id": "${id}"`)) ?? '';

describe.each([
  ['decisions.jsonl', 512],
  ['more.jsonl', 262],
])('%s', (name, atLeast) => {
  test(
    'nothing runs silently that exceeds, and what is inside is not asked about',
    async () => {
      const { results, bad } = await runFile(file(name));
      process.stdout.write(`${reportOf(results, bad)}\n`);
      const { bypasses, overPrompts, inside, cases, notRun } = tallyOf(results);
      expect(bad).toEqual([]);
      expect(results.filter((one) => isWrong(one) && one.expect === 'exceeds').map(({ id }) => id)).toEqual(
        [],
      );
      expect(bypasses).toBe(0);
      expect(overPrompts).toBeLessThanOrEqual(inside * 0.05);
      expect(cases - notRun).toBeGreaterThanOrEqual(atLeast);
    },
    PATIENCE_MS,
  );
});

async function outcomesOf(lines: readonly string[]): Promise<readonly Result[]> {
  return (await runFile(lines.join('\n'))).results;
}

describe('what nobody has a model for', () => {
  test.each([
    ['a key of the case', '{"id"', '{"mood":"good","id"'],
    ['a platform', '"platform": "any"', '"platform": "plan9"'],
    ['a kind of grant', '"kind": "tool-exact"', '"kind": "tool-like"'],
    ['a key of the grant', '"kind": "tool-exact"', '"kind": "tool-exact", "shade": 1'],
    ['a lifetime', '"type": "once"', '"type": "sometimes"'],
    ['a state of the world', '"history"', '"env": {"gravity": 1}, "history"'],
    ['a step before the call', '"history"', '"setup": [{"op": "flood", "at": "/"}], "history"'],
    ['an event', '"event": "approve"', '"event": "forgive"'],
    ['a key of an event', '"by": "user-ui"', '"by": "user-ui", "forged": true'],
    ['a key of the context', '"session": "s1"', '"session": "s1", "moon": "full"'],
    ['a key of the call', '"call": {', '"call": {"twice": true, '],
    ['a history that is none', /"history": \[.*?\]/, '"history": {}'],
  ])('%s is not run, and says why', async (_, was, becomes) => {
    const line = lineOf('session-0007');
    const odd = line.replace(was, becomes);
    expect(odd).not.toBe(line);
    const [result] = await outcomesOf([odd]);
    expect(result?.outcome.kind).toBe('not-run');
    expect(result?.outcome.why).toMatch(/\w/);
    expect(result?.outcome.why).not.toContain('the runner failed');
  });

  test('a line that is no case is an error with its number, and the rest goes on', async () => {
    const { results, bad } = await runFile(['{"id": 1', lineOf('path-0015'), '[]', '{"id":"x"}'].join('\n'));
    expect(results.map(({ id }) => id)).toEqual(['path-0015']);
    expect(bad.map(({ line }) => line)).toEqual([1, 3, 4]);
    expect(reportOf(results, bad)).toContain('error: line 3: ');
  });
});

describe('the report', () => {
  test('tells a bypass and an over-prompt, with reasons', async () => {
    const flipped = ['path-0015', 'path-0177'].map((id) =>
      lineOf(id).replace(/"expect": "(inside|exceeds)"/, (_, was) =>
        was === 'inside' ? '"expect": "exceeds"' : '"expect": "inside"',
      ),
    );
    const text = reportOf(await outcomesOf(flipped), []);
    expect(text).toMatch(/^BYPASS path-0015 .*expected exceeds, got silent: ./m);
    expect(text).toMatch(/^OVER-PROMPT path-0177 .*expected inside, got prompted: ./m);
    expect(text.split('\n').at(-1)).toBe('bypass 1/1 over-prompt 1/1 not-run 0');
  });
});

describe('the command', () => {
  const command = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'run-corpus.ts'), ...args], { encoding: 'utf8' });

  test('ends with 2 when the file can’t be read', () => {
    expect(command('/there/is/no/such.jsonl').status).toBe(2);
    expect(command().status).toBe(2);
  });
});
