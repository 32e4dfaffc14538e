import process from 'node:process';
import { openCheck, streamCalls } from './call-stream.ts';
import { verdictLine } from './verdict-line.ts';

/**
 * `remit check --scope FILE`: reads calls as JSON lines and prints a verdict for each as soon as it is there. 0 when every line was
 * judged, 1 when one was bad, 2 when the scope is.
 */
export async function runCheck(scopeFile: string, dataDir: string): Promise<number> {
  const opened = openCheck(scopeFile, dataDir);
  if (!opened.ok) {
    process.stderr.write(`remit check: ${opened.error}\n`);
    return 2;
  }
  return (await streamCalls(opened.value.check, verdictLine)) ? 0 : 1;
}
