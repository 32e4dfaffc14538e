import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Has tests leave this machine's keychain and the user's own state alone; what they keep in a folder of this run goes at its end. */
export function leaveAlone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'remit-run-'));
  process.env['REMIT_KEYCHAIN'] = 'off';
  process.env['REMIT_STATE'] = join(folder, 'state');
  // The same few programs are started some thousand times.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
