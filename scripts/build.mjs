import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { setUp } from './set-up.mjs';
import { buildDir, fail, fingerprint, isDone, markDone, quiet, root, step } from './tools.mjs';

const SOURCES = ['electron', 'renderer', 'shared', 'scripts/bundle.mjs', 'package-lock.json', 'assets'];

/** Bundles what has changed since the last time into build/. */
export async function build(ready) {
  const print = fingerprint(SOURCES);
  if (!isDone('build', print) || !existsSync(join(buildDir, 'cli.mjs'))) {
    await step('build', () => {
      if (!quiet(ready.node, [join('scripts', 'bundle.mjs')], { env: ready.env }))
        fail('The build failed: see the message above.');
    });
    markDone('build', print);
  }
  if (ready.electron !== null) writeStart(ready);
}

/** How the shim starts the app when it isn't running. */
function writeStart(ready) {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = { command: ready.electron.program, args: [...asRoot, root] };
  writeFileSync(join(buildDir, 'app.json'), `${JSON.stringify(start)}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build(await setUp({ withElectron: true }));
  process.stdout.write('Built. bin/remit is ready: try `bin/remit help`.\n');
}
