import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A client without an SDK: bytes in, bytes out. */
export type Wire = {
  readonly send: (text: string | Buffer) => void;
  /** The next `count` lines of output, each with its newline. */
  readonly take: (count: number) => Promise<readonly string[]>;
  /** Closes the input and resolves with the exit code. */
  readonly end: () => Promise<number | null>;
  /** Resolves with the exit code when the program ends by itself. */
  readonly ended: Promise<number | null>;
};

export function wire(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Wire {
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'ignore'], env });
  let rest = Buffer.alloc(0);
  const lines: string[] = [];
  let wake: () => void = () => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      lines.push(rest.subarray(0, end + 1).toString('latin1'));
      rest = rest.subarray(end + 1);
    }
    wake();
  });
  child.stdin.on('error', () => undefined);
  let over = false;
  const ended = once(child, 'close').then((): number | null => {
    over = true;
    wake();
    return child.exitCode;
  });
  return {
    send: (text) => void child.stdin.write(text),
    take: async (count) => {
      while (lines.length < count && !over) await new Promise<void>((done) => (wake = done));
      return lines.splice(0, count);
    },
    end: () => {
      child.stdin.end();
      return ended;
    },
    ended,
  };
}
