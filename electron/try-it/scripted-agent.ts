import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { TryIt } from '../../shared/contract/snapshot.ts';
import { SocketTransport } from './socket-transport.ts';

export type ScriptedAgentPorts = {
  /** The reference filesystem server's entry file. */
  readonly serverEntry: string;
  /** Registers the server and grants reading in the folder; a problem in words, or null. */
  readonly prepare: (folder: string, command: string, args: readonly string[]) => Promise<string | null>;
  readonly socket: string;
  readonly changed: (state: TryIt) => void;
};

/** A person may take a while to answer. In ms. */
const ANSWER_MS = 30 * 60_000;

/** Plays an agent on a real server: one call that is granted, and one that isn't. */
export async function playScriptedAgent(ports: ScriptedAgentPorts): Promise<void> {
  const steps: string[] = [];
  try {
    const node = findNode();
    if (node === null) {
      ports.changed({
        kind: 'failed',
        problem:
          'Try it starts a real MCP server, which needs Node 18 or newer on the PATH: install it and press Try it again',
      });
      return;
    }
    const folder = makeFolder();
    const say = (step: string): void => {
      steps.push(step);
      ports.changed({ kind: 'running', steps: [...steps] });
    };
    say(`A folder was made for it: ${folder}`);
    const problem = await ports.prepare(folder, node, [ports.serverEntry, folder]);
    if (problem !== null) throw new Error(problem);
    await play(ports.socket, folder, say);
    ports.changed({ kind: 'done', steps });
  } catch (error) {
    ports.changed({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  }
}

async function play(socket: string, folder: string, say: (step: string) => void): Promise<void> {
  const client = new Client({ name: 'try-it-agent', title: 'Try-it agent', version: '1.0.0' });
  await client.connect(new SocketTransport(socket, 'try-it'));
  try {
    const { tools } = await client.listTools();
    say(`The agent connected to a real filesystem server with ${tools.length} tools.`);
    const note = join(folder, 'notes', 'todo.md');
    await client.callTool({ name: 'read_text_file', arguments: { path: note } });
    say(`It read ${note}: inside its remit, so nobody was asked.`);
    const target = join(folder, 'notes', 'done.md');
    say(`It wants to write ${target}, which was not granted: the prompt asks you.`);
    const written = await client.callTool(
      { name: 'write_file', arguments: { path: target, content: '# Done\n\n- tried Remit\n' } },
      undefined,
      { timeout: ANSWER_MS },
    );
    say(
      written.isError === true
        ? 'It was refused, and was told so. Nothing was written.'
        : `It was allowed, and wrote ${target}.`,
    );
  } finally {
    await client.close();
  }
}

function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'remit-try-it-')));
  mkdirSync(join(folder, 'notes'));
  writeFileSync(join(folder, 'notes', 'todo.md'), '# To do\n\n- try Remit\n');
  return folder;
}

/** A Node to run the server with: the app's own executable can't be one. */
function findNode(): string | null {
  const names = process.platform === 'win32' ? ['node.exe'] : ['node'];
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const candidates = [process.env['REMIT_NODE'] ?? '', ...onPath].filter(
    (path) => path !== '' && existsSync(path),
  );
  return candidates.find((path) => isRecent(path)) ?? null;
}

function isRecent(node: string): boolean {
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 5000 });
  const major = /^v(\d+)\./.exec(asked.stdout)?.[1];
  return major !== undefined && Number(major) >= 18;
}
