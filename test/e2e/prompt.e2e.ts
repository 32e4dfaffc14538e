// The prompt over made-up questions, as main would push them: long and foreign names, calls and an extension in one queue, an agent that was put
// off. In both themes and at the least width: nothing is cut off, nothing scrolls sideways, and axe finds nothing.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  approvalRequestSchema,
  extensionRequestSchema,
  type ApprovalRequest,
  type PromptRequest,
} from '../../shared/contract/request.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

const LONG_NAME = 'an agent that somebody has named with eighty letters so that nothing else has room';
const DEEP = `/home/u/${'a-folder-with-a-long-name/'.repeat(11)}notes.md`;
const ARABIC = 'وكيل المهام اليومية';
const CHINESE = '每日任务代理';
const pictures = process.env['REMIT_PICTURES'];
const folder = temporaryFolder();
let app: RunningApp;
let prompt: Page;

beforeAll(async () => {
  app = await startApp(join(folder, 'data'));
  prompt = app.approval;
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.getTitle() === 'Remit: approval')
      ?.showInactive(),
  );
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await app.close();
  removeFolder(folder);
});

/** A question of that agent about writing a file. */
function asked(id: string, agent: string, path: string): ApprovalRequest {
  const past = { covered: 3, of: 212 };
  const rung = (name: string, label: string, words: string, wide = false) => ({
    id: `0.${name}`,
    label,
    words,
    past,
    settles: false,
    wide,
  });
  return approvalRequestSchema.parse({
    kind: 'call',
    id,
    call: `call-${id}`,
    at: '2026-03-31T14:30:00.000Z',
    agent: {
      name: agent,
      process: { pid: 4711, executable: `${DEEP}.exe`, command: `${DEEP}.exe --stdio`, cwd: DEEP },
      claims: null,
    },
    server: { name: 'filesystem', command: `npx filesystem ${DEEP}` },
    tool: 'write_file',
    sentence: { who: agent, verb: 'wants to write', what: path, how: 'with filesystem > write_file' },
    excess: [
      {
        granted: 'write in ~/project',
        asks: `write ${path}`,
        exceeds: 'place',
        pointer: '/path',
        rungs: [
          rung('call', 'This call', 'with exactly these arguments'),
          rung('file', 'This file', `may write ${path}`),
          rung('folder', 'This folder', `may write in ${path}`),
          rung('any', 'Anywhere', 'may write anywhere', true),
        ],
        answeredBy: null,
      },
    ],
    commands: [],
    readings: [
      {
        pointer: '/path',
        role: { role: 'path', target: 'file', access: 'write' },
        from: 'profile',
      },
    ],
    rememberable: true,
    lifetimes: ['session', 'task', 'hour', 'always'],
    args: { text: JSON.stringify({ path, content: 'x'.repeat(400) }, null, 2), complete: true, bytes: 700 },
    claims: { description: `Writes a file. ${'Very useful. '.repeat(30)}` },
    digest: '0'.repeat(64),
  });
}

const EXTENSION = extensionRequestSchema.parse({
  kind: 'extension',
  id: 'r-extension',
  at: '2026-03-31T14:30:01.000Z',
  grant: 'g-0123456789ab',
  agent: { name: LONG_NAME, executable: null },
  sentence: { who: LONG_NAME, verb: 'go on using', what: `filesystem > write_file in ${DEEP}` },
  points: [
    { about: 'how long', granted: 'in this session', will: 'always, until you revoke it', more: 'time' },
    { about: 'spent in all', granted: 'up to 300 EUR', will: 'up to 600 EUR', more: '300 EUR' },
  ],
  counts: 'What was used so far still counts: 187.50 EUR.',
  words: `${LONG_NAME} may write in ${DEEP} with filesystem > write_file, always, up to 600 EUR`,
  digest: '1'.repeat(64),
});

async function show(waiting: readonly PromptRequest[], putOff: readonly string[] = []): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, message) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.getTitle() === 'Remit: approval')
        ?.webContents.send('approval:waiting', message),
    { waiting, putOff },
  );
}

/** Whatever is wider than the window, or has more text than it shows and can't be scrolled. */
async function cutOff(): Promise<unknown> {
  return prompt.evaluate(`(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('the prompt scrolls sideways');
    for (const one of document.querySelectorAll('main *')) {
      const { width, right, left } = one.getBoundingClientRect();
      if (width > 0 && (right > innerWidth + 1 || left < -1)) found.push('outside: ' + one.outerHTML.slice(0, 160));
      if (one.scrollWidth > one.clientWidth + 1 && !['visible', ''].includes(getComputedStyle(one).overflowX) && !one.matches('input, select'))
        found.push('cut: ' + one.outerHTML.slice(0, 160));
    }
    return found;
  })()`);
}

const CALL = asked('r-1', 'Claude Code', '/etc/hosts');
const STATES: readonly (readonly [string, readonly PromptRequest[], readonly string[], RegExp])[] = [
  ['call', [CALL], [], /hosts/],
  ['put-off', [CALL], ['r-1'], /was told to call again/],
  ['long', [asked('r-2', LONG_NAME, DEEP)], ['r-2'], /was told to call again/],
  ['arabic', [asked('r-3', ARABIC, `/home/u/${ARABIC}/ملاحظات.md`)], [], /filesystem/],
  ['chinese', [asked('r-4', CHINESE, `/home/u/${CHINESE}/笔记.md`)], [], /filesystem/],
  ['extension', [EXTENSION, CALL], [], /1 more waiting/],
  ['queue', [CALL, EXTENSION, asked('r-5', LONG_NAME, DEEP)], [], /2 more waiting/],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each(STATES)('%s', async (name, waiting, putOff, words) => {
    await prompt.emulateMedia({ colorScheme });
    for (const size of [
      { width: 420, height: 600 },
      { width: 420, height: 360 },
      { width: 520, height: 720 },
    ]) {
      await prompt.setViewportSize(size);
      await show([]);
      await prompt.getByText('Nothing is waiting.').waitFor();
      await show(waiting, putOff);
      await prompt.getByText(words).first().waitFor();
      await prompt.locator('button[aria-disabled="false"]', { hasText: /^(Allow once|Extend)/ }).waitFor();
      if (pictures !== undefined)
        await prompt.screenshot({
          path: join(pictures, `prompt-${name}-${colorScheme}-${size.width}x${size.height}.png`),
        });
      expect(await cutOff()).toEqual([]);
      expect(await violations(prompt)).toEqual([]);
    }
  });
});

test('the question on the screen stays when others come before it, and the next comes when it is gone', async () => {
  const heading = prompt.getByRole('heading', { level: 1 });
  await show([CALL]);
  await heading.filter({ hasText: '/etc/hosts' }).waitFor();
  await show([EXTENSION, CALL]);
  await prompt.getByText('1 more waiting').waitFor();
  expect(await heading.textContent()).toContain('/etc/hosts');
  await show([EXTENSION]);
  await heading.filter({ hasText: 'You want to let' }).waitFor();
  await heading.and(prompt.locator(':focus')).waitFor();
});

test('the folders of a path stand in their order whatever their letters', async () => {
  await prompt.setViewportSize({ width: 520, height: 720 });
  await show([asked('r-6', ARABIC, '/ألف/باء/c')]);
  const path = prompt.getByRole('heading', { level: 1 }).locator('strong bdi bdi');
  await path.nth(1).waitFor();
  const [first, second] = await Promise.all([path.nth(0).boundingBox(), path.nth(1).boundingBox()]);
  expect(first?.x).toBeLessThan(second?.x ?? 0);
});
