import process from 'node:process';
import { startBroker } from '../broker/start-broker.ts';

/** How long a line may wait for the terminal, in ms. */
const TELL_MS = 20;

/**
 * `remit serve [--scope FILE]`: the broker without a window, unattended. Prints `ready SOCKET` when agents can connect; runs until it
 * gets SIGINT or SIGTERM. Resolves with the exit code.
 */
export async function runServe(dataDir: string, scopeFile: string | null, version: string): Promise<number> {
  const running = await startBroker({
    dataDir,
    version,
    scopeFile,
    prompt: null,
    tell: linesTo((text) => process.stderr.write(text)),
    changed: () => undefined,
  });
  if (!running.ok) {
    process.stderr.write(`remit serve: ${running.error}\n`);
    return 1;
  }
  process.stdout.write(`ready ${running.value.socket}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await running.value.stop();
  return 0;
}

/** Lines are written together a moment later: a terminal is slower than everything else on the way of a call. */
function linesTo(write: (text: string) => void): (line: string) => void {
  let waiting = '';
  const flush = (): void => {
    write(waiting);
    waiting = '';
  };
  process.once('exit', flush);
  return (line) => {
    if (waiting === '') setTimeout(flush, TELL_MS);
    waiting += `${line}\n`;
  };
}
