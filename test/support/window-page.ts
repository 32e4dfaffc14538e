import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import react from '@vitejs/plugin-react';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { build } from 'vite';
import { root } from './serve.ts';

const source = join(root, 'test', 'support', 'window-page');

/** The folder with the window over made-up calls, which is bundled once in each run. */
async function windowPage(): Promise<string> {
  const run = process.env['REMIT_TEST_RUN'];
  if (run === undefined) throw new Error('REMIT_TEST_RUN is not set: run these tests with `npm test`');
  const folder = join(run, 'window-page');
  // What is bundled last is there: so is the rest.
  if (!existsSync(join(folder, 'main.cjs'))) await buildWindowPage(folder);
  return folder;
}

async function buildWindowPage(folder: string): Promise<void> {
  const shared = { configFile: false, logLevel: 'warn' } as const;
  await build({
    ...shared,
    root: join(source, 'app'),
    base: './',
    plugins: [react()],
    build: {
      chunkSizeWarningLimit: 2000,
      outDir: join(folder, 'documents', 'app'),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
    },
  });
  await build({
    ...shared,
    root,
    build: {
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      ssr: join(source, 'electron-main.ts'),
      rollupOptions: {
        external: (id) => isBuiltin(id) || id === 'electron',
        output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
  });
}

export type WindowPage = { readonly page: Page; readonly electron: ElectronApplication };

/** Starts the window over made-up calls. Needs REMIT_ELECTRON and a screen. */
export async function startWindowPage(): Promise<WindowPage> {
  const executablePath = process.env['REMIT_ELECTRON'];
  if (executablePath === undefined)
    throw new Error('REMIT_ELECTRON is not set: run these tests with `npm test`');
  const main = join(await windowPage(), 'main.cjs');
  const electron = await _electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', main],
    env: { ...process.env, ELECTRON_DISABLE_SECURITY_WARNINGS: '1' },
    ...(process.getuid?.() === 0 ? {} : { chromiumSandbox: true }),
  });
  return { electron, page: await electron.firstWindow() };
}

/** Shows the window anew, as `query` says (see the page's main.tsx), at a size in CSS pixels. */
export async function showWindow(
  { page }: WindowPage,
  query: string,
  size: { readonly width: number; readonly height: number } = { width: 1280, height: 800 },
): Promise<void> {
  await page.setViewportSize(size);
  await page.goto(`remit-app://window/index.html?${query}`);
  await page.getByRole('navigation', { name: 'Remit' }).waitFor();
}
