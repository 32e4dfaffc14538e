// Bundles every program into build/. Runs on the Node of the tools.

import { existsSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { buildDir, root } from './tools.mjs';

/** Loaded from node_modules at run time: native, WebAssembly with a file beside it, or grammars that only some calls need. */
const EXTERNAL = [
  'electron',
  '@photostructure/sqlite',
  '@napi-rs/keyring',
  'web-tree-sitter',
  'tree-sitter-bash',
  'libpg-query',
  'node-sql-parser',
];

/** What agents start, again and again: they are small, and read quickly. */
const SMALL = ['shim.mjs', 'gate.mjs'];

const PROGRAMS = [
  { entry: 'electron/main.ts', file: 'main.cjs', format: 'cjs' },
  { entry: 'electron/broker/entry.ts', file: 'broker.cjs', format: 'cjs' },
  { entry: 'electron/preload/app.ts', file: 'preload-app.cjs', format: 'cjs' },
  { entry: 'electron/preload/approval.ts', file: 'preload-approval.cjs', format: 'cjs' },
  { entry: 'electron/verifier/main.ts', file: 'verify.cjs', format: 'cjs' },
  { entry: 'electron/history/worker.ts', file: 'history-worker.mjs', format: 'es' },
  { entry: 'electron/telemetry/worker.ts', file: 'telemetry-worker.mjs', format: 'es' },
  { entry: 'electron/cli/main.ts', file: 'cli.mjs', format: 'es' },
  { entry: 'electron/shim/connect.ts', file: 'shim.mjs', format: 'es' },
  { entry: 'electron/shim/gate.ts', file: 'gate.mjs', format: 'es' },
  // The server of the first-run page, in one file that any Node can run.
  {
    entry: 'node_modules/@modelcontextprotocol/server-filesystem/dist/index.js',
    file: 'try-it-server.mjs',
    format: 'es',
  },
];

async function program({ entry, file, format }) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'node20',
      outDir: buildDir,
      emptyOutDir: false,
      minify: SMALL.includes(file),
      sourcemap: !SMALL.includes(file),
      ssr: join(root, entry),
      rollupOptions: {
        external: (id) => isBuiltin(id) || EXTERNAL.includes(id),
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
  });
}

async function document(name) {
  const { default: react } = await import('@vitejs/plugin-react');
  await build({
    root: join(root, 'renderer', name),
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: join(buildDir, 'renderer', name),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
    },
  });
}

rmSync(buildDir, { recursive: true, force: true });
for (const one of PROGRAMS.filter(({ entry }) => existsSync(join(root, entry)))) await program(one);
for (const name of ['app', 'approval'].filter((one) => existsSync(join(root, 'renderer', one, 'index.html'))))
  await document(name);
