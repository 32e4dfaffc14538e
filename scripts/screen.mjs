import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fail } from './tools.mjs';

/** Starts a screen without a monitor; returns its name and a function that ends it. Xvfb itself picks a free number. */
export async function virtualScreen() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  server.once('error', () =>
    fail('Xvfb is missing: install it (Debian and Ubuntu: the package xvfb), or run this on a desktop.'),
  );
  const [number] = await once(server.stdio[3], 'data');
  return { display: `:${String(number).trim()}`, stop: () => server.kill() };
}

/** Runs `work` with a screen and a session bus of its own; `work` gets the words to put before its command. */
export async function withScreen(work) {
  const screen = await virtualScreen();
  const before = process.env.DISPLAY;
  process.env.DISPLAY = screen.display;
  try {
    return await work(['env', `DISPLAY=${screen.display}`, 'dbus-run-session', '--']);
  } finally {
    if (before === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = before;
    screen.stop();
  }
}
