import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import type { Chain } from './chain.ts';
import { digest } from './digest.ts';
import type { Findings } from './finding.ts';
import { readHead } from './head-file.ts';
import type { Signed } from './proof-body.ts';
import { signatureHolds } from './signature.ts';

/** Where Remit keeps anchors without a keychain: `REMIT_STATE`, else the platform's place for state. */
function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['REMIT_STATE'];
  if (named !== undefined && isAbsolute(named)) return named;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Remit State');
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Remit State');
  const xdg = env['XDG_STATE_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'state'), 'remit');
}

/** The anchor that lies in the state folder for this data folder; null when there is none that can be read. */
export function folderAnchor(dir: string): Signed | null {
  const name = `folder-${digest(realpathSync(dir)).slice(0, 32)}.anchor`;
  try {
    return readHead(readFileSync(join(stateFolder(process.env), name), 'utf8').trimEnd());
  } catch {
    return null;
  }
}

/** Rule 7 for that anchor. One of another record, or that nobody with the key has signed, says nothing here: it may be left over. */
export function checkFolderAnchor(chain: Chain, anchor: Signed | null, findings: Findings): void {
  const { record, publicKey } = chain.proofs;
  if (anchor === null || publicKey === null || anchor.record !== record) return;
  if (!signatureHolds(publicKey, anchor.text, anchor.signature)) return;
  const end = chain.expected;
  const hash = chain.hashOf(anchor.seq);
  if (anchor.seq >= end)
    findings.add(
      'anchor',
      end,
      `it is missing, though the copy of the head outside names entry ${anchor.seq}`,
    );
  else if (hash !== null && hash !== anchor.hash)
    findings.add('anchor', anchor.seq, 'it is not the one that the copy of the head outside names');
}
