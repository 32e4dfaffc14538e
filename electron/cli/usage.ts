// What the command line says of itself: all of it, or the part that a mistake was made in.

type Entry = { readonly words: string; readonly says: readonly string[] };

/** Each command with its forms, in the order in which a newcomer needs them. */
const COMMANDS: Readonly<Record<string, readonly Entry[]>> = {
  protect: [
    {
      words: 'protect AGENT...|--all [--dry-run] [--project DIR]',
      says: ["put Remit in the place of every server in the agents' files, and before their own tools"],
    },
  ],
  unprotect: [
    { words: 'unprotect AGENT...|--all [--dry-run] [--project DIR]', says: ['undo that, byte for byte'] },
  ],
  doctor: [
    {
      words: 'doctor [--prove] [--json] [--project DIR]',
      says: [
        'what of each agent on this machine is guarded, and why not more; with --prove, a call is made',
        'on each way, which has to be stopped (Remit has to run)',
      ],
    },
  ],
  server: [
    {
      words: 'server add NAME [--env KEY=VALUE]... [--cwd DIR] -- COMMAND ARGS...',
      says: ['put a server that is started here behind Remit'],
    },
    {
      words: 'server add NAME --url URL [--header "NAME: VALUE"]...',
      says: ['put a server that has an address behind Remit'],
    },
    { words: 'server list', says: ['the servers behind Remit'] },
    { words: 'server remove NAME', says: ['forget one'] },
    {
      words: 'server sign-in NAME [--rights "RIGHT RIGHT"] [--client-id ID]',
      says: ['sign in to a server that has an address, in the browser (undo: server sign-out NAME)'],
    },
  ],
  serve: [
    {
      words: 'serve [--scope FILE]',
      says: [
        'Remit without a window: what the scope file grants (without one, what you granted in the app) passes, and all',
        "else is refused; a scope file needs a data folder that the app doesn't use: --data DIR",
      ],
    },
  ],
  check: [
    {
      words: 'check --scope FILE',
      says: ['judge calls from stdin, one of JSON a line: {"server","tool","args",…}'],
    },
  ],
  propose: [
    {
      words: 'propose [--scope FILE] [--as-scope]',
      says: ['what could be granted so that such calls are inside: for each, or as one scope file'],
    },
  ],
  log: [
    {
      words: 'log [FILTER...] [--json] [--limit N]',
      says: [
        'the history, newest first. Filters: agent:codex verdict:asked path:~/project -tool:read_* since:7d word',
      ],
    },
  ],
  report: [
    {
      words: 'report [FILTER...] [--json]',
      says: ['how many calls were inside, asked and refused, and what authority was used'],
    },
  ],
  export: [
    {
      words: 'export [FILTER...] [--format jsonl|csv|html] [--out FILE]',
      says: ['the record to be verified elsewhere (jsonl), or its calls for a spreadsheet or a reader'],
    },
  ],
  verify: [
    {
      words: 'verify [PATH] [--key HEX] [--head SEQ:HASH] [--json]',
      says: ['check the record, a copy of it or an export (.jsonl, or - for stdin), entry by entry'],
    },
  ],
};

/** What agents and editors start, not people. */
const STARTED: Readonly<Record<string, readonly Entry[]>> = {
  connect: [{ words: 'connect NAME', says: ['in place of the server NAME'] }],
  hook: [
    {
      words: 'hook AGENT',
      says: ["before each of an agent's own tools: asks Remit, and answers in its words"],
    },
  ],
  'permission-tool': [
    { words: 'permission-tool', says: ["an MCP server for Claude Code's --permission-prompt-tool"] },
  ],
  acp: [
    {
      words: 'acp -- COMMAND',
      says: ['in place of an agent that an editor speaks the Agent Client Protocol with'],
    },
  ],
};

/** What can be done with `command`, or null when there is no such command. */
export function commandUsage(command: string): string | null {
  const all = { ...COMMANDS, ...STARTED };
  const forms = Object.hasOwn(all, command) ? all[command] : undefined;
  return forms === undefined ? null : `usage:\n${forms.map(paragraph).join('')}`;
}

/** All commands. */
export function fullUsage(): string {
  const commands = Object.values(COMMANDS).flat().map(paragraph).join('');
  const started = Object.values(STARTED).flat().map(paragraph).join('');
  return (
    `usage: remit COMMAND [--data DIR]\n\n${commands}\nwhat agents start:\n${started}\n` +
    'remit help COMMAND, or remit COMMAND --help, tells of one; remit --version says which Remit this is.\n'
  );
}

function paragraph({ words, says }: Entry): string {
  return `  remit ${words}\n${says.map((line) => `      ${line}\n`).join('')}`;
}
