import { availableParallelism } from 'node:os';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { leaveAlone } from './test/support/leave-alone.ts';

process.env['REMIT_TEST_RUN'] = leaveAlone();

/** How long a poll may take on a slow machine. */
const expectations = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          expect: expectations,
          // Most of these wait for programs that they have started.
          maxWorkers: availableParallelism() + 1,
          testTimeout: 180_000,
          hookTimeout: 120_000,
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
          expect: expectations,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
