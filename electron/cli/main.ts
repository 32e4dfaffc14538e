import { homedir } from 'node:os';
import process from 'node:process';
import { dataDirFrom } from '../authority/data-dir.ts';
import { runCheck } from './check.ts';
import { runLog } from './log.ts';
import { runPropose } from './propose.ts';
import { runServe } from './serve.ts';
import { runServer } from './server.ts';
import { runVerify } from './verify.ts';

const USAGE = `usage: remit COMMAND [--data DIR]

  connect NAME                 what an agent starts in place of the server NAME
  hook AGENT                   what an agent runs before each of its own tools: asks Remit, and answers in the agent's words
  permission-tool              an MCP server for Claude Code's --permission-prompt-tool
  acp -- COMMAND               what an editor starts in place of an agent that speaks the Agent Client Protocol
  serve [--scope FILE]         the broker without a window, unattended
  server add NAME -- COMMAND   put a server behind Remit (also: server list, server remove NAME)
  check --scope FILE           judge calls, one of JSON a line: {"server","tool","args",…}
  propose [--scope FILE] [--as-scope]
                               what could be granted so that such calls are inside: for each, or as one scope file
  log [--json] [--limit N]     the history, newest first
  verify [FILE]                check the record, entry by entry
`;

const VERSION = '0.1.0';

type Options = { readonly flags: Map<string, string>; readonly rest: readonly string[] };

/** Takes `--data`, `--scope`, `--limit` with their values, `--json` and `--as-scope` out of the words before `--`. */
function options(args: readonly string[]): Options | string {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') return { flags, rest: [...rest, ...args.slice(at)] };
    const [name = '', inline] = arg.split(/=(.*)/s, 2);
    if (name === '--json' || name === '--as-scope') flags.set(name, 'yes');
    else if (['--data', '--scope', '--limit'].includes(name)) {
      if (inline === undefined) at += 1;
      const value = inline ?? args[at];
      if (value === undefined || value === '') return `\`${name}\` needs a value`;
      flags.set(name, value);
    } else rest.push(arg);
  }
  return { flags, rest };
}

type Input = {
  readonly rest: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  readonly dataDir: string;
};
/** Each command; what is wrong with its words comes back as a sentence. */
const COMMANDS: Readonly<Record<string, (input: Input) => Promise<number> | number | string>> = {
  serve: ({ rest, flags, dataDir }) =>
    unknownWord('serve', rest) ?? runServe(dataDir, flags.get('--scope') ?? null, VERSION),
  server: ({ rest, dataDir }) => runServer(dataDir, rest),
  check: ({ rest, flags, dataDir }) => {
    const scope = flags.get('--scope');
    return (
      unknownWord('check', rest) ??
      (scope === undefined ? 'check needs `--scope FILE`' : runCheck(scope, dataDir))
    );
  },
  propose: ({ rest, flags, dataDir }) =>
    unknownWord('propose', rest) ??
    runPropose(flags.get('--scope') ?? null, dataDir, flags.has('--as-scope')),
  log: ({ flags, dataDir }) => {
    const limit = Number(flags.get('--limit') ?? '50');
    return Number.isInteger(limit) && limit >= 1
      ? runLog(dataDir, { json: flags.has('--json'), limit })
      : '`--limit` needs a whole number from 1';
  },
  verify: ({ rest, dataDir }) => runVerify(rest[0] ?? dataDir),
  help: () => help(0),
  '--help': () => help(0),
  '--version': () => {
    process.stdout.write(`remit ${VERSION}\n`);
    return 0;
  },
};

function unknownWord(command: string, [word]: readonly string[]): string | null {
  return word === undefined ? null : `\`${word}\` is not an option of ${command}`;
}

function help(code: number): number {
  process.stdout.write(USAGE);
  return code;
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = options(args);
  if (typeof parsed === 'string') return usage(parsed);
  const { flags } = parsed;
  const [name, ...rest] = parsed.rest;
  if (name === undefined) return help(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return usage(`\`${name}\` is not a command`);
  const dataDir = dataDirFrom({
    flag: flags.get('--data'),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  });
  const result = command({ rest, flags, dataDir });
  return typeof result === 'string' ? usage(result) : result;
}

function usage(problem: string): number {
  process.stderr.write(`remit: ${problem}\n${USAGE}`);
  return 2;
}

process.exitCode = await run(process.argv.slice(2));
