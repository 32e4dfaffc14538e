// The Agents view over made-up agents: every state, in both themes, at 900 px.

import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { showWindow, startWindowPage, type WindowPage } from '../support/window-page.ts';

const SIZE = { width: 900, height: 600 };
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

async function show(query: string): Promise<void> {
  await showWindow(app, `calls=50&${query}`, SIZE);
  await page.getByRole('button', { name: 'Agents', exact: true }).click();
}

async function picture(name: string): Promise<void> {
  const pictures = process.env['REMIT_PICTURES'];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function press(region: string, button: string): Promise<void> {
  await page
    .getByRole('region', { name: region, exact: true })
    .getByRole('button', { name: button })
    .press('Enter');
}

test('leads from the rail to what is no longer guarded, and to what is new until it was looked at', async () => {
  await showWindow(app, 'calls=50&agents=lost', SIZE);
  await page.getByText('no longer guarded').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await picture(`rail-${colorScheme}`);
  }
  await page
    .getByRole('button', { name: 'Claude Desktop: the server mail is no longer guarded' })
    .press('Enter');
  await page.getByRole('button', { name: 'Repair…' }).waitFor();
  await showWindow(app, 'calls=50', SIZE);
  const fresh = page.getByRole('button', { name: 'Cursor used Remit for the first time, and 1 more' });
  await fresh.press('Enter');
  await page.getByText('New server github: 26 tools').waitFor();
  await page.getByRole('button', { name: 'Settings' }).click();
  expect(await fresh.count()).toBe(0);
});

test('the focus goes to what leads on, when what led there is gone', async () => {
  await showWindow(app, 'calls=0', SIZE);
  await page.getByRole('button', { name: 'Go to Agents' }).press('Enter');
  await page.locator('main:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add a project folder…' }).and(page.locator(':focus')).waitFor();
});

test('names files as everywhere, and says how to sign in to a server', async () => {
  await show('agents=many');
  const agent = page.getByRole('region', { name: 'Claude Code', exact: true });
  await agent.getByText(/^~\/\.config\/Claude Code\//).waitFor();
  expect(await page.getByText('/home/u').count()).toBe(0);
  const linear = agent.getByRole('row', { name: 'HTTP server linear' });
  await linear.getByText('You are not signed in. If it wants that, run:').waitFor();
  await linear.getByRole('button', { name: 'Copy the command that signs in to linear' }).press('Enter');
  await linear.getByText('Copied').waitFor();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toBe('remit server sign-in linear');
  await agent.getByRole('row', { name: 'HTTP server notes' }).getByText('signed in at https://id.').waitFor();
});

test('offers to protect only where that changes anything', async () => {
  await show('agents=many');
  const open = page.getByRole('region', { name: 'Claude Code', exact: true });
  await open.getByText('It starts its server itself. Press Protect.').waitFor();
  await open.getByRole('button', { name: 'Protect…', exact: true }).waitFor();
  const untrusted = page.getByRole('region', { name: 'Codex', exact: true });
  await untrusted.getByText('Partly protected').waitFor();
  expect(await untrusted.getByRole('button', { name: 'Protect…', exact: true }).count()).toBe(0);
});

test('says what can’t be taken by what was pressed', async () => {
  await show('agents=many');
  await page.getByRole('button', { name: 'Add a project folder…' }).press('Enter');
  await page.getByText('Your home is no project: pick the folder of one.').waitFor();
});

const nothing = (): Promise<void> => Promise.resolve();

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each([
    ['many', 'agents=many', /Protected: 40 of 40 servers/, nothing],
    ['lost', 'agents=lost', /no longer guarded/, nothing],
    ['long', 'agents=long', /eighty letters/, nothing],
    ['none', 'agents=none', /No agent that Remit knows was found/, nothing],
    ['problem', 'problem=the broker has ended', /can’t be read: the broker has ended/, nothing],
    ['slow', 'slow=1500', /Reading…/, nothing],
    ['proofs', 'agents=many', /Not proven: server files/, () => press('Claude Code', 'Prove')],
    ['plan', 'agents=many', /a key is there twice/, () => press('Agents', 'Protect all…')],
    ['undo', 'agents=many', /exactly so/, () => press('Cursor', 'Unprotect…')],
  ])('%s', async (name, query, words, act) => {
    await page.emulateMedia({ colorScheme });
    await show(query);
    await act();
    await page.getByText(words).first().waitFor();
    expect(await violations(page)).toEqual([]);
    const isWider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect(isWider).toBe(false);
    await picture(`made-${name}-${colorScheme}`);
    await page.keyboard.press('Escape');
  });
});
