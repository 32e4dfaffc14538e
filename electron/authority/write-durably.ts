// Writes a small file so that after a crash it is there whole, as it was before or as it is now.

import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

/** Only the user can read the file. Rejects with what the file system says. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const before = `${path}.new`;
  const file = await open(before, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(before, path);
  await syncFolder(dirname(path));
}

/** A new file is safe only once its folder is: otherwise a crash can lose the name with everything under it. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
