import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** Tests leave this machine's keychain and the user's own state alone. */
process.env['REMIT_KEYCHAIN'] = 'off';
process.env['REMIT_STATE'] = mkdtempSync(join(tmpdir(), 'remit-state-'));

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Real agents, which `npm run field` installs: they are no dependency, and not part of the suite.
        test: {
          name: 'field',
          include: ['test/field/**/*.field.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        // The protocol's own suite, which `npm run conformance` fetches.
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.conformance.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
