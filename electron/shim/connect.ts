// The shim: what an agent's configuration starts in place of a server. It pipes bytes between the agent and the broker and knows
// nothing of the protocol, except when there is no broker: then it answers each request with an error that names the remedy.
// It imports as little as it can, because agents start one for every server.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** How long to look for a broker before the agent is told, in ms. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 100;

type Target = { readonly server: string; readonly dataDir: string; readonly agent: string | null };

/** The words after `connect`: a server's name, `--data DIR` and `--agent NAME`. */
function target(args: readonly string[]): Target | null {
  const flags = new Map([['--data', process.env['REMIT_DATA'] ?? '']]);
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [flag = '', inline] = arg.split(/=(.*)/s, 2);
    if (flag !== '--data' && flag !== '--agent') {
      names.push(arg);
      continue;
    }
    if (inline === undefined) at += 1;
    flags.set(flag, inline ?? args[at] ?? '');
  }
  const [server] = names;
  if (server === undefined || names.length !== 1 || server.startsWith('-')) return null;
  const dataDir = flags.get('--data') ?? '';
  return {
    server,
    dataDir: dataDir === '' ? defaultDataDir() : resolve(dataDir),
    agent: flags.get('--agent') ?? null,
  };
}

/** What Remit wrote into the agent's entry when it was protected. The environment is private to the user, arguments are not. */
function credential(agent: string | null): { agent: string; token: string } | undefined {
  const token = process.env['REMIT_AGENT_TOKEN'];
  return agent === null || token === undefined ? undefined : { agent, token };
}

/** The same rule as the broker's: see data-dir.ts, which a test holds this to. */
function defaultDataDir(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Remit');
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Remit');
  const xdg = process.env['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share'), 'remit');
}

function socketOf(dataDir: string): string {
  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  const name = createHash('sha256').update(real).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\remit-${name}`;
  const inside = join(real, 'broker.sock');
  if (Buffer.byteLength(inside) <= 100) return inside;
  return join(tmpdir(), `remit-${process.getuid?.() ?? 0}-${name}`, 'broker.sock');
}

/** What the system says of the process that started this one. */
function agent(): { pid: number; executable: string; command: string; cwd: string } {
  const pid = process.ppid;
  let executable = '';
  let command = '';
  if (process.platform === 'linux') {
    try {
      executable = readlinkSync(`/proc/${pid}/exe`);
      command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 4096);
    } catch {
      // The process is another user's, or gone: then it goes unnamed.
    }
  }
  return { pid, executable, command, cwd: process.cwd() };
}

/** What a program needs to find the user's screen and session. */
const SESSION = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];

/** This program's environment, and of the session what the agent has kept to itself: most pass on little more than HOME and PATH. */
function sessionEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env['REMIT_AGENT_TOKEN'];
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

/** Starts the app beside this program, if there is one and a screen to show it on. */
function startApp(dataDir: string): void {
  const start = join(import.meta.dirname, 'app.json');
  const env = sessionEnvironment();
  const screen = process.platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (!existsSync(start) || !screen || env['REMIT_NO_START'] === '1') return;
  try {
    const { command, args } = readStart(readFileSync(start, 'utf8'));
    const child = spawn(command, [...args, '--hidden', '--data', dataDir], {
      detached: true,
      stdio: 'ignore',
      env,
    });
    child.on('error', () => undefined);
    child.unref();
  } catch {
    // Told after the patience has run out, like every other reason for there being no broker.
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

function reach(
  path: string,
  until: number,
  first: () => void,
  found: (socket: Socket) => void,
  lost: () => void,
): void {
  const socket = createConnection(path);
  socket.once('connect', () => {
    socket.removeAllListeners('error');
    found(socket);
  });
  socket.once('error', () => {
    first();
    if (Date.now() >= until) lost();
    else setTimeout(() => reach(path, until, () => undefined, found, lost), RETRY_MS);
  });
}

function pipe(socket: Socket, { server, agent: named }: Target): void {
  let agentLeft = false;
  const leave = (): void => {
    agentLeft = true;
    socket.end();
  };
  const handshake = { remit: 1, connect: server, agent: agent(), credential: credential(named) };
  socket.write(`${JSON.stringify(handshake)}\n`);
  socket.on('error', () => socket.destroy());
  process.stdin.pipe(socket);
  socket.pipe(process.stdout, { end: false });
  process.stdin.once('end', leave);
  process.stdout.on('error', () => socket.destroy());
  socket.once('close', () => {
    if (!agentLeft)
      process.stderr.write(
        'Remit ended the connection: what was waiting was refused and nothing more was sent\n',
      );
    process.exitCode = agentLeft ? 0 : 1;
    process.stdin.destroy();
  });
}

/** Answers every request with the reason, until the agent leaves. */
function refuseAll(dataDir: string): void {
  const message =
    `Remit isn't running for the data folder ${dataDir}, so nothing was sent: start the Remit app, ` +
    'or run `remit serve` on a machine without a screen, and connect again';
  process.stderr.write(`${message}\n`);
  createInterface({ input: process.stdin }).on('line', (line) => {
    const id = requestId(line);
    if (id === null) return;
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message } })}\n`);
  });
}

function requestId(line: string): string | number | null {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('id' in message) || !('method' in message))
      return null;
    const { id } = message;
    return typeof id === 'string' || typeof id === 'number' ? id : null;
  } catch {
    return null;
  }
}

const wanted = target(process.argv.slice(process.argv[2] === 'connect' ? 3 : 2));
if (wanted === null) {
  process.stderr.write('usage: remit connect NAME [--agent AGENT] [--data DIR]\n');
  process.exitCode = 2;
} else {
  reach(
    socketOf(wanted.dataDir),
    Date.now() + PATIENCE_MS,
    () => startApp(wanted.dataDir),
    (socket) => pipe(socket, wanted),
    () => refuseAll(wanted.dataDir),
  );
}
