import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { showWindow, startWindowPage, type WindowPage } from '../support/window-page.ts';

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

function line(index: number): Locator {
  return page.locator(`#line-${index}`);
}

async function show(query = 'calls=5000'): Promise<void> {
  await showWindow(app, query);
  await line(0).getByRole('gridcell').nth(1).waitFor();
}

async function search(text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

/** The calls that the window says the filter finds. */
async function found(): Promise<number> {
  const text = await page
    .getByRole('status')
    .filter({ hasText: /\d calls?/ })
    .first()
    .innerText();
  return Number(text.replace(/\D/g, ''));
}

describe('the search field', () => {
  test('finds what its text says, and shows its terms as chips that the keyboard removes', async () => {
    await show();
    await search('verdict:refused -agent:Codex');
    const chips = page.getByRole('list', { name: 'The filter’s terms' });
    await chips.getByRole('button', { name: 'Remove not agent Codex' }).waitFor();
    await line(0).getByText('refused').waitFor();
    const without = await found();
    await chips.getByRole('button', { name: /agent/ }).press('Delete');
    await chips.getByRole('button', { name: /agent/ }).waitFor({ state: 'detached' });
    await page.waitForFunction((few) => !document.body.innerText.includes(`${few} calls`), without);
    expect(await found()).toBeGreaterThan(without);
    expect(await page.getByLabel('Search the calls').inputValue()).toBe('verdict:refused');
  });

  test('completes keys and values', async () => {
    await show();
    await page.keyboard.press('/');
    await page.keyboard.type('ag');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('cl');
    await page.getByRole('option', { name: 'Claude Code' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove agent Claude Code' }).waitFor();
  });

  test('says what is wrong, and leaves what is shown as it is', async () => {
    await show();
    await search('agent:Codex verdct:refused');
    await page.getByText(/^`verdct` isn.t one of agent, server/).waitFor();
    expect(await page.getByLabel('Search the calls').getAttribute('aria-invalid')).toBe('true');
    expect(await found()).toBe(5000);
  });

  test('offers what to drop when nothing is found', async () => {
    await show();
    await search('agent:Nobody verdict:refused');
    await page.getByRole('button', { name: 'Without agent:Nobody' }).click();
    await line(0).getByText('refused').waitFor();
  });

  test('keeps a filter under a name', async () => {
    await show();
    await search('verdict:asked');
    await page.getByRole('button', { name: 'Saved' }).click();
    await page.getByLabel('Name for this filter').fill('Open questions');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove verdict asked' }).click();
    await page.getByRole('button', { name: 'Saved' }).click();
    await page.getByRole('button', { name: /^Open questions/ }).click();
    await page.getByRole('button', { name: 'Remove verdict asked' }).waitFor();
  });
});

describe('the charts', () => {
  test('take columns as the time by keys', async () => {
    await show();
    const chart = page.getByRole('slider');
    await chart.press('End');
    await chart.press('ArrowLeft');
    await chart.press('Shift+ArrowLeft');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/ to .*: \d+ inside, \d+ asked, \d+ refused/);
    await chart.press('Enter');
    await page.getByRole('button', { name: /^Remove since/ }).waitFor();
    await page.getByRole('button', { name: /^Remove before/ }).waitFor();
    await page.getByRole('button', { name: 'Any time' }).click();
    await page.getByText('5,000 calls').waitFor();
  });

  test('take a column by a click, and several by dragging', async () => {
    await show();
    const box = await page.getByRole('img', { name: /^Calls over time/ }).boundingBox();
    if (box === null) throw new Error('there is no chart');
    await page.mouse.move(box.x + box.width / 2, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 80, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Any time' }).waitFor();
    const dragged = await found();
    expect(dragged).toBeGreaterThan(100);
    expect(dragged).toBeLessThan(2500);
  });

  test('filter by agent and by standing', async () => {
    await show();
    await page.getByRole('button', { name: /^refused \d+ %/ }).click();
    await page.getByRole('button', { name: /^Codex/ }).click();
    await page.getByRole('button', { name: 'Remove agent Codex' }).waitFor();
    await page.getByRole('button', { name: 'Remove verdict refused' }).waitFor();
  });
});

describe('the list', () => {
  test.each([1_000_000, 3_000_000])('of %d calls shows the oldest, and the ones between', async (calls) => {
    await show(`calls=${calls}`);
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await line(calls - 1)
      .getByText('ago')
      .or(line(calls - 1).locator('time'))
      .first()
      .waitFor();
    await page.keyboard.press('PageUp');
    await page.getByRole('grid').evaluate((grid) => (grid.scrollTop = grid.scrollHeight / 2));
    await page.waitForFunction(() => {
      const shown = document.querySelector('[id^=line-] time')?.closest('[role=row]')?.id ?? 'line-0';
      return (
        Math.abs(
          Number(shown.slice(5)) /
            Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) -
            0.5,
        ) < 0.01
      );
    });
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await line(0).locator('time').waitFor();
  });

  test('stays still while a call is read, and says how many have come', async () => {
    await show();
    await line(4).click();
    const before = await line(4).innerText();
    await page.evaluate('addCalls(12)');
    const news = page.getByRole('button', { name: '12 new calls' });
    await news.waitFor();
    expect(await line(4).innerText()).toBe(before);
    await news.click();
    await page.getByText('5,012 calls').waitFor();
    expect(await line(16).innerText()).toBe(before);
  });

  test('takes new calls in at once when nothing is read', async () => {
    await show();
    await page.evaluate('addCalls(3)');
    await page.getByText('5,003 calls').waitFor();
    expect(await page.getByRole('button', { name: /new call/ }).count()).toBe(0);
  });

  test('opens a session and shows its calls beneath it', async () => {
    await show();
    await page.getByLabel('Group the calls').selectOption('session');
    const grid = page.getByRole('treegrid');
    await grid.getByText('session-134').waitFor();
    const heads = grid.getByRole('columnheader');
    expect(await heads.allInnerTexts()).toEqual(['Last call', 'Session, its agents and servers', 'Calls']);
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.locator('#line-2[aria-level="2"]').waitFor();
    expect(await line(1).getAttribute('aria-expanded')).toBe('true');
    expect(await heads.allInnerTexts()).toContain('Touched');
    await page.keyboard.press('ArrowLeft');
    await page.locator('#line-2[aria-level="1"]').waitFor();
  });

  test('copies and exports what Shift and the arrows select', async () => {
    await show();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('c');
    await page.getByText('Copied 3 calls').waitFor();
    const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied.split('\n').map((one) => one.split('\t').length)).toEqual([6, 6, 6]);
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Export 3 calls' }).click();
    await page.getByText('3 calls written to /home/u/calls.csv').waitFor();
  });
});

test('Enter opens the call in full, arrows go on, Escape closes it', async () => {
  await show();
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Call in full' });
  await detail
    .getByRole('heading', { level: 2 })
    .filter({ hasText: 'wants to read from database shop' })
    .waitFor();
  await detail.getByText('exceeds by').waitFor();
  await page.keyboard.press('ArrowDown');
  await detail.getByRole('heading', { level: 2 }).filter({ hasText: 'spent 49.50 EUR' }).waitFor();
  await detail.getByRole('button', { name: 'show in Authority' }).waitFor();
  await detail.getByRole('button', { name: 'the call it came from' }).press('Enter');
  await detail.getByText(/^Call, entry 811:/).waitFor();
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await page.locator('#line-2[data-cursor=true]').waitFor();
});

test('in the lowest window a call comes into sight when it is opened', async () => {
  await showWindow(app, 'calls=5000', { width: 700, height: 480 });
  await line(0).getByRole('gridcell').nth(1).waitFor();
  // As a hand does it: nothing is scrolled before.
  const box = await line(0).boundingBox();
  await page.mouse.click((box?.x ?? 0) + 40, (box?.y ?? 0) + 16);
  const title = page.getByRole('complementary', { name: 'Call in full' }).getByRole('heading', { level: 2 });
  await title.waitFor();
  expect((await title.boundingBox())?.y).toBeLessThan(440);
});

test('the map of what was touched opens folders, and filters by one', async () => {
  await show();
  await page.getByRole('tab', { name: 'What they touched' }).click();
  const grid = page.getByRole('treegrid');
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await grid.getByRole('row', { level: 2 }).first().waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove path /home/u/project/src' }).waitFor();
  await page.getByRole('tab', { name: 'Calls', selected: true }).waitFor();
});

test.each([
  ['calls=0', 'How agents get here', /No agent has made a call yet|Agents stay inside/],
  [
    'problem=record.db is locked',
    'why the record can’t be read',
    /The record can’t be read: record.db is locked/,
  ],
  ['calls=50&behind=48210', 'how far the index is behind', /catching up: 48,210 entries behind/],
])('with %s the window says %s', async (query, _what, words) => {
  await showWindow(app, query);
  await page.getByText(words).first().waitFor();
});

describe.each(['light', 'dark'] as const)('accessibility in the %s theme', (colorScheme) => {
  test.each([
    ['the list with a call', /How it was decided/, async () => line(3).click()],
    ['the map', /a-folder|project/, async () => page.getByRole('tab', { name: 'What they touched' }).click()],
    ['groups', /^task-/, async () => page.getByLabel('Group the calls').selectOption('task')],
    ['a wrong filter', /^`verdct` isn.t one of/, async () => search('verdct:refused')],
    ['the keys', /^Page Up/, async () => page.keyboard.press('?')],
  ])('of %s', async (_name, words, go) => {
    await page.emulateMedia({ colorScheme });
    await show();
    await go();
    await page.getByText(words).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
