import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';

/** Where Remit keeps its record unless it is told otherwise: `REMIT_DATA`, else the platform's place for application data. */
export function defaultFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['REMIT_DATA'];
  if (named !== undefined && named !== '') return resolve(named);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Remit');
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Remit');
  const xdg = env['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share'), 'remit');
}
