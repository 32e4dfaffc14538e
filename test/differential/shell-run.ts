// Runs a command line in a real shell where nothing but a recorder can run: every name of a program leads to it, a name that leads nowhere
// is recorded too, and the shell's own commands are turned off where a recorder stands for them.

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { PROGRAM_NAMES } from './command-lines.ts';

export type ShellRun = {
  /** The words of every program that was started. */
  readonly ran: readonly (readonly string[])[];
  /** Files that weren't there before, or aren't as they were. */
  readonly changed: readonly string[];
  readonly isTimedOut: boolean;
};

/** The shell's own commands that a recorder stands for. */
const BUILTINS = ['echo', 'printf', 'true', 'false', 'test', '[', 'cd', 'pwd', 'type', 'read'] as const;
const FILES: Readonly<Record<string, string>> = { 'a.txt': 'a\n', 'src/a.ts': 'a\n', 'src/b.ts': 'b\n' };
const TIMEOUT = 5_000;

export function findShell(name: 'bash' | 'zsh'): string | null {
  const found = (process.env['PATH'] ?? '').split(delimiter).find((folder) => existsSync(join(folder, name)));
  return found === undefined ? null : join(found, name);
}

export class ShellRunner {
  readonly #shell: string;
  readonly #root: string;
  readonly #name: 'bash' | 'zsh';
  #runs = 0;

  constructor(shell: string, name: 'bash' | 'zsh', root: string) {
    this.#shell = shell;
    this.#name = name;
    this.#root = root;
    mkdirSync(this.#at('bin'), { recursive: true });
    // Each record: the number of words, then the words, with a null after each.
    const recorder = `#!/bin/sh\n{ printf '%s\\0' "$#" "\${0##*/}" "$@"; } >> "$REMIT_LOG"\n`;
    for (const program of [...PROGRAM_NAMES, ...BUILTINS, 'recorder']) {
      writeFileSync(this.#at(`bin/${program}`), recorder);
      chmodSync(this.#at(`bin/${program}`), 0o755);
    }
    const handler = `command_not_found_handle() { '${this.#at('bin/recorder')}' "$@"; return 127; }`;
    const zshHandler = handler.replace('_handle', '_handler');
    writeFileSync(this.#at('rc'), `${handler}\nenable -n ${BUILTINS.join(' ')}\n`);
    writeFileSync(
      this.#at('.zshenv'),
      `${zshHandler}\ndisable ${BUILTINS.map((one) => `'${one}'`).join(' ')}\n`,
    );
  }

  #at(path: string): string {
    return join(this.#root, path);
  }

  async run(line: string): Promise<ShellRun> {
    rmSync(this.#at('work'), { recursive: true, force: true });
    mkdirSync(this.#at('work/src'), { recursive: true });
    for (const [path, text] of Object.entries(FILES)) writeFileSync(this.#at(`work/${path}`), text);
    // A log of its own: what an earlier line left running doesn't write into it.
    this.#runs += 1;
    const log = this.#at(`log${this.#runs}`);
    writeFileSync(log, '');
    const isTimedOut = await this.#spawn(line, log);
    const ran = records(readFileSync(log, 'utf8'));
    rmSync(log);
    return { ran, changed: this.#changed(), isTimedOut };
  }

  #spawn(line: string, log: string): Promise<boolean> {
    const env = {
      PATH: this.#at('bin'),
      HOME: this.#at('work'),
      LC_ALL: 'C.UTF-8',
      REMIT_LOG: log,
      ...(this.#name === 'bash' ? { BASH_ENV: this.#at('rc') } : { ZDOTDIR: this.#root }),
    };
    const child = spawn(this.#shell, ['-c', line], {
      cwd: this.#at('work'),
      env,
      stdio: 'ignore',
      detached: true,
    });
    return new Promise((resolve) => {
      const stop = (): void => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      };
      let isTimedOut = false;
      const timer = setTimeout(() => {
        isTimedOut = true;
        stop();
      }, TIMEOUT);
      child.on('error', () => undefined);
      child.on('close', () => {
        clearTimeout(timer);
        resolve(isTimedOut);
      });
    });
  }

  #changed(): readonly string[] {
    const root = this.#at('work');
    const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
      (one) => !one.isDirectory(),
    );
    const names = found.map((one) => join(one.parentPath, one.name).slice(root.length + 1));
    const changed = names.filter((name) => FILES[name] !== readFileSync(join(root, name), 'utf8'));
    return [...changed, ...Object.keys(FILES).filter((name) => !names.includes(name))];
  }
}

function records(log: string): readonly (readonly string[])[] {
  const fields = log.split('\0');
  const found: string[][] = [];
  for (let at = 0; at < fields.length - 1;) {
    const count = Number(fields[at]);
    // The handler's recorder has the words as its own.
    const words = fields.slice(at + 1, at + 2 + count);
    found.push(words[0] === 'recorder' ? words.slice(1) : words);
    at += 2 + count;
  }
  return found;
}
