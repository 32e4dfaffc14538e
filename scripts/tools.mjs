// What every script needs: where things are, how steps are run and reported. Plain JavaScript without packages, because it runs before
// anything is installed, on Node 20.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const toolsDir = join(root, '.tools');
export const buildDir = join(root, 'build');

/** Ends the script with one sentence that says what failed and what to do. */
export function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

/** Runs a step with a line that says how long it took. */
export async function step(name, work) {
  const since = Date.now();
  process.stdout.write(`- ${name} ... `);
  const note = await work();
  process.stdout.write(`${note ?? 'done'} (${((Date.now() - since) / 1000).toFixed(1)} s)\n`);
}

/** Runs a command to its end; its output is shown only when it fails. */
export function quiet(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (done.error || done.status !== 0) {
    process.stdout.write(
      `failed\n${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? `${done.error.message}\n` : ''}`,
    );
    return false;
  }
  return true;
}

/** Runs a command with the terminal passed on; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      done(1);
    });
    child.once('close', (code, signal) => done(code ?? (signal === null ? 1 : 130)));
  });
}

/** A hash over files and folders, for telling whether a step has to be done again. */
export function fingerprint(paths, extra = '') {
  const hash = createHash('sha256').update(extra);
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else hash.update(`${path}\n`).update(readFileSync(path));
  };
  paths.forEach((path) => add(join(root, path)));
  return hash.digest('hex');
}

function stampPath(name) {
  return join(toolsDir, `${name}.stamp`);
}

export function isDone(name, print) {
  return existsSync(stampPath(name)) && readFileSync(stampPath(name), 'utf8') === print;
}

export function markDone(name, print) {
  mkdirSync(toolsDir, { recursive: true });
  writeFileSync(stampPath(name), print);
}
