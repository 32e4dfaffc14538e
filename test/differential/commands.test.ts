import { expect, test } from 'vitest';
import { differentialCommands } from './commands.ts';
import { findShell } from './shell-run.ts';

test.each(['bash', 'zsh'] as const)(
  '%s runs nothing and writes nothing that the reading of a line doesn’t say',
  async (shell) => {
    const { unsafe, safe } = await differentialCommands(400, 2026, shell);
    expect(unsafe).toEqual([]);
    if (findShell(shell) !== null) expect(safe).toBeGreaterThan(40);
  },
);
