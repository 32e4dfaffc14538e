// What the runtime runs when a folder is named on its command line: `electron [-r MODULE] [--flags] FOLDER`. It is a module with
// top-level await because Electron holds back `ready` until the entry module has settled, and an app may have things to do before it.

import { app } from 'electron/main';
import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const modules = [];
let folder = null;
const words = process.argv.slice(1);
while (words.length > 0 && folder === null) {
  const word = words.shift();
  if (word === '--version' || word === '-v') {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  } else if (word === '-r' || word === '--require') modules.push(words.shift());
  else if (!word.startsWith('-')) folder = resolve(word);
}
if (modules.length > 0) Module._preloadModules(modules);
if (folder === null) {
  process.stderr.write('usage: electron [-r MODULE] [--flags] FOLDER\n');
  app.exit(1);
} else {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (version) app.setVersion(version);
    app.name = productName ?? name ?? app.name;
    app.setDesktopName(`${app.name}.desktop`);
  }
  const file = createRequire(import.meta.url).resolve(folder);
  app.setAppPath(existsSync(manifest) ? folder : dirname(file));
  await import(pathToFileURL(file).toString());
}
