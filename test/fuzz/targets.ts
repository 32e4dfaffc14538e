import { PATHS } from './call-grammar.ts';
import { callPath } from './call-path.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { fuzzPath } from './paths.ts';
import { READER_TARGETS } from './readers.ts';
import { TEXT_TARGETS } from './texts.ts';

/** What doesn't hold is an exception there, and counts as a crash. */
const paths: FuzzTarget = {
  name: 'paths',
  ready: () => Promise.resolve(),
  seeds: PATHS,
  make: (random) => Array.from({ length: 1 + random.number(5) }, () => random.one(PATHS)).join('/'),
  run: (input) => {
    fuzzPath(input);
    return null;
  },
};

export const TARGETS: readonly FuzzTarget[] = [callPath, paths, ...READER_TARGETS, ...TEXT_TARGETS];
