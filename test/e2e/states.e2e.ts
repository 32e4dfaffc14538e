// Every state of the window's views, in both themes and at the smallest and a usual size: nothing is cut off, nothing scrolls sideways, and
// axe finds nothing. With REMIT_PICTURES a picture of each is put into that folder.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { showWindow, startWindowPage, type WindowPage } from '../support/window-page.ts';

const pictures = process.env['REMIT_PICTURES'];
let app: WindowPage;
let page: Page;

beforeAll(async () => {
  app = await startWindowPage();
  page = app.page;
  await page.clock.setFixedTime(new Date('2026-03-31T14:30:20Z'));
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await app.electron.close();
});

type Go = () => Promise<void>;
type State = readonly [name: string, query: string, words: RegExp, go: Go];

const view =
  (name: string): Go =>
  async () =>
    page.getByRole('navigation', { name: 'Remit' }).getByRole('button', { name, exact: true }).press('Enter');
const search =
  (text: string): Go =>
  async () => {
    await page.keyboard.press('/');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  };
const press =
  (...keys: readonly string[]): Go =>
  async () => {
    for (const key of keys) await page.keyboard.press(key);
  };
/** The call in that line, opened with the keyboard. */
const call =
  (index: number): Go =>
  async () => {
    await page.getByRole('grid').focus();
    await press(...Array.from({ length: index + 1 }, () => 'ArrowDown'), 'Enter')();
  };
const PORT_TAKEN =
  "Remit takes no calls over HTTP, because its port 4321 can't be opened: another program listens there. End that program and start Remit again. Or remove `/home/u/.local/share/remit/endpoint.json`, start Remit again, which chooses another port, and protect the agents again.";
const stay: Go = () => Promise.resolve();

const STATES: readonly State[] = [
  ['starting', 'calls=50&slow=1500', /Remit is starting/, stay],
  ['history', 'calls=5000', /5,000 calls/, stay],
  ['history-call-edit', 'calls=5000', /How it was decided/, call(1)],
  ['history-call-command', 'calls=5000', /How it was decided/, call(2)],
  ['history-call-asked', 'calls=5000', /exceeds by/, call(0)],
  ['history-call-5', 'calls=5000', /How it was decided/, call(5)],
  ['history-filtered', 'calls=5000', /calls/, search('verdict:refused -agent:Codex')],
  ['history-wrong-filter', 'calls=5000', /^`verdct` isn.t one of/, search('verdct:refused')],
  ['history-nothing-found', 'calls=5000', /Without agent:Nobody/, search('agent:Nobody verdict:refused')],
  [
    'history-completion',
    'calls=5000',
    /agent/,
    async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('ag');
      await page.getByRole('option').first().waitFor();
    },
  ],
  [
    'history-saved',
    'calls=5000',
    /Refused this week/,
    async () => {
      await search('verdict:asked')();
      await page.getByRole('button', { name: 'Saved' }).press('Enter');
    },
  ],
  [
    'history-groups',
    'calls=5000',
    /^task-/,
    async () => {
      await page.getByLabel('Group the calls').selectOption('task');
    },
  ],
  [
    'history-sessions',
    'calls=5000',
    /inside, \d+ asked/,
    async () => {
      await page.getByLabel('Group the calls').selectOption('session');
    },
  ],
  [
    'history-map',
    'calls=5000',
    /project/,
    async () => {
      await page.getByRole('tab', { name: 'What they touched' }).press('Enter');
      await page.getByRole('treegrid').focus();
      await press('ArrowRight', 'ArrowDown')();
    },
  ],
  ['history-export', 'calls=5000', /Export/, press('e')],
  ['history-keys', 'calls=5000', /Page Up/, press('?')],
  ['history-empty', 'calls=0', /No agent has made a call yet|Agents stay inside/, stay],
  ['history-failed', 'problem=record.db is locked', /record.db is locked/, stay],
  ['history-behind', 'calls=50&behind=48210', /48,210 entries behind/, stay],
  [
    'history-call-slow',
    'calls=5000&slow=1500',
    /^Reading…$/,
    async () => {
      await page.locator('#line-0').getByRole('gridcell').nth(1).waitFor();
      await call(1)();
    },
  ],
  ['history-long', 'calls=5000&long', /eighty letters/, stay],
  ['history-call-long', 'calls=5000&long', /How it was decided/, call(1)],
  [
    'history-groups-long',
    'calls=5000&long',
    /inside, \d+ asked/,
    async () => {
      await page.getByLabel('Group the calls').selectOption('session');
    },
  ],
  [
    'banner-endpoint',
    `calls=50&endpoint=${encodeURIComponent(PORT_TAKEN)}`,
    /Remit takes no calls over HTTP/,
    view('Settings'),
  ],
  ['authority', 'grants=12', /may/, view('Authority')],
  ['authority-empty', 'calls=0&grants=0', /Nothing is granted/, view('Authority')],
  ['settings', 'calls=5000', /Data folder/, view('Settings')],
  [
    'settings-retention',
    'calls=5000',
    /Removes [\d,]+ entries with/,
    async () => {
      await view('Settings')();
      await page.getByRole('checkbox', { name: 'Remove what is older than' }).press('Space');
    },
  ],
  [
    'settings-retention-counting',
    'calls=5000&slow=1500',
    /Counting what would go/,
    async () => {
      await view('Settings')();
      await page.getByRole('checkbox', { name: 'Remove what is older than' }).press('Space');
    },
  ],
  [
    'settings-retention-failed',
    'calls=5000&problem=the broker has ended',
    /could not be counted: the broker has ended/,
    async () => {
      await view('Settings')();
      await page.getByRole('checkbox', { name: 'Remove what is older than' }).press('Space');
      await page.getByRole('button', { name: 'Count again' }).waitFor();
      await page.locator('button[aria-disabled="true"]', { hasText: 'Save and remove' }).waitFor();
    },
  ],
  [
    'history-export-range',
    'calls=5000',
    /more in the range were not read yet/,
    async () => {
      await page.getByRole('grid').focus();
      await press('ArrowDown', 'Shift+End', 'e')();
    },
  ],
  [
    'settings-retention-wrong',
    'calls=5000',
    /The days are a whole number from 1/,
    async () => {
      await view('Settings')();
      await page.getByRole('textbox', { name: /older than/ }).fill('0');
    },
  ],
  ['record-unverified', 'record=unverified', /entry 1,?204/i, stay],
  ['record-unwritable', 'record=unwritable', /full/, stay],
];

const SIZES = [
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
];

/** What is wider than the window, and controls whose text is cut without a way to see all of it. */
async function cutOff(): Promise<unknown> {
  return page.evaluate(`(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('the window scrolls sideways');
    for (const one of document.querySelectorAll('button, label, h1, h2, h3, th, [role=columnheader], [role=tab]')) {
      const style = getComputedStyle(one);
      const { width, height, right, left } = one.getBoundingClientRect();
      if (width < 2 || height < 2 || style.visibility === 'hidden') continue;
      if (one.scrollWidth > one.clientWidth + 1 && style.overflowX !== 'visible' && one.title === '') found.push('cut: ' + one.outerHTML.slice(0, 160));
      if (right > innerWidth + 1 || left < -1) found.push('outside: ' + one.outerHTML.slice(0, 160));
    }
    for (const one of document.querySelectorAll('[role=gridcell]'))
      if (getComputedStyle(one).whiteSpaceCollapse !== 'preserve' && getComputedStyle(one).textWrapMode === 'nowrap' && one.scrollHeight > 33)
        found.push('more than a line: ' + one.outerHTML.slice(0, 160));
    return found;
  })()`);
}

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each(STATES)('%s', async (name, query, words, go) => {
    await page.emulateMedia({ colorScheme });
    // The widths are the same in both themes: the second looks at the colours.
    for (const size of colorScheme === 'light' ? SIZES : SIZES.slice(0, 1)) {
      await showWindow(app, query, size);
      if (!query.includes('slow') && name.startsWith('history') && query.includes('calls=5000'))
        await page.locator('#line-0').getByRole('gridcell').nth(1).waitFor();
      await go();
      await page.getByText(words).first().waitFor();
      if (pictures !== undefined)
        await page.screenshot({ path: join(pictures, `${name}-${colorScheme}-${size.width}.png`) });
      expect(await cutOff()).toEqual([]);
      expect(await violations(page)).toEqual([]);
    }
  });
});

test('Tab goes from the search to what stands beside it', async () => {
  await showWindow(app, 'calls=50', { width: 900, height: 600 });
  await press('/')();
  await page.getByRole('option').first().waitFor();
  await press('Tab')();
  await page.getByRole('button', { name: 'Saved' }).and(page.locator(':focus')).waitFor();
});
