import process from 'node:process';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { root } from './serve.ts';

export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** The prompt's document as it stands now: it is made anew when its process dies. */
  readonly approval: Page;
  readonly close: () => Promise<void>;
};

const APP = 'remit-app://window/';
const APPROVAL = 'remit-approval://card/';

const TIMEOUT_MS = 30_000;

async function pageAt(
  electron: ElectronApplication,
  start: string,
  not?: Page,
  timeout = TIMEOUT_MS,
): Promise<Page> {
  const isIt = (page: Page): boolean => page !== not && page.url().startsWith(start);
  return electron.windows().find(isIt) ?? electron.waitForEvent('window', { predicate: isIt, timeout });
}

type StartOptions = { readonly timeout?: number; readonly env?: Readonly<Record<string, string>> };

/**
 * Starts the real app on a data folder, as `npm start` does, and resolves when it guards, or is in another state. `timeout` in ms: a record
 * of very many calls is checked first.
 */
export async function startApp(
  dataDir: string,
  state = 'Guarding',
  { timeout = TIMEOUT_MS, env = {} }: StartOptions = {},
): Promise<RunningApp> {
  const executablePath = process.env['REMIT_ELECTRON'];
  if (executablePath === undefined)
    throw new Error('REMIT_ELECTRON is not set: run these tests with `npm test`');
  const electron = await _electron.launch({
    executablePath,
    timeout,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', root, '--data', dataDir],
    env: { ...process.env, ...env, REMIT_NO_START: '1', ELECTRON_DISABLE_SECURITY_WARNINGS: '1' },
    ...(process.getuid?.() === 0 ? {} : { chromiumSandbox: true }),
  });
  const window = await pageAt(electron, APP, undefined, timeout);
  const approval = await pageAt(electron, APPROVAL, undefined, timeout);
  await window.getByRole('status').filter({ hasText: state }).waitFor({ timeout });
  return { electron, window, approval, close: () => electron.close() };
}

/** The app with the prompt's new document after the old one has died. */
export async function withNewPrompt(app: RunningApp): Promise<RunningApp> {
  return { ...app, approval: await pageAt(app.electron, APPROVAL, app.approval) };
}

/** The process id of the broker that the app has started. */
export async function brokerPid(app: RunningApp): Promise<number> {
  const pid = await app.electron.evaluate(({ app: electronApp }) => {
    const broker = electronApp.getAppMetrics().find((one) => one.name === 'Remit broker');
    return broker?.pid ?? 0;
  });
  if (pid === 0) throw new Error('the broker has no process');
  return pid;
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
