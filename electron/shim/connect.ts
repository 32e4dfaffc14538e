// The shim: what an agent's configuration starts in place of a server. It pipes bytes between the agent and the broker and knows
// nothing of the protocol, except when there is no broker: then it answers each request with an error that names the remedy.
// It imports as little as it can, because agents start one for every server.

import type { Socket } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { callingProcess } from './calling-process.ts';
import { dataFolder, socketOf } from './data-folder.ts';
import { findBroker } from './find-broker.ts';
import { startApp } from './start-app.ts';

/** How long to look for a broker before the agent is told, in ms. */
const PATIENCE_MS = 10_000;

type Target = { readonly server: string; readonly dataDir: string; readonly agent: string | null };

/** The words after `connect`: a server's name, `--data DIR` and `--agent NAME`. */
function target(args: readonly string[]): Target | null {
  const flags = new Map<string, string>();
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
  return { server, dataDir: dataFolder(flags.get('--data') ?? null), agent: flags.get('--agent') ?? null };
}

/** What Remit wrote into the agent's entry when it was protected. The environment is private to the user, arguments are not. */
function credential(agent: string | null): { agent: string; token: string } | undefined {
  const token = process.env['REMIT_AGENT_TOKEN'];
  return agent === null || token === undefined ? undefined : { agent, token };
}

function pipe(socket: Socket, { server, agent }: Target): void {
  let agentLeft = false;
  const leave = (): void => {
    agentLeft = true;
    socket.end();
  };
  const handshake = { remit: 1, connect: server, agent: callingProcess(), credential: credential(agent) };
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

/**
 * Answers every request with the reason, until the agent leaves. Cline's command line, once refused, tries a framing that isn't MCP's, and waits as
 * long for that as for a call: it hears nothing sooner than that its server has ended.
 */
function refuseAll(dataDir: string): void {
  const message =
    `Remit isn't running for the data folder ${dataDir}, so nothing was sent: start the Remit app, ` +
    'or run `remit serve` on a machine without a screen, and connect again';
  process.stderr.write(`${message}\n`);
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.startsWith('Content-Length:')) process.exit(1);
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

const USAGE = 'usage: remit connect NAME [--agent AGENT] [--data DIR]\n';
const words = process.argv.slice(process.argv[2] === 'connect' ? 3 : 2);
const wanted = target(words);
if (wanted === null) {
  const asked = words.some((word) => word === '--help' || word === '-h');
  if (asked) process.stdout.write(`${USAGE}What agents start in the place of the server NAME.\n`);
  else process.stderr.write(USAGE);
  process.exitCode = asked ? 0 : 2;
} else {
  findBroker({
    path: socketOf(wanted.dataDir),
    until: Date.now() + PATIENCE_MS,
    first: () => startApp(wanted.dataDir),
    found: (socket) => pipe(socket, wanted),
    lost: () => refuseAll(wanted.dataDir),
  });
}
