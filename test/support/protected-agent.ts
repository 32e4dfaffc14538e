// An unmodified agent on a scripted model, in a home of its own: what the field tests of all protected agents have in common.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { askingBroker, type AskingBroker } from './asking-broker.ts';
import type { ModelCall, ScriptedModel } from './scripted-model.ts';
import { removeFolder, runRemit, serverEntry, temporaryFolder } from './serve.ts';

/** How an agent's program ended, and all that it printed. */
export type AgentEnd = { readonly code: number | null; readonly said: string };

/** How one agent is driven. */
export type FieldAgent = {
  readonly id: string;
  /** A stand-in for its model, which has it make these calls one after the other. */
  readonly play: (calls: readonly ModelCall[]) => Promise<ScriptedModel>;
  /** Runs it on the model with the files in its home, and with all of its own checks off. */
  readonly run: (at: ProtectedAgent, model: string) => Promise<AgentEnd>;
  /** Calls of its shell, and of the server that it has. */
  readonly shell: (command: string) => ModelCall;
  readonly read: (path: string) => ModelCall;
};

export class ProtectedAgent {
  readonly folder = temporaryFolder();
  /** Where it works, and where it has no business; there is a note in either. */
  readonly project = join(this.folder, 'proj');
  readonly elsewhere = join(this.folder, 'elsewhere');
  readonly home = join(this.folder, 'home');
  readonly dataDir = join(this.folder, 'data');
  readonly #agent: FieldAgent;
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(agent: FieldAgent) {
    this.#agent = agent;
    mkdirSync(this.home);
    for (const [folder, words] of [
      [this.project, 'hello from the project'],
      [this.elsewhere, 'hello from elsewhere'],
    ] as const) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'note.txt'), words);
    }
  }

  /** The server of its user, which may read either note. */
  get server(): { readonly command: string; readonly args: readonly string[] } {
    const words = [serverEntry('@modelcontextprotocol/server-filesystem'), this.project, this.elsewhere];
    return { command: process.execPath, args: words };
  }

  /** Writes a file of its home, given by the path from there. */
  put(path: string, text: string): void {
    const whole = join(this.home, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }

  text(path: string): string {
    return readFileSync(join(this.home, path), 'utf8');
  }

  remit(...words: readonly string[]): ReturnType<typeof runRemit> {
    return runRemit(words, {
      HOME: this.home,
      REMIT_DATA: this.dataDir,
      CODEX_HOME: '',
      XDG_DATA_HOME: '',
      XDG_CONFIG_HOME: '',
      DBUS_SESSION_BUS_ADDRESS: '',
    });
  }

  protect(): string {
    const done = this.remit('protect', this.#agent.id);
    expect(done).toMatchObject({ code: 0, err: '' });
    return done.out;
  }

  unprotect(): void {
    expect(this.remit('unprotect', this.#agent.id)).toMatchObject({ code: 0, err: '' });
  }

  async play(...calls: readonly ModelCall[]): Promise<ScriptedModel> {
    const model = await this.#agent.play(calls);
    this.#ends.push(model.close);
    return model;
  }

  run(model: ScriptedModel): Promise<AgentEnd> {
    return this.#agent.run(this, model.url);
  }

  /** Starts the broker, which asks about all but the project and `echo`. */
  async broker(): Promise<AskingBroker> {
    const scopeFile = join(this.folder, 'scope.json');
    const grants = {
      tools: [
        { id: 'own', server: `${this.#agent.id}/native`, tool: '*' },
        { id: 'fs', server: 'fs', tool: '*' },
      ],
      reach: [
        { id: 'proj', kind: 'folder', path: this.project, access: 'write' },
        { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
      ],
    };
    writeFileSync(scopeFile, JSON.stringify(grants));
    const broker = await askingBroker(this.folder, { scopeFile });
    this.#ends.push(broker.running.stop);
    return broker;
  }

  /** Whether the command ran that makes this file in the project. */
  ran(name: string): boolean {
    return existsSync(join(this.project, name));
  }

  /** What is inside runs, and what isn't when it is allowed: by its own shell and by a server, with one question each. */
  async runsInsideAndAllowed(): Promise<void> {
    const { shell, read } = this.#agent;
    const broker = await this.broker();
    const model = await this.play(
      shell('echo ran > inside.txt'),
      read(join(this.project, 'note.txt')),
      read(join(this.elsewhere, 'note.txt')),
      shell('touch allowed.txt'),
    );
    const run = this.run(model);
    await broker.answer({ kind: 'allow-once' });
    await broker.answer({ kind: 'allow-once' });
    await run;
    expect(model.results()).toHaveLength(4);
    expect(model.results()[1]).toContain('hello from the project');
    // Where the agent tells its server the folders to keep to, that answers for itself.
    expect(model.results()[2]).toMatch(/hello from elsewhere|path outside allowed directories/);
    expect([this.ran('inside.txt'), this.ran('allowed.txt')]).toEqual([true, true]);
    expect(broker.asked()).toBe(2);
  }

  /** A no stops a server's call and a command, and the model reads why. */
  async readsWhyNot(): Promise<void> {
    const { shell, read } = this.#agent;
    const broker = await this.broker();
    const model = await this.play(read(join(this.elsewhere, 'note.txt')), shell('touch denied.txt'));
    const run = this.run(model);
    await broker.answer({ kind: 'deny', reason: 'not that note' });
    await broker.answer({ kind: 'deny', reason: 'not that file' });
    await run;
    expect(model.results()[0]).toContain('not that note');
    expect(model.results()[1]).toContain('not that file');
    expect(this.ran('denied.txt')).toBe(false);
  }

  /** While Remit isn't running, nothing runs, and the model reads what to do. */
  async runsNothingAlone(): Promise<void> {
    const { shell, read } = this.#agent;
    const model = await this.play(shell('echo ran > inside.txt'), read(join(this.project, 'note.txt')));
    await this.run(model);
    expect(this.ran('inside.txt')).toBe(false);
    const [command, note] = model.results();
    expect(command).toContain('start the Remit app');
    expect(note).not.toContain('hello');
  }

  /** Whether a command runs when one process of its hook is killed while the user is asked. */
  async runsPastKilledHook(which: 'first' | 'last'): Promise<boolean> {
    const words = `hook ${this.#agent.id} --data ${this.dataDir}`;
    const broker = await this.broker();
    const run = this.run(await this.play(this.#agent.shell('touch outside.txt')));
    await broker.question();
    const found = spawnSync('pgrep', ['-f', words], { encoding: 'utf8' }).stdout;
    const processes = found.trim().split('\n').map(Number);
    process.kill(processes.at(which === 'first' ? 0 : -1) ?? 0, 'SIGKILL');
    await run;
    await broker.none();
    return this.ran('outside.txt');
  }

  async end(): Promise<void> {
    for (const end of this.#ends) await end();
    removeFolder(this.folder);
  }
}

/** Runs an agent's program with nothing of this process's environment but what it needs; resolves when it has ended. */
export function runAgent(
  program: readonly string[],
  at: { readonly home: string; readonly project: string },
  env: Readonly<Record<string, string>>,
): Promise<AgentEnd> {
  const [command = '', ...args] = program;
  const child = spawn(command, args, {
    cwd: at.project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOME: at.home,
      PATH: process.env['PATH'] ?? '',
      REMIT_NO_START: '1',
      ...(process.env['REMIT_NODE'] === undefined ? {} : { REMIT_NODE: process.env['REMIT_NODE'] }),
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
