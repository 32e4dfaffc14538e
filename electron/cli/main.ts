import { homedir } from 'node:os';
import process from 'node:process';
import { dataDirFrom } from '../authority/data-dir.ts';
import { runLog } from './log.ts';
import { runServe } from './serve.ts';
import { runServer } from './server.ts';
import { runVerify } from './verify.ts';

const USAGE = `usage: remit COMMAND [--data DIR]

  connect NAME                 what an agent starts in place of the server NAME
  serve [--scope FILE]         the broker without a window, unattended
  server add NAME -- COMMAND   put a server behind Remit (also: server list, server remove NAME)
  log [--json] [--limit N]     the history, newest first
  verify [FILE]                check the record, entry by entry
`;

const VERSION = '0.1.0';

type Options = { readonly flags: Map<string, string>; readonly rest: readonly string[] };

/** Takes `--data`, `--scope`, `--limit` with their values and `--json` out of the words before `--`. */
function options(args: readonly string[]): Options | string {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') return { flags, rest: [...rest, ...args.slice(at)] };
    const [name = '', inline] = arg.split(/=(.*)/s, 2);
    if (name === '--json') flags.set(name, 'yes');
    else if (['--data', '--scope', '--limit'].includes(name)) {
      if (inline === undefined) at += 1;
      const value = inline ?? args[at];
      if (value === undefined || value === '') return `\`${name}\` needs a value`;
      flags.set(name, value);
    } else rest.push(arg);
  }
  return { flags, rest };
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = options(args);
  if (typeof parsed === 'string') return usage(parsed);
  const { flags } = parsed;
  const [command, ...rest] = parsed.rest;
  const dataDir = dataDirFrom({
    flag: flags.get('--data'),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  });
  switch (command) {
    case 'serve':
      return rest.length > 0
        ? usage(`\`${rest[0]}\` is not an option of serve`)
        : runServe(dataDir, flags.get('--scope') ?? null, VERSION);
    case 'server':
      return runServer(dataDir, rest);
    case 'verify':
      return runVerify(rest[0] ?? dataDir);
    case 'log': {
      const limit = Number(flags.get('--limit') ?? '50');
      if (!Number.isInteger(limit) || limit < 1) return usage('`--limit` needs a whole number from 1');
      return runLog(dataDir, { json: flags.has('--json'), limit });
    }
    case undefined:
    case 'help':
    case '--help':
      process.stdout.write(USAGE);
      return command === undefined ? 2 : 0;
    case '--version':
      process.stdout.write(`remit ${VERSION}\n`);
      return 0;
    default:
      return usage(`\`${command}\` is not a command`);
  }
}

function usage(problem: string): number {
  process.stderr.write(`remit: ${problem}\n${USAGE}`);
  return 2;
}

process.exitCode = await run(process.argv.slice(2));
