import { homedir } from 'node:os';
import process from 'node:process';
import { dataDirFrom } from '../authority/data-dir.ts';
import { runVerify } from '../verifier/run-verify.ts';
import { runCheck } from './check.ts';
import { runDoctor } from './doctor.ts';
import { runExport } from './export.ts';
import { runLog } from './log.ts';
import { runPropose } from './propose.ts';
import { runProtect, runUnprotect } from './protect.ts';
import { runReport } from './report.ts';
import { runServe } from './serve.ts';
import { runServer } from './server.ts';
import { commandUsage, fullUsage } from './usage.ts';

const VERSION = '0.1.0';

/** Flags that take a value. */
const VALUED: readonly string[] = ['--data', '--scope', '--limit', '--format', '--out', '--key', '--head'];

type Options = { readonly flags: Map<string, string>; readonly rest: readonly string[] };

/** Takes the flags with their values, `--json` and `--as-scope` out of the words before `--`. */
function options(args: readonly string[]): Options | string {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') return { flags, rest: [...rest, ...args.slice(at)] };
    const [name = '', inline] = arg.split(/=(.*)/s, 2);
    if (name === '--json' || name === '--as-scope') flags.set(name, 'yes');
    else if (VALUED.includes(name)) {
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
const COMMANDS: Readonly<Record<string, (input: Input) => Promise<number | string> | number | string>> = {
  serve: ({ rest, flags, dataDir }) =>
    unknownWord('serve', rest) ?? runServe(dataDir, flags.get('--scope') ?? null, VERSION),
  server: ({ rest, dataDir }) => runServer(dataDir, rest),
  protect: ({ rest, dataDir }) => runProtect(dataDir, rest),
  unprotect: ({ rest, dataDir }) => runUnprotect(dataDir, rest),
  doctor: ({ rest, flags, dataDir }) => runDoctor(dataDir, rest, flags.has('--json')),
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
  log: ({ rest, flags, dataDir }) => {
    const limit = Number(flags.get('--limit') ?? '50');
    return Number.isInteger(limit) && limit >= 1
      ? runLog(dataDir, rest, { json: flags.has('--json'), limit })
      : '`--limit` needs a whole number from 1';
  },
  report: ({ rest, flags, dataDir }) => runReport(dataDir, rest, flags.has('--json')),
  export: ({ rest, flags, dataDir }) =>
    runExport(dataDir, rest, { format: flags.get('--format') ?? 'jsonl', out: flags.get('--out') ?? null }),
  verify: ({ rest, flags, dataDir }) => {
    const [path = dataDir, ...more] = rest;
    const head = flags.get('--head');
    const words = {
      path,
      key: flags.get('--key'),
      heads: head === undefined ? [] : [head],
      json: flags.has('--json'),
    };
    return unknownWord('verify', more) ?? runVerify(words);
  },
  help: ({ rest: [about] }) => help(about),
  '--help': () => help(),
  '--version': () => {
    process.stdout.write(`remit ${VERSION}\n`);
    return 0;
  },
};

function unknownWord(command: string, [word]: readonly string[]): string | null {
  return word === undefined ? null : `\`${word}\` is not an option of ${command}`;
}

function help(command?: string): number | string {
  const text = command === undefined ? fullUsage() : commandUsage(command);
  if (text === null) return `\`${command ?? ''}\` is not a command`;
  process.stdout.write(text);
  return 0;
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = options(args);
  if (typeof parsed === 'string') return usage(parsed, args[0]);
  const { flags } = parsed;
  const [name, ...rest] = parsed.rest;
  if (name === undefined) {
    process.stderr.write(fullUsage());
    return 2;
  }
  const dashes = rest.indexOf('--');
  const asksForHelp = (dashes === -1 ? rest : rest.slice(0, dashes)).some((word) =>
    /^(--help|-h)$/.test(word),
  );
  if (asksForHelp && commandUsage(name) !== null) return Number(help(name));
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return usage(`\`${name}\` is not a command`);
  const dataDir = dataDirFrom({
    flag: flags.get('--data'),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  });
  const result = await command({ rest, flags, dataDir });
  return typeof result === 'string' ? usage(result, name) : result;
}

/** Says what is wrong with the words, and how `command` is used; not everything else, in which the one sentence would be lost. */
function usage(problem: string, command = ''): number {
  const forms = commandUsage(command) ?? '';
  process.stderr.write(`remit: ${problem}\n${forms}All commands: remit help\n`);
  return 2;
}

process.exitCode = await run(process.argv.slice(2));
