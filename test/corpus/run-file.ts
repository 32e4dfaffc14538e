// Reads a file of cases and plays them all.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { readCase, type CorpusCase } from './corpus-case.ts';
import type { BadLine, Result } from './report.ts';
import { runCase } from './run-case.ts';
import { Worlds } from './worlds.ts';

/** Cases that are played at once: most of their time goes into waiting for the disk. */
const AT_ONCE = 4;

type Line = { readonly text: string; readonly number: number };
type Played = { readonly results: readonly Result[]; readonly bad: readonly BadLine[] };

/** Plays the cases of a file's text. A line that is no case is reported, and the rest goes on. */
export async function runFile(text: string): Promise<Played> {
  const lines = text.split('\n').map((line, at): Line => ({ text: line, number: at + 1 }));
  const left = lines.filter((line) => line.text.trim() !== '').reverse();
  const results = new Map<number, Result>();
  const bad = new Map<number, BadLine>();
  const worlds = new Worlds();
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { number } = next;
      const one = readCase(next.text);
      if (one.ok) results.set(number, await resultOf(one.value, worlds));
      else bad.set(number, { line: number, problem: one.error });
    }
  };
  await withFolder(async () => {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await worlds.remove();
  });
  return { results: inOrder(results), bad: inOrder(bad) };
}

async function resultOf(one: CorpusCase, worlds: Worlds): Promise<Result> {
  const { id, facet, tag, expect } = one;
  return { id, facet, tag, expect, outcome: await runCase(one, worlds) };
}

function inOrder<T>(byLine: ReadonlyMap<number, T>): readonly T[] {
  return [...byLine].sort(([a], [b]) => a - b).map(([, value]) => value);
}

/**
 * Temporary files go into a folder of their own, in memory where there is some to be had: records are written and synced as always, but
 * a thousand small trees aren't made and unmade on a disk.
 */
async function withFolder(work: () => Promise<unknown>): Promise<void> {
  const before = process.env['TMPDIR'];
  const folder = ownFolder();
  process.env['TMPDIR'] = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownFolder(): string {
  try {
    return mkdtempSync('/dev/shm/remit-corpus-');
  } catch {
    return mkdtempSync(join(tmpdir(), 'remit-corpus-'));
  }
}
