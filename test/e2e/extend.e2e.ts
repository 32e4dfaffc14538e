import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, promptFor, startApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import { sdk1Client } from '../support/clients.ts';
import { addServer, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';
import { showWindow, startWindowPage, type WindowPage } from '../support/window-page.ts';

const THEMES = ['light', 'dark'] as const;

async function sound(page: Page): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
}

describe('the app', () => {
  const folder = temporaryFolder();
  afterAll(() => removeFolder(folder));

  test('extends a grant when the prompt is answered with the keyboard, and leaves it at Escape', async () => {
    const dataDir = join(folder, 'data');
    const work = join(folder, 'work');
    mkdirSync(work);
    mkdirSync(dataDir, { mode: 0o700 });
    addServer(dataDir, 'fs', [
      process.execPath,
      serverEntry('@modelcontextprotocol/server-filesystem'),
      work,
    ]);
    const app = await startApp(dataDir);
    const { window, approval } = app;
    const client = await sdk1Client(dataDir, 'fs');
    const first = client.call('write_file', { path: join(work, 'a.txt'), content: 'a' });
    const prompt = await promptFor(app, join(work, 'a.txt'));
    await prompt.getByLabel('How long it is remembered').selectOption('session');
    await answer(app, 'Allow and remember');
    expect((await first).isError).toBe(false);

    await window.getByRole('button', { name: 'Authority' }).click();
    await window.getByRole('option', { name: /in this session/ }).click();
    const detail = window.getByRole('complementary', { name: 'Grant in full' });
    const propose = async (): Promise<void> => {
      await window.keyboard.press('x');
      await detail.getByRole('radio', { name: /^as it is/ }).waitFor();
      await detail.getByRole('radio', { name: /^always/ }).press('Space');
      await window.keyboard.press('Enter');
      await detail.getByText('The prompt asks you whether to extend it.').waitFor();
    };

    await propose();
    await promptFor(app, 'go on using fs > write_file');
    await sound(window);
    await sound(approval);
    expect(await approval.getByText('always, until you revoke it').count()).toBe(1);
    await approval.keyboard.press('Escape');
    await approval.getByText('Nothing is waiting.').waitFor();
    await detail.getByRole('button', { name: /^Extend/ }).waitFor();
    expect(await detail.getByText('in this session').count()).toBe(1);

    await window.getByRole('listbox').focus();
    await propose();
    await promptFor(app, 'go on using fs > write_file');
    await approval.locator('button[aria-disabled="false"]', { hasText: 'Extend' }).waitFor();
    await approval.keyboard.press('Alt+KeyX');
    await window.getByText('Extended.').waitFor();
    await detail.getByText('always', { exact: true }).waitFor();

    await detail.getByRole('button', { name: 'this call' }).click();
    await window.getByRole('button', { name: 'Authority' }).click();
    await client.close();
    await app.close();
    expect(runRemit(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
  });
});

describe('the window', () => {
  let app: WindowPage;
  let page: Page;

  beforeAll(async () => {
    app = await startWindowPage();
    page = app.page;
    await page.clock.setFixedTime(new Date('2026-03-31T14:30:20Z'));
  });
  afterAll(async () => {
    await app.electron.close();
  });

  async function show(words: string): Promise<void> {
    await showWindow(app, 'calls=50', { width: 900, height: 640 });
    await page.getByRole('button', { name: 'Authority' }).click();
    await page.getByLabel(/^Show ended/).check();
    await page.getByRole('option').filter({ hasText: words }).click();
    await page
      .getByRole('button', { name: /^Revoke/ })
      .or(page.getByText('It is revoked'))
      .first()
      .waitFor();
  }
  const detail = () => page.getByRole('complementary', { name: 'Grant in full' });

  test('offers longer times, higher sums, and says what is wrong with a number', async () => {
    await show('50 EUR at a time');
    await detail()
      .getByRole('button', { name: /^Extend/ })
      .click();
    await detail().getByText('It allows nothing else than before.').waitFor();
    expect(await detail().getByRole('form').getByRole('radio').count()).toBe(0);
    const total = detail().getByLabel('Spent in all, in EUR', { exact: true });
    expect(await total.locator('option').allTextContents()).toEqual([
      'as it is: 300 EUR',
      'twice as much: 600 EUR',
      'another number',
      'no limit',
    ]);
    await detail().getByRole('button', { name: 'Ask in the prompt' }).click();
    await detail().getByText('Choose what is to be more.').waitFor();
    await total.selectOption('other');
    await detail().getByLabel('Spent in all, in EUR: another number').fill('a lot');
    await page.keyboard.press('Enter');
    await detail().getByText('write an amount such as 300 or 0.60').waitFor();
    await sound(page);
    await detail().getByLabel('Spent in all, in EUR: another number').fill('450');
    await page.keyboard.press('Enter');
    await detail().getByText('The prompt asks you whether to extend it.').waitFor();
  });

  test('gives the form up at Escape, and the pane at the next', async () => {
    await show('*@acme.com');
    await page.keyboard.press('x');
    await detail().getByRole('radio', { name: 'for a week from now' }).waitFor();
    await page.keyboard.press('Escape');
    await detail()
      .getByRole('button', { name: /^Extend/ })
      .waitFor();
    await page.keyboard.press('Escape');
    await detail().waitFor({ state: 'detached' });
  });

  test('has nothing to extend of what is revoked, or holds always', async () => {
    await show('~/old-project');
    expect(
      await detail()
        .getByRole('button', { name: /^Extend/ })
        .count(),
    ).toBe(0);
    await show('~/project with filesystem');
    expect(
      await detail()
        .getByRole('button', { name: /^Extend/ })
        .count(),
    ).toBe(0);
  });

  test('leads from a call in History to the grant that let it through', async () => {
    await showWindow(app, 'calls=5000');
    await page.getByRole('gridcell').nth(1).waitFor();
    await page.getByRole('grid').focus();
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'show in Authority' }).press('Enter');
    await detail().getByRole('heading', { level: 2 }).waitFor();
    await page.getByRole('option', { selected: true }).waitFor();
  });
});
