// Packaging: the archive holds what build/ holds, the packages that it loads at run time, and nothing else. The fuses take away from the
// shipped executable every way of lending itself, and with it the user's trust in it, to another program.

import process from 'node:process';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';

/** Packages that can't be bundled: SQLite's native part and what finds it, and the keychain's, which has a package for each platform. */
const NATIVE = ['@photostructure/sqlite', 'node-gyp-build', '@napi-rs/keyring'];
const FOLDERS = [
  '',
  '/node_modules',
  '/node_modules/@photostructure',
  '/node_modules/@napi-rs',
  '/node_modules/@pgsql',
];
/** Packages that are loaded when the first command or statement has to be read, and their files that are needed for it. */
const LOADED: Readonly<Record<string, RegExp>> = {
  'web-tree-sitter': /^\/web-tree-sitter\.(js|cjs|wasm)$/,
  'tree-sitter-bash': /^\/tree-sitter-bash\.wasm$/,
  'libpg-query': /^\/wasm(\/[\w-]+\.(js|cjs|wasm))?$/,
  '@pgsql/types': /^\/\w+\.js$/,
  'big-integer': /^\/BigInteger\.js$/,
  'node-sql-parser': /^\/build(\/(mysql|transactsql)\.js)?$/,
};
const ALWAYS = /^(\/package\.json|\/LICENSE)?$/;
const KEPT = ['/build', '/assets', '/bin', '/package.json', '/LICENSE'];
const SOURCES = /^\/(src|deps|vendor|doc|test|binding\.gyp)|\.(map|md|d\.[mc]?ts)$/;

function isKept(path: string): boolean {
  if (FOLDERS.includes(path) || path.startsWith('/node_modules/@napi-rs/keyring-')) return true;
  if (KEPT.some((kept) => path === kept || path.startsWith(`${kept}/`)))
    return !path.includes('/screenshots');
  const [, loaded = '', inner = ''] = /^\/node_modules\/((?:@[^/]+\/)?[^/]+)(.*)$/.exec(path) ?? [];
  const needed = LOADED[loaded];
  if (needed !== undefined) return ALWAYS.test(inner) || needed.test(inner);
  const name = NATIVE.find(
    (one) => path === `/node_modules/${one}` || path.startsWith(`/node_modules/${one}/`),
  );
  if (name === undefined) return false;
  const rest = path.slice(`/node_modules/${name}`.length);
  if (SOURCES.test(rest)) return false;
  return !rest.startsWith('/prebuilds/') || rest.startsWith(`/prebuilds/${process.platform}-${process.arch}`);
}

/** A folder with the runtime's archive, for a machine that can't download it. */
const zipDir = process.env['ELECTRON_ZIP_DIR'];

export const config: ForgeConfig = {
  packagerConfig: {
    name: 'Remit',
    executableName: 'remit-app',
    icon: 'assets/icon',
    // Plain Node can't read the archive: what it runs (the command line, the verifier, the shim, the server of the first-run page) lies
    // beside it.
    asar: { unpack: '{**/*.node,**/bin/**,**/build/*.mjs,**/build/verify.cjs,**/node_modules/**}' },
    ignore: (path: string) => !isKept(path),
    ...(zipDir === undefined ? {} : { electronZipDir: zipDir }),
  },
  makers: [
    new MakerZIP({}),
    new MakerDeb({ options: { maintainer: 'The Remit developers', bin: 'remit-app' } }),
  ],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.EnableCookieEncryption]: true,
    }),
  ],
};

export default config;
