import { loadCommandReader } from '../../electron/authority/read-command.ts';
import { TECHNIQUES } from '../commands/lines.ts';
import { commandLine } from '../differential/command-lines.ts';
import { COMMANDS, PATHS } from './call-grammar.ts';
import { callPath } from './call-path.ts';
import { fuzzCommands } from './commands.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { fuzzPath } from './paths.ts';
import { READER_TARGETS } from './readers.ts';
import { secrets } from './secrets.ts';
import { TEXT_TARGETS } from './texts.ts';

/** What doesn't hold is an exception there, and counts as a crash. */
const paths: FuzzTarget = {
  name: 'paths',
  readings: 24,
  ready: () => Promise.resolve(),
  seeds: PATHS,
  make: (random) => Array.from({ length: 1 + random.number(5) }, () => random.one(PATHS)).join('/'),
  run: (input) => {
    fuzzPath(input);
    return null;
  },
};

/** What is covered and should not be is an exception there that says so. */
const commands: FuzzTarget = {
  name: 'commands',
  readings: 4,
  ready: loadCommandReader,
  seeds: [...COMMANDS, ...TECHNIQUES.flatMap(({ inside, exceeds }) => [...inside, ...exceeds])],
  make: commandLine,
  run: (input) => {
    try {
      fuzzCommands(input);
      return null;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('covered')) return error.message;
      throw error;
    }
  },
};

export const TARGETS: readonly FuzzTarget[] = [
  callPath,
  commands,
  paths,
  secrets,
  ...READER_TARGETS,
  ...TEXT_TARGETS,
];
