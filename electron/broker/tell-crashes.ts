import { writeSync } from 'node:fs';
import process from 'node:process';

/**
 * Ends the process on an error that nobody caught, as Node does, and says what it was without secrets: the message of an error may quote what
 * it stumbled over.
 */
export function tellCrashes(withoutSecrets: (text: string) => string): void {
  process.once('uncaughtException', (error) => {
    writeSync(2, `${withoutSecrets(said(error))}\n`);
    process.exit(1);
  });
}

/** `JSON.parse` quotes a few letters of what it read, which may be half a secret: of its errors only the place is told. */
function said(error: Error): string {
  const stack = error.stack ?? error.message;
  if (!(error instanceof SyntaxError)) return stack;
  return ['SyntaxError', ...stack.split('\n').filter((line) => line.startsWith('    at '))].join('\n');
}
