import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { vi } from 'vitest';

/** A home of its own for this process and what it starts. */
export type FakeHome = {
  readonly home: string;
  /** Writes a file of the home, given by a path from it, and returns its whole path. */
  readonly put: (path: string, text: string, mode?: number) => string;
};

export function fakeHome(folder: string): FakeHome {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  vi.stubEnv('HOME', home);
  for (const name of ['XDG_CONFIG_HOME', 'CLAUDE_CONFIG_DIR', 'CODEX_HOME']) vi.stubEnv(name, undefined);
  return {
    home,
    put: (path, text, mode) => {
      const whole = join(home, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, text);
      if (mode !== undefined && process.platform !== 'win32') chmodSync(whole, mode);
      return whole;
    },
  };
}
