import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, promptFor, startApp, type RunningApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import { sdk1Client, type TestClient } from '../support/clients.ts';
import { addServer, removeFolder, serverEntry, temporaryFolder } from '../support/serve.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const work = join(folder, 'work');
let app: RunningApp;
let client: TestClient;

beforeAll(async () => {
  mkdirSync(work);
  mkdirSync(dataDir, { mode: 0o700 });
  addServer(dataDir, 'fs', [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), work]);
  app = await startApp(dataDir);
  client = await sdk1Client(dataDir, 'fs');
});
afterAll(async () => {
  await client.close();
  await app.close();
  removeFolder(folder);
});

/** Calls a channel from a document's own page, as a script that got into it would; the reply as text. */
function invoke(page: Page, channel: string, payload: unknown): Promise<string> {
  const call = `window.remit.invoke(${JSON.stringify(channel)}, ${JSON.stringify(payload)}).then((reply) => JSON.stringify(reply))`;
  return page.evaluate<string>(call);
}

/** The same from the prompt's page at the moment when its window has become so wide: the main process asks, so that no time passes. */
async function invokeWhenResized(width: number, channel: string, payload: unknown): Promise<string> {
  const call = `window.remit.invoke(${JSON.stringify(channel)}, ${JSON.stringify(payload)}).then((reply) => JSON.stringify(reply))`;
  const reply: unknown = await app.electron.evaluate(
    async ({ BrowserWindow }, wanted) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === 'Remit: approval');
      if (window === undefined) return null;
      const resized = new Promise<void>((resolve) => window.once('resize', () => resolve()));
      window.setBounds({ ...window.getBounds(), width: wanted.width });
      await resized;
      const text: unknown = await window.webContents.executeJavaScript(wanted.call);
      return text;
    },
    { width, call },
  );
  return String(reply);
}

async function asked(
  name: string,
  use: (prompt: Page, path: string) => Promise<void>,
  seen = name,
): Promise<string> {
  const path = join(work, name);
  const call = client.call('write_file', { path, content: 'x' });
  await use(await promptFor(app, seen), path);
  return (await call).text;
}

type Waiting = { readonly id: string; readonly digest: string };
async function waitingQuestion(prompt: Page): Promise<Waiting> {
  return prompt.evaluate<Waiting>(
    "window.remit.invoke('approval:current', null).then((reply) => ({ id: reply.value.waiting[0].id, digest: reply.value.waiting[0].digest }))",
  );
}

describe('an answer is taken', () => {
  test('only with the id and the digest of what was shown', async () => {
    await asked('digest.txt', async (prompt) => {
      const { id, digest } = await waitingQuestion(prompt);
      const other = digest.replace(/^./, (first) => (first === '0' ? '1' : '0'));
      const decide = (request: string, of: string): Promise<string> =>
        invoke(prompt, 'approval:decide', { request, digest: of, answer: { kind: 'deny', reason: '' } });
      expect(await decide(id, other)).toContain('the question has changed since it was shown');
      expect(await decide('q-0', digest)).toContain('no longer waits');
      await answer(app, 'Deny');
    });
  });

  test('not for a rung that was not offered, nor with anything beside it', async () => {
    await asked('rung.txt', async (prompt) => {
      const { id: request, digest } = await waitingQuestion(prompt);
      const remember = { kind: 'remember', rungs: ['0.everything'], lifetime: 'always' };
      const decide = (given: object): Promise<string> =>
        invoke(prompt, 'approval:decide', { request, digest, answer: given });
      await expect.poll(() => decide(remember)).toContain('does not offer to remember');
      expect(await decide({ ...remember, rungs: ['1.this'] })).toContain('ask again');
      expect(await decide({ ...remember, rungs: ['0.call'], lifetime: 'task' })).toContain('does not offer');
      const more = { request, digest, answer: { kind: 'allow-once' }, grant: { path: '/' } };
      expect(await invoke(prompt, 'approval:decide', more)).toContain('something else');
      await answer(app, 'Deny');
    });
  });

  test('not before the question has stood on the screen for the arming time', async () => {
    await asked('early.txt', async (prompt) => {
      const { id: request, digest } = await waitingQuestion(prompt);
      const reply = await invokeWhenResized(600, 'approval:decide', {
        request,
        digest,
        answer: { kind: 'allow-once' },
      });
      expect(reply).toContain('wait a moment');
      await answer(app, 'Deny');
    });
  });

  test('only from the prompt’s own document and window', async () => {
    await asked('sender.txt', async (prompt, path) => {
      const { id: request, digest } = await waitingQuestion(prompt);
      const decision = { request, digest, answer: { kind: 'allow-once' } };
      expect(await invoke(app.window, 'approval:decide', decision)).toContain('no such channel');
      const opened = app.electron.waitForEvent('window');
      await app.electron.evaluate(async ({ BrowserWindow, app: electronApp }) => {
        const preload = `${electronApp.getAppPath()}/build/preload-approval.cjs`;
        const stray = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await stray.loadURL('remit-approval://card/index.html');
      });
      const stray = await opened;
      expect(await invoke(stray, 'approval:decide', decision)).toContain('is not for this document');
      expect(await invoke(stray, 'approval:current', null)).toContain('is not for this document');
      await stray.close();
      await prompt.getByRole('heading', { level: 1 }).filter({ hasText: path }).waitFor();
      await answer(app, 'Deny');
    });
  });

  test('nor a correction from another document, for another question, or too early', async () => {
    await asked('correct.txt', async (prompt) => {
      const { id: request, digest } = await waitingQuestion(prompt);
      const correction = { request, digest, pointer: '/path', role: { role: 'payload' } };
      expect(await invoke(app.window, 'approval:correct', correction)).toContain('no such channel');
      expect(await invoke(prompt, 'approval:correct', { ...correction, digest: 'a'.repeat(64) })).toContain(
        'not been on',
      );
      expect(await invokeWhenResized(610, 'approval:correct', correction)).toContain('wait a moment');
      await answer(app, 'Deny');
    });
  });

  test('not from the app window for a grant: it has no channel that takes one', async () => {
    for (const channel of ['app:grant', 'app:decide', 'decide', 'grant'])
      expect(await invoke(app.window, channel, { grant: 'g-1' })).toContain('no such channel');
  });
});

describe('the prompt', () => {
  test('has the title and buttons that it is known by, and none of them is the default', async () => {
    await asked('names.txt', async (prompt) => {
      expect(await prompt.title()).toBe('Remit: approval');
      for (const name of ['Deny', 'Allow once', 'Allow and remember'])
        await prompt.getByRole('button', { name, exact: true }).waitFor();
      await prompt.locator('button[aria-disabled="false"]', { hasText: 'Allow once' }).waitFor();
      for (const key of ['Enter', 'Space', 'y', 'a']) await prompt.keyboard.press(key);
      expect(JSON.parse(await invoke(prompt, 'approval:current', null))).toMatchObject({
        value: { waiting: [{ tool: 'write_file' }] },
      });
      await answer(app, 'Deny');
    });
  });

  test('is answered by the keyboard alone', async () => {
    const text = await asked('keys.txt', async (prompt) => {
      const deny = prompt.getByRole('button', { name: 'Deny', exact: true });
      for (let presses = 0; presses < 20; presses += 1) {
        await prompt.keyboard.press('Tab');
        if (await deny.evaluate((button) => button === button.ownerDocument.activeElement)) break;
      }
      await prompt.keyboard.press('Enter');
    });
    expect(text).toContain('the user denied it');
  });

  test('is answered by the keys that stand on its buttons, once they are armed', async () => {
    const text = await asked('alt.txt', async (prompt) => {
      await prompt.locator('button[aria-disabled="false"]', { hasText: 'Allow once' }).waitFor();
      await prompt.keyboard.press('Alt+O');
    });
    expect(text).toContain('Successfully');
    const denied = await asked('alt-no.txt', async (prompt) => prompt.keyboard.press('Alt+D'));
    expect(denied).toContain('the user denied it');
  });

  test('remembers what is chosen, and says so beforehand', async () => {
    await asked('chosen.txt', async (prompt, path) => {
      await prompt.getByText('with exactly these arguments').waitFor();
      await prompt.getByRole('radio', { name: 'This file' }).check();
      await prompt.getByText(`may read and write ${path} with fs > write_file`).waitFor();
      expect(await prompt.getByRole('radio', { name: 'On what is granted, rest as now' }).isChecked()).toBe(
        true,
      );
      await answer(app, 'Deny');
    });
  });

  test('is as high as its content, and no higher than its share of the screen', async () => {
    await asked('high.txt', async (prompt) => {
      const share = (): Promise<number> =>
        app.electron.evaluate(({ BrowserWindow, screen }) => {
          const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === 'Remit: approval');
          return (window?.getContentSize()[1] ?? 0) / screen.getPrimaryDisplay().workArea.height;
        });
      const scrolls = (): Promise<boolean> =>
        prompt.evaluate<boolean>(
          "(([, body]) => body.scrollHeight > body.clientHeight)(document.querySelector('main').children)",
        );
      // It is measured once its content is drawn.
      await expect.poll(async () => (await scrolls()) === (await share()) > 0.799).toBe(true);
      expect(await share()).toBeLessThan(0.801);
      await answer(app, 'Deny');
    });
  });

  test('says that its agent was told to call again, and moves nothing', async () => {
    await asked('put-off.txt', async (prompt) => {
      const put = async (isPutOff: boolean): Promise<void> => {
        const reply = await prompt.evaluate<{ value: { waiting: { id: string }[] } }>(
          "window.remit.invoke('approval:current', null)",
        );
        const { waiting } = reply.value;
        const putOff = isPutOff ? waiting.map(({ id }) => id) : [];
        await app.electron.evaluate(
          ({ BrowserWindow }, message) => {
            const windows = BrowserWindow.getAllWindows();
            windows
              .find((one) => one.getTitle() === 'Remit: approval')
              ?.webContents.send('approval:waiting', message);
          },
          { waiting, putOff },
        );
      };
      const places = (): Promise<unknown> =>
        Promise.all(
          [
            prompt.getByRole('heading', { level: 1 }),
            prompt.getByLabel('How long it is remembered'),
            prompt.getByRole('button', { name: 'Allow once' }),
          ].map((one) => one.boundingBox()),
        );
      await prompt.locator('button[aria-disabled="false"]', { hasText: 'Allow once' }).waitFor();
      const before = await places();
      await put(true);
      const said = prompt.getByText('was told to call again');
      await said.waitFor();
      expect(await places()).toEqual(before);
      expect(await prompt.locator('button[aria-disabled="false"]', { hasText: 'Allow once' }).count()).toBe(
        1,
      );
      expect(await violations(prompt)).toEqual([]);
      await put(false);
      await said.waitFor({ state: 'detached' });
      await answer(app, 'Deny');
    });
  });

  test('makes hidden characters visible', async () => {
    const spoofed = async (prompt: Page): Promise<void> => {
      await prompt.getByText('U+202E').first().waitFor();
      await answer(app, 'Deny');
    };
    await asked('a\u202etxt.exe', spoofed, 'txt.exe');
  });

  test('does not take the keyboard', async () => {
    await asked('focus.txt', async () => {
      const focused = await app.electron.evaluate(({ BrowserWindow }) => {
        const prompt = BrowserWindow.getAllWindows().find((one) => one.getTitle() === 'Remit: approval');
        return { visible: prompt?.isVisible(), onTop: prompt?.isAlwaysOnTop(), focused: prompt?.isFocused() };
      });
      expect(focused).toEqual({ visible: true, onTop: true, focused: false });
      await answer(app, 'Deny');
    });
  });
});

describe.each(['light', 'dark'] as const)('accessibility in the %s theme', (colorScheme) => {
  test('of the prompt and of every view', async () => {
    await app.window.emulateMedia({ colorScheme });
    await app.approval.emulateMedia({ colorScheme });
    await asked(`axe-${colorScheme}.txt`, async (prompt) => {
      await prompt.locator('button[aria-disabled="false"]', { hasText: 'Allow once' }).waitFor();
      expect(await violations(prompt)).toEqual([]);
      await answer(app, 'Deny');
    });
    for (const view of ['Start', 'Authority', 'History']) {
      await app.window.getByRole('button', { name: view, exact: true }).click();
      expect(await violations(app.window)).toEqual([]);
    }
    await app.window.getByRole('grid').getByRole('row').nth(1).click();
    await app.window
      .getByRole('complementary', { name: 'Call in full' })
      .getByText(/entry \d+/)
      .first()
      .waitFor();
    expect(await violations(app.window)).toEqual([]);
  });
});

// Last: a page that was told to go elsewhere is of no more use to the driver.
describe('a document', () => {
  test.each(['window', 'approval'] as const)(
    'of the %s goes nowhere and loads nothing from outside',
    async (which) => {
      const page = app[which];
      const before = page.url();
      const fetched = await page.evaluate<string>(
        "fetch('http://127.0.0.1:9/').then(() => 'loaded', (error) => String(error))",
      );
      expect(fetched).toContain('TypeError');
      expect(await page.evaluate<boolean>("window.open('https://example.com') === null")).toBe(true);
      await page.evaluate("void (location.href = 'https://example.com/')");
      expect(await page.evaluate<string>('document.title')).toMatch(/^Remit/);
      expect(page.url()).toBe(before);
      expect(await page.evaluate<string>('typeof require + typeof process')).toBe('undefinedundefined');
    },
  );

  test('runs sandboxed, isolated and without Node', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window): unknown => {
        // The types leave this method out; what a window really runs with is asked of the window.
        const contents: object = window.webContents;
        if (!('getLastWebPreferences' in contents) || typeof contents.getLastWebPreferences !== 'function')
          return null;
        const found: unknown = Reflect.apply(contents.getLastWebPreferences, contents, []);
        return found;
      }),
    );
    expect(preferences.length).toBeGreaterThanOrEqual(2);
    for (const one of preferences)
      expect(one).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
      });
  });
});
