import type { Buffer } from 'node:buffer';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import process from 'node:process';
import { LineSplitter, type SplitLine } from './line-splitter.ts';
import type { ServerSpec } from './server-store.ts';

/**
 * The variables a server gets besides its own: what a program needs to find its home and its tools, and nothing that could carry a
 * secret of the user's shell or change how a runtime starts. The same list as the MCP SDKs' stdio clients use.
 */
const INHERITED =
  process.platform === 'win32'
    ? [
        'APPDATA',
        'HOMEDRIVE',
        'HOMEPATH',
        'LOCALAPPDATA',
        'PATH',
        'PROCESSOR_ARCHITECTURE',
        'SYSTEMDRIVE',
        'SYSTEMROOT',
        'TEMP',
        'USERNAME',
        'USERPROFILE',
        'PROGRAMFILES',
      ]
    : ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER', 'LANG', 'LC_ALL', 'TMPDIR'];

/** Characters of the standard error that are kept: enough to see a key whole, so that it is known as one. */
const KEPT_STDERR = 16_384;
/** Of its last lines so much is told. */
const TOLD_STDERR = 2000;
/** How long a server may take to end after its input was closed, then after SIGTERM, in ms. */
const GRACE_MS = 2000;

export type ServerEvents = {
  /** Takes the secrets out of what the server said. */
  readonly withoutSecrets: (text: string) => string;
  readonly line: (line: SplitLine) => void;
  /** The process is gone, or never came up. `problem` says so in words, with the last of its stderr. */
  readonly ended: (problem: string) => void;
};

function inherited(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = process.env[name];
    // A value that begins with `()` is an exported shell function.
    if (value !== undefined && !value.startsWith('()')) env[name] = value;
  }
  return env;
}

/**
 * What `$NAME` in a path may be shown as. The server's own variables, which may be secrets, stay out: a path that names one can't be
 * worked out. Null when one of them would look like a name that nobody has set.
 */
export function knownVariables({ env }: ServerSpec): Readonly<Record<string, string>> | null {
  const own = new Set(Object.keys(env).map((name) => name.toUpperCase()));
  if (Object.keys(env).some((name) => !own.has(name))) return null;
  return Object.fromEntries(Object.entries(inherited()).filter(([name]) => !own.has(name)));
}

/** One MCP server as a child process that belongs to one connection. */
export class ServerProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  #stderr = '';
  #over = false;

  private constructor(spec: ServerSpec, limit: number, events: ServerEvents) {
    this.#child = spawn(spec.command, [...spec.args], {
      cwd: spec.cwd,
      env: { ...inherited(), ...spec.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // First of all: without room for its pipes there are none, and this is all that is heard of it.
    this.#child.on('error', (error) => this.#end(events, `it can't be started: ${error.message}`));
    const splitter = new LineSplitter(limit, events.line);
    this.#child.stdout.on('data', (chunk: Buffer) => splitter.push(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-KEPT_STDERR);
    });
    // A write to a server that has just gone fails here; `close` tells the rest.
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('close', (code, signal) => {
      splitter.end();
      this.#end(
        events,
        signal === null ? `it ended with code ${code ?? 'unknown'}` : `it was ended by ${signal}`,
      );
    });
  }

  /** Null where the system refuses to start it: then `ended` hears why, later. */
  static start(spec: ServerSpec, limit: number, events: ServerEvents): ServerProcess | null {
    try {
      return new ServerProcess(spec, limit, events);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      setImmediate(() => events.ended(`it can't be started: ${why}`));
      return null;
    }
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Passes bytes on. False means that the server is slow and `whenDrained` should be waited for. */
  write(bytes: Buffer | string): boolean {
    return this.#over || this.#child.stdin.write(bytes);
  }

  whenDrained(then: () => void): void {
    this.#child.stdin.once('drain', then);
  }

  pauseReading(): void {
    this.#child.stdout.pause();
  }

  resumeReading(): void {
    this.#child.stdout.resume();
  }

  /** Ends the server as the MCP specification asks: close its input, wait, SIGTERM, wait, SIGKILL. */
  stop(): void {
    if (this.#over) return;
    this.#child.stdin.end();
    const term = setTimeout(() => this.#child.kill('SIGTERM'), GRACE_MS);
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 2 * GRACE_MS);
    this.#child.once('close', () => {
      clearTimeout(term);
      clearTimeout(kill);
    });
  }

  #end(events: ServerEvents, problem: string): void {
    if (this.#over) return;
    this.#over = true;
    const said = events
      .withoutSecrets(this.#stderr)
      .slice(-TOLD_STDERR)
      .trim()
      .split('\n')
      .slice(-3)
      .join(' / ');
    events.ended(said === '' ? problem : `${problem}; it last said: ${said}`);
  }
}
