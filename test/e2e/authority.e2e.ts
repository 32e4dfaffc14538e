import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, promptFor, startApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import { sdk1Client } from '../support/clients.ts';
import { addServer, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';
import { showWindow, startWindowPage, type WindowPage } from '../support/window-page.ts';

const THEMES = ['light', 'dark'] as const;

describe('the app', () => {
  const folder = temporaryFolder();
  afterAll(() => removeFolder(folder));

  test('narrows a remembered folder to reading, and asks at the next write', async () => {
    const dataDir = join(folder, 'data');
    const work = join(folder, 'work');
    mkdirSync(work);
    mkdirSync(dataDir, { mode: 0o700 });
    const program = [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), work];
    addServer(dataDir, 'fs', program);
    const app = await startApp(dataDir);
    const client = await sdk1Client(dataDir, 'fs');
    const write = (name: string) => client.call('write_file', { path: join(work, name), content: name });

    const first = write('a.txt');
    const prompt = await promptFor(app, join(work, 'a.txt'));
    await prompt.getByRole('radio', { name: /^Folder/ }).check();
    await prompt.getByLabel('How long it is remembered').selectOption('always');
    await answer(app, 'Allow and remember');
    expect((await first).isError).toBe(false);
    expect((await write('b.txt')).isError).toBe(false);

    const { window } = app;
    await window.getByRole('button', { name: 'Authority' }).click();
    await window.getByRole('option', { name: /used 2 times/ }).waitFor();
    await window.keyboard.press('g');
    await window.keyboard.press('ArrowDown');
    await window.getByRole('radio', { name: /^read only/ }).check();
    await window.getByText('Of 2 calls of the past, 2 that are inside now would ask.').waitFor();
    for (const colorScheme of THEMES) {
      await window.emulateMedia({ colorScheme });
      expect(await violations(window)).toEqual([]);
    }
    await window.getByRole('button', { name: 'Narrow to this' }).click();
    await window.getByText('Narrowed.').waitFor();
    await window.getByRole('option', { name: /not used yet/ }).waitFor();

    const beyond = write('c.txt');
    await promptFor(app, join(work, 'c.txt'));
    await answer(app, 'Deny');
    expect((await beyond).text).toContain('the user denied it');
    expect(readFileSync(join(work, 'b.txt'), 'utf8')).toBe('b.txt');

    await window.getByRole('listbox').press('Delete');
    const revoke = window.getByRole('button', { name: 'Revoke', exact: true });
    await revoke.and(window.locator('[aria-disabled="false"]')).press('Enter');
    await window.getByText('Nothing is granted any more: every call asks.').waitFor();
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

  async function show(query = 'calls=50'): Promise<void> {
    await showWindow(app, query);
    await page.getByRole('button', { name: 'Authority' }).click();
  }
  const grant = (words: string): Locator => page.getByRole('option').filter({ hasText: words });
  const detail = (): Locator => page.getByRole('complementary', { name: 'Grant in full' });

  test('is walked through by keys, and shows what would ask before a revocation', async () => {
    await show();
    await grant('~/project with filesystem').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('filesystem');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await detail().getByText('212 times').waitFor();
    await page.keyboard.press('Delete');
    await detail().getByText('Of 4,309 calls of the past, 212 that are inside now would ask.').waitFor();
    await page.keyboard.press('Escape');
    await detail().getByText('would ask').waitFor({ state: 'detached' });
    expect(await grant('filesystem').count()).toBe(1);
    await page.keyboard.press('Delete');
    await detail().getByText('would ask').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Revoked.').waitFor();
    await page.getByText('No grant in force has all of these words.').waitFor();
  });

  test('makes the grant less that a suggestion names, with one press', async () => {
    await show();
    await page.getByText('3 ways to grant less without asking more').waitFor();
    await page.keyboard.press('s');
    await page.getByText('none of the 212 calls that used it needed more').waitFor();
    await page.getByRole('button', { name: /^Narrow: Claude Code/ }).click();
    await grant('~/project/src').waitFor();
    await page.getByText('2 ways to grant less without asking more').waitFor();
  });

  test('shows those that ended when it is asked to, and lets nothing be done with them', async () => {
    await show();
    await page.getByLabel(/^Show ended/).check();
    await grant('~/old-project').click();
    await detail().getByText('It is revoked').waitFor();
    await detail().getByText('It asks again at the next call, and can be remembered then.').waitFor();
    expect(await detail().getByRole('radio').count()).toBe(0);
    expect(
      await detail()
        .getByRole('button', { name: /Revoke/ })
        .count(),
    ).toBe(0);
  });

  test('leads to the call whose prompt made a grant', async () => {
    await show();
    await grant('~/project with filesystem').click();
    await detail().getByRole('button', { name: 'this call' }).press('Enter');
    await page.getByRole('complementary', { name: 'Call in full' }).and(page.locator(':focus')).waitFor();
  });

  test.each([
    ['calls=0&grants=0', 'what will stand here', 'Nothing is granted: every call asks.'],
    [
      'problem=record.db is locked',
      'why the grants can’t be read',
      'The grants can’t be read: record.db is locked',
    ],
    ['slow=1500', 'that it reads', 'Reading…'],
  ])('with %s says %s', async (query, _what, words) => {
    await show(query);
    await page.getByText(words).first().waitFor();
  });

  describe.each(THEMES)('accessibility in the %s theme', (colorScheme) => {
    test.each([
      ['a grant that is to be revoked', /would ask/, async () => page.keyboard.press('Delete')],
      ['suggestions and ended grants', /not used for 30 days/, async () => page.keyboard.press('s')],
      ['the keys', /shows first what would ask/, async () => page.keyboard.press('?')],
    ])('of %s', async (name, words, go) => {
      await page.emulateMedia({ colorScheme });
      await show();
      await grant('*@acme.com').click();
      await page.getByText('3 ways').waitFor();
      await page.getByRole('listbox').focus();
      if (name.includes('ended')) await page.keyboard.press('e');
      await go();
      await page.getByText(words).first().waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });
});
