import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** What a program needs to find the user's screen and session. */
const SESSION = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];

/** This program's environment, and of the session what the agent has kept to itself: most pass on little more than HOME and PATH. */
function sessionEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  if (process.platform !== 'linux') return env;
  try {
    for (const line of readFileSync(`/proc/${process.ppid}/environ`, 'utf8').split('\0')) {
      const [name = ''] = line.split('=', 1);
      if (SESSION.includes(name)) env[name] ??= line.slice(name.length + 1);
    }
  } catch {
    // The agent is another user's: then its session is not ours to use.
  }
  return env;
}

/** Starts the app beside this program, if there is one and a screen to show it on. False: nothing is coming up that could be waited for. */
export function startApp(dataDir: string): boolean {
  const start = join(import.meta.dirname, 'app.json');
  const env = sessionEnvironment();
  const screen = process.platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (!existsSync(start) || !screen || env['REMIT_NO_START'] === '1') return false;
  try {
    const { command, args } = readStart(readFileSync(start, 'utf8'));
    const child = spawn(command, [...args, '--hidden', '--data', dataDir], {
      detached: true,
      stdio: 'ignore',
      env,
    });
    child.on('error', () => undefined);
    child.unref();
    return true;
  } catch {
    // Told after the patience has run out, like every other reason for there being no broker.
    return false;
  }
}

/** The app's command line; throws when the file doesn't hold one. */
function readStart(text: string): { command: string; args: readonly string[] } {
  const start: unknown = JSON.parse(text);
  if (typeof start !== 'object' || start === null || !('command' in start) || !('args' in start))
    throw new Error('damaged');
  const { command, args } = start;
  if (typeof command !== 'string' || !Array.isArray(args)) throw new Error('damaged');
  return { command, args: args.map(String) };
}
