import process from 'node:process';
import { startBroker } from '../broker/start-broker.ts';

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
    tell: (line) => process.stderr.write(`${line}\n`),
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
