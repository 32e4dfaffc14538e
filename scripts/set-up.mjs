import { spawnSync } from 'node:child_process';
import { dirname, delimiter, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { nodeForTools } from './node24.mjs';
import { electronRuntime } from './runtime.mjs';
import { fail, fingerprint, isDone, markDone, quiet, root, step } from './tools.mjs';

/** Libraries that Electron links to, and what a screen without a monitor needs. Debian's and Ubuntu's names. */
const LIBRARIES = [
  'ca-certificates',
  'dbus',
  'dbus-daemon',
  'fonts-dejavu-core',
  'libasound2',
  'libgbm1',
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'unzip',
  'xauth',
  'xvfb',
];
/** Ubuntu 24.04 and Debian 13 have renamed these for 64-bit time. */
const RENAMED = { libasound2: 'libasound2t64', 'libgtk-3-0': 'libgtk-3-0t64' };

function isInstalled(name) {
  const found = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return found.stdout === 'installed';
}

function missingLibraries() {
  return LIBRARIES.filter((name) => !isInstalled(name) && !(RENAMED[name] && isInstalled(RENAMED[name])));
}

async function systemLibraries() {
  if (process.platform !== 'linux') return;
  if (spawnSync('dpkg-query', ['--version']).error) {
    process.stdout.write(
      '  This is not Debian or Ubuntu: Electron needs GTK 3, NSS, GBM, ALSA, and a screen or Xvfb.\n',
    );
    return;
  }
  const missing = missingLibraries();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    fail(
      `System libraries are missing. Install them, then run this again:\n\n  sudo apt-get update && sudo apt-get install -y ${missing.join(' ')}`,
    );
  }
  await step(`system libraries with apt: ${missing.join(' ')}`, () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    if (!quiet('apt-get', ['update'], { env }))
      fail('apt-get update failed: check that the machine reaches its package mirror.');
    const known = missing.map((name) =>
      RENAMED[name] && spawnSync('apt-cache', ['show', RENAMED[name]], { encoding: 'utf8' }).stdout !== ''
        ? RENAMED[name]
        : name,
    );
    if (!quiet('apt-get', ['install', '-y', '--no-install-recommends', ...known], { env })) {
      fail(`apt-get could not install ${known.join(' ')}: see its message above.`);
    }
  });
}

async function packages(env, node) {
  // The Node that uses them, whichever has started this.
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout;
  const print = fingerprint(['package-lock.json', '.npmrc'], version);
  if (isDone('packages', print)) return;
  await step('packages from the npm registry', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    if (!quiet(npm, args, { env, shell: process.platform === 'win32' })) {
      fail('The packages could not be installed: check that npm reaches its registry, and run this again.');
    }
  });
  markDone('packages', print);
}

/** Installs what is missing. `node` is the Node for all tools, `env` an environment in which it comes first, `electron` the runtime. */
export async function setUp({ withElectron }) {
  const node = await nodeForTools();
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const env = { ...process.env, PATH: path };
  if (withElectron) await systemLibraries();
  await packages(env, node);
  const electron = withElectron ? await electronRuntime(node) : null;
  return {
    node,
    env: electron === null ? env : { ...env, ELECTRON_OVERRIDE_DIST_PATH: electron.dist },
    electron,
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp({ withElectron: true });
  process.stdout.write(`Set up in ${join(root, '.tools')}.\n`);
}
