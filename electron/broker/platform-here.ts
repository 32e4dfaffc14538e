import process from 'node:process';
import type { Platform } from '../../shared/contract/place.ts';

/** The rules for paths that hold on this machine. */
export function platformHere(): Platform {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
