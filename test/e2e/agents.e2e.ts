import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startApp, type RunningApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import { remit, removeFolder, runRemit, serverEntry, temporaryFolder } from '../support/serve.ts';

const configSchema = z.object({ mcpServers: z.record(z.string(), z.unknown()) });
const THEMES = ['light', 'dark'] as const;

let folder: string;
let home: string;
let dataDir: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = temporaryFolder();
  home = join(folder, 'home');
  dataDir = join(folder, 'data');
  mkdirSync(home);
  env = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
});
afterEach(() => removeFolder(folder));

function put(path: string, text: string): string {
  const whole = join(home, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

/** As clients write: beside the file, and then in its place. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function section(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** Has what would be notified kept instead; what was, is in the value's call. */
async function keepNotices({ electron }: RunningApp): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ Notification }) => {
    const kept: string[] = [];
    Reflect.set(globalThis, 'keptNotices', kept);
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: { readonly body: string }): void {
      kept.push(this.body);
    };
  });
  return () => electron.evaluate(() => Reflect.get(globalThis, 'keptNotices') as string[]);
}

async function look(app: RunningApp, name: string): Promise<void> {
  const { window } = app;
  for (const colorScheme of THEMES) {
    await window.emulateMedia({ colorScheme });
    expect(await violations(window)).toEqual([]);
    const pictures = process.env['REMIT_PICTURES'];
    if (pictures !== undefined)
      await window.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
}

test('protects an agent by keys, proves it, says what is no longer guarded, repairs it and puts the same bytes back', async () => {
  const everything = [serverEntry('@modelcontextprotocol/server-everything'), 'stdio'];
  const entry = { command: process.execPath, args: everything, env: { MAIL_PASSWORD: 'SECRET-1' } };
  const desktopText = `${JSON.stringify({ mcpServers: { mail: entry, files: { command: 'fs' } } }, null, 2)}\n`;
  const desktop = put('.config/Claude/claude_desktop_config.json', desktopText);
  const cursorText = '{\n  // mine\n  "mcpServers": { "web": { "url": "https://mcp.example.com/mcp" } }\n}\n';
  put('.cursor/mcp.json', cursorText);
  const project = join(home, 'project');
  put('project/.mcp.json', '{ "mcpServers": { "db": { "command": "db" } } }');
  put('.claude.json', JSON.stringify({ projects: { [project]: {} } }));
  const hook = {
    type: 'command',
    command: `exec ${remit} hook claude-code --data ${dataDir}`,
    timeout: 3600,
  };
  const all = (more: object): object[] => [{ matcher: '*', hooks: [{ ...hook, ...more }] }];
  const hooks = { PreToolUse: all({ onFailure: 'block' }), PermissionRequest: all({}) };
  put('.claude/settings.json', JSON.stringify({ hooks }));

  const app = await startApp(dataDir, 'Guarding', { env });
  const { window } = app;
  const notices = await keepNotices(app);
  await window.setViewportSize({ width: 900, height: 700 });
  await window.getByRole('button', { name: 'Agents', exact: true }).press('Enter');
  const claude = section(window, 'Claude Desktop');
  await claude.getByText('Not protected: 0 of 2 servers').waitFor();
  await section(window, 'Claude Code').getByText('Partly protected: 0 of 1 server, its own tools').waitFor();
  await window.getByText('Not found on this machine:').waitFor();
  await window.getByText('named by an agent').waitFor();
  await look(app, 'agents-first');

  await claude.getByRole('button', { name: 'Protect…' }).press('Enter');
  const dialog = window.getByRole('dialog', { name: 'Protect Claude Desktop' });
  await dialog.getByText('"MAIL_PASSWORD": "SECRET-1"').waitFor();
  expect(readFileSync(desktop, 'utf8')).toBe(desktopText);
  await look(app, 'agents-diff');
  await window.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await claude.getByRole('button', { name: 'Protect…' }).press('Enter');
  await dialog.getByText('"MAIL_PASSWORD": "SECRET-1"').waitFor();
  await dialog.getByRole('button', { name: 'Protect' }).and(window.locator(':focus')).waitFor();
  await window.keyboard.press('Enter');
  await dialog.getByText('Claude Desktop: quit Claude Desktop completely and start it again').waitFor();
  const protectedText = readFileSync(desktop, 'utf8');
  expect(protectedText).not.toContain('SECRET-1');
  await look(app, 'agents-done');
  await window.keyboard.press('Enter');

  await claude.getByText('Protected: 2 of 2 servers').waitFor();
  await claude.getByRole('heading').and(window.locator(':focus')).waitFor();
  expect(await claude.getByRole('cell', { name: 'Configured' }).count()).toBe(2);
  await claude.getByRole('button', { name: 'Prove' }).press('Enter');
  await claude.getByText('The 2 calls made as the files say were stopped.').waitFor();
  expect(await claude.getByRole('cell', { name: 'Proven' }).count()).toBe(2);
  await section(window, 'Claude Code').getByRole('button', { name: 'Prove' }).press('Enter');
  await section(window, 'Claude Code').getByText('A call made as the file says was stopped').waitFor();
  await look(app, 'agents-proven');

  await claude.getByRole('button', { name: 'Unprotect…' }).press('Enter');
  await window.getByRole('dialog').getByText('It becomes what it was, byte for byte').waitFor();
  await look(app, 'agents-undo');
  await window.keyboard.press('Enter');
  await window.getByRole('dialog').getByText('Done.').waitFor();
  expect(readFileSync(desktop, 'utf8')).toBe(desktopText);
  await window.keyboard.press('Enter');
  await claude.getByText('Not protected: 0 of 2 servers').waitFor();
  expect(await claude.getByText('no longer guarded').count()).toBe(0);

  await claude.getByRole('button', { name: 'Protect…' }).press('Enter');
  await dialog.getByText('"MAIL_PASSWORD": "SECRET-1"').waitFor();
  await window.keyboard.press('Enter');
  await dialog.getByText('Done.').waitFor();
  await window.keyboard.press('Enter');
  await claude.getByRole('button', { name: 'Prove' }).press('Enter');
  await claude.getByText('The 2 calls made as the files say were stopped.').waitFor();
  const { mcpServers } = configSchema.parse(JSON.parse(readFileSync(desktop, 'utf8')));
  replace(desktop, JSON.stringify({ mcpServers: { ...mcpServers, mail: { command: 'mail', args: [] } } }));
  await claude.getByText('Claude Desktop: the server mail is no longer guarded').waitFor();
  await claude.getByRole('cell', { name: 'Unguarded' }).nth(2).waitFor();
  expect(await claude.getByRole('cell', { name: 'Proven' }).count()).toBe(1);
  await claude.getByRole('heading').scrollIntoViewIfNeeded();
  await look(app, 'agents-lost');
  await claude.getByRole('button', { name: 'Repair…' }).press('Enter');
  await dialog.getByRole('button', { name: 'Protect' }).and(window.locator(':focus')).waitFor();
  await window.keyboard.press('Enter');
  await dialog.getByText('Done.').waitFor();
  await window.keyboard.press('Enter');
  await claude.getByText('Protected: 2 of 2 servers').waitFor();
  await claude.getByRole('button', { name: 'Repair…' }).waitFor({ state: 'detached' });
  const told = (await notices()).filter((body) => body.includes('guarded'));
  expect(told).toEqual(['Claude Desktop: the server mail is no longer guarded']);
  await app.close();

  const log = runRemit(['verify', '--data', dataDir]);
  expect(log).toMatchObject({ code: 0 });
});

test('adds a project folder that the user picks, and finds the files in it', async () => {
  put('.cursor/mcp.json', '{ "mcpServers": {} }');
  const project = join(folder, 'work');
  mkdirSync(join(project, '.cursor'), { recursive: true });
  writeFileSync(join(project, '.cursor', 'mcp.json'), '{ "mcpServers": { "here": { "command": "x" } } }');
  const app = await startApp(dataDir, 'Guarding', { env });
  const { window } = app;
  await app.electron.evaluate(({ dialog }, picked) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [picked] });
  }, project);
  await window.getByRole('button', { name: 'Agents', exact: true }).click();
  const cursor = section(window, 'Cursor');
  await cursor.getByText('no servers').waitFor();
  await window.getByRole('button', { name: 'Add a project folder…' }).click();
  await cursor.getByText('0 of 1 server').waitFor();
  await window.getByRole('button', { name: `Remove the project folder ${project}` }).click();
  await cursor.getByText('no servers').waitFor();
  await app.close();
});

test('without an agent says what will be here', async () => {
  const app = await startApp(dataDir, 'Guarding', { env });
  await app.window.getByRole('button', { name: 'Agents', exact: true }).click();
  await app.window.getByText('No agent that Remit knows was found on this machine.').waitFor();
  await look(app, 'agents-empty');
  await app.close();
});
