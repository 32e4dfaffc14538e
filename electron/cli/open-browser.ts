import { spawn } from 'node:child_process';
import process from 'node:process';

/** What opens an address on each platform, without a shell that would read it. */
function opener(address: string): readonly [string, readonly string[]] {
  if (process.platform === 'darwin') return ['open', [address]];
  if (process.platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', address]];
  return ['xdg-open', [address]];
}

/** Opens an address in the user's browser. Where there is none, the user has the address itself. */
export function openBrowser(address: string): void {
  const [command, args] = opener(address);
  const child = spawn(command, [...args], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
