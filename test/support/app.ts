import process from 'node:process';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { root } from './serve.ts';

export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly window: Page;
  readonly approval: Page;
  readonly close: () => Promise<void>;
};

const APP = 'remit-app://window/';
const APPROVAL = 'remit-approval://card/';

async function pageAt(electron: ElectronApplication, start: string): Promise<Page> {
  const there = electron.windows().find((page) => page.url().startsWith(start));
  if (there !== undefined) return there;
  return electron.waitForEvent('window', { predicate: (page) => page.url().startsWith(start) });
}

/** Starts the real app on a data folder, as `npm start` does, and resolves when it guards. */
export async function startApp(dataDir: string): Promise<RunningApp> {
  const executablePath = process.env['REMIT_ELECTRON'];
  if (executablePath === undefined)
    throw new Error('REMIT_ELECTRON is not set: run these tests with `npm test`');
  const electron = await _electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', root, '--data', dataDir],
    env: { ...process.env, REMIT_NO_START: '1', ELECTRON_DISABLE_SECURITY_WARNINGS: '1' },
    ...(process.getuid?.() === 0 ? {} : { chromiumSandbox: true }),
  });
  const window = await pageAt(electron, APP);
  const approval = await pageAt(electron, APPROVAL);
  await window.getByRole('status').filter({ hasText: 'Guarding' }).waitFor();
  return { electron, window, approval, close: () => electron.close() };
}

/** Waits for the prompt about a path or tool and gives it back. */
export async function promptFor(app: RunningApp, text: string): Promise<Page> {
  await app.approval.getByRole('heading', { level: 1 }).filter({ hasText: text }).waitFor();
  return app.approval;
}

/** Presses a button of the prompt once it can be pressed. */
export async function answer(
  app: RunningApp,
  name: 'Allow once' | 'Allow and remember' | 'Deny',
): Promise<void> {
  const button = app.approval.getByRole('button', { name, exact: true });
  if (name !== 'Deny')
    await app.approval.locator('button[aria-disabled="false"]', { hasText: name }).first().waitFor();
  await button.click();
}
