// What the whole app takes of memory beside a record of many calls: the real app on a virtual display, History open, then in the tray.
// `--calls=N`: 1,000,000 otherwise; `--data=DIR`: a folder that is kept, with the calls that are in it. Linux only.

import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { startApp, type RunningApp } from '../test/support/app.ts';
import { manyCalls, stateIn } from './many-calls.ts';
import { memoryOf } from './process-cost.ts';

/** Checking and indexing very many calls takes a while, in ms. */
const PATIENCE_MS = 900_000;
/** The thread of the index lets go of its memory after a minute in which nobody asks. */
const REST_MS = 125_000;

function option(name: string): string | undefined {
  const start = `--${name}=`;
  return process.argv.find((word) => word.startsWith(start))?.slice(start.length);
}

type Proc = { readonly pid: number; readonly parent: number; readonly words: string };

function processes(): readonly Proc[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(name), parent, words }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function below(all: readonly Proc[], pid: number): readonly Proc[] {
  return all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...below(all, one.pid)]);
}

/** What a process of the app is for, from its command line. */
function roleOf({ words }: Proc): string {
  const type = /--type=([\w-]+)/.exec(words)?.[1] ?? 'main';
  return /--utility-sub-type=([\w.]+)/.exec(words)?.[1] ?? type;
}

function sayMemory(when: string, app: RunningApp): void {
  const pid = app.electron.process().pid ?? 0;
  const all = processes();
  const own = all.filter((one) => one.pid === pid);
  let sum = 0;
  const parts: string[] = [];
  for (const one of [...own, ...below(all, pid)]) {
    const memory = memoryOf(one.pid) ?? 0;
    sum += memory;
    parts.push(`${roleOf(one)} ${memory.toFixed(0)}`);
  }
  process.stdout.write(`${when.padEnd(40)} ${sum.toFixed(0)} MB (${parts.join(', ')})\n`);
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const kept = option('data');
const dir = kept ?? realpathSync(mkdtempSync(join(tmpdir(), 'remit-bench-')));
process.env['REMIT_KEYCHAIN'] = 'off';
process.env['REMIT_STATE'] = stateIn(dir);
try {
  const calls = Number(option('calls') ?? 1_000_000);
  await manyCalls(dir, calls);
  const since = performance.now();
  const app = await startApp(dir, 'Guarding', { timeout: PATIENCE_MS });
  process.stdout.write(`started and guarding after ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
  sayMemory('started', app);
  await app.window.getByRole('button', { name: 'History', exact: true }).click();
  await app.window
    .getByText(`${calls.toLocaleString('en-US')} calls`)
    .first()
    .waitFor({ timeout: PATIENCE_MS });
  await wait(3000);
  sayMemory('History open', app);
  for (const key of ['End', 'Home']) {
    await app.window.keyboard.press(key);
    await wait(1000);
  }
  sayMemory('History scrolled through', app);
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await wait(REST_MS);
  sayMemory('in the tray for two minutes', app);
  await app.close();
} finally {
  if (kept === undefined) rmSync(dir, { recursive: true, force: true });
}
