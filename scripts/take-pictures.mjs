// Drives the real app as a user would, with this process as the agent: its name and folder stand in the prompt.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { _electron } from 'playwright-core';
import { root } from './tools.mjs';

const program = process.argv[2];
const project = process.cwd();
const home = join(project, '..');
const remit = join(root, 'bin', 'remit');
for (const words of [
  ['server', 'add', 'files', '--cwd', home, '--', 'mcp-server-filesystem', home],
  ['protect', 'claude-code', 'cursor'],
]) {
  if (spawnSync(remit, words, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) process.exit(1);
}

const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const electron = await _electron.launch({
  executablePath: program,
  args: [...flags, '--disable-gpu', root],
  env: process.env,
});

async function page(start) {
  const there = electron.windows().find((one) => one.url().startsWith(start));
  return there ?? electron.waitForEvent('window', { predicate: (one) => one.url().startsWith(start) });
}

const app = await page('remit-app:');
const prompt = await page('remit-approval:');
await app.getByRole('status').filter({ hasText: 'Guarding' }).waitFor();
const client = new Client({ name: 'coding-agent', title: 'Coding agent', version: '3.1.0' });
await client.connect(
  new StdioClientTransport({
    command: remit,
    args: ['connect', 'files'],
    env: process.env,
    cwd: project,
    stderr: 'ignore',
  }),
);

const call = (name, args) => client.callTool({ name, arguments: args });
async function press(button, rung) {
  if (rung !== undefined) await prompt.getByRole('radio', { name: rung }).check();
  if (rung !== undefined) await prompt.getByLabel('How long it is remembered').selectOption('always');
  const found = prompt.getByRole('button', { name: button, exact: true });
  if (button !== 'Deny')
    await prompt.locator('button[aria-disabled="false"]', { hasText: button }).first().waitFor();
  await found.click();
}
async function asked(path, name, args, button, rung) {
  const answer = call(name, { path, ...args });
  await prompt
    .getByRole('heading', { level: 1 })
    .filter({ hasText: path.replace(home, '~') })
    .waitFor();
  await press(button, rung);
  await answer;
}

const index = join(project, 'src', 'index.ts');
await asked(index, 'read_text_file', {}, 'Allow and remember', /^Folder/);
await asked(index, 'write_file', { content: 'export const answer = 43;\n' }, 'Allow and remember', /^Folder/);
for (const name of ['index.ts', 'main.ts', 'judge.ts']) {
  await call('write_file', { path: join(project, 'src', name), content: `// ${name}\n` });
  await call('read_text_file', { path: join(project, 'src', name) });
}
await asked(join(project, 'README.md'), 'read_text_file', {}, 'Allow once');
await asked(join(home, '.gitconfig'), 'read_text_file', {}, 'Deny');
const waiting = call('write_file', {
  path: join(project, 'docs', 'plan.md'),
  content: '# Plan\n\n1. Judge\n2. Ask\n3. Record\n',
});
await prompt.getByRole('heading', { level: 1 }).filter({ hasText: 'docs/plan.md' }).waitFor();
await prompt.locator('button[aria-disabled="false"]', { hasText: 'Allow once' }).first().waitFor();

const folder = join(root, 'docs', 'screenshots');
mkdirSync(folder, { recursive: true });
const small = process.argv.includes('--small');
async function open(view) {
  await app.getByRole('button', { name: view, exact: true }).click();
  if (view === 'History') {
    await app.getByRole('grid').getByRole('row').nth(5).click();
    await app
      .getByText(/entry \d+:/)
      .first()
      .waitFor();
  } else {
    const agent = app.getByRole('region', { name: 'Claude Code', exact: true });
    await agent.getByRole('button', { name: 'Prove', exact: true }).click();
    await agent.getByRole('button', { name: 'Proving…' }).waitFor({ state: 'detached' });
    await agent.getByText('Proven', { exact: true }).first().waitFor();
  }
}
async function pictures() {
  for (const theme of ['light', 'dark']) {
    await prompt.emulateMedia({ colorScheme: theme });
    await prompt.screenshot({ path: join(folder, `prompt-${theme}.png`) });
  }
  await press('Deny');
  await waiting;
  for (const view of ['History', 'Agents']) {
    await open(view);
    for (const theme of ['light', 'dark']) {
      await app.emulateMedia({ colorScheme: theme });
      await app.screenshot({ path: join(folder, `${view.toLowerCase()}-${theme}.png`) });
    }
  }
}
if (small) {
  await electron.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) one.setSize(...one.getMinimumSize());
  });
}
await pictures();
process.stdout.write(`The pictures are in ${folder}\n`);

await client.close();
await electron.close();
