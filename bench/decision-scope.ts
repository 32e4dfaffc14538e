// What the decision bench judges: four kinds of calls, and scopes of any size in which ten grants cover them and the rest is of the kind
// that a user gathers over the years.

export const KINDS = ['path', 'e-mail', 'command', 'site'] as const;
export type Kind = (typeof KINDS)[number];

export type Asked = {
  readonly server: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
};

/** One call of a kind; `turn` makes each another one, so that nothing can be remembered from the last. */
export function asked(kind: Kind, turn: number): Asked {
  switch (kind) {
    case 'path': {
      const path = `/home/u/work/remit/src/part-${turn % 64}/file-${turn}.ts`;
      return {
        server: 'filesystem',
        tool: 'write_file',
        args: { path, content: `export const n = ${turn};\n` },
      };
    }
    case 'e-mail': {
      const args = {
        to: [`user${turn}@acme.com`],
        subject: `Week ${turn}`,
        body: 'The figures are attached.',
      };
      return { server: 'mail', tool: 'send_email', args };
    }
    case 'command': {
      const command = `git status --short && npm test && head -n ${(turn % 90) + 1} README.md`;
      return { server: 'shell', tool: 'run', args: { command } };
    }
    case 'site': {
      const url = `https://api.github.com/repos/acme/remit/issues/${turn}`;
      return { server: 'fetch', tool: 'fetch', args: { url } };
    }
  }
}

/** The ten grants that the calls need. */
const NEEDED = {
  tools: [
    { id: 't1', server: 'filesystem', tool: 'write_file' },
    { id: 't2', server: 'mail', tool: 'send_email' },
    { id: 't3', server: 'shell', tool: 'run' },
    { id: 't4', server: 'fetch', tool: 'fetch' },
  ],
  reach: [
    { id: 'r1', kind: 'folder', path: '/home/u/work', access: 'write' },
    { id: 'r2', kind: 'recipient', address: '*@acme.com' },
    { id: 'r3', kind: 'command', argv: ['git', 'status'], match: 'prefix' },
    { id: 'r4', kind: 'command', argv: ['npm', 'test'], match: 'exact' },
    { id: 'r5', kind: 'command', argv: ['head'], match: 'prefix' },
    { id: 'r6', kind: 'site', host: '*.github.com' },
  ],
} as const;

function otherTool(n: number): object {
  const id = `x${n}`;
  switch ((n / 6) % 3) {
    case 0:
      return { id, server: `server-${n % 50}`, tool: `tool_${n}` };
    case 1:
      return { id, server: 'mail', tool: 'send_email', args: { '/subject': { equals: `Report ${n}` } } };
    default:
      return {
        id,
        server: 'filesystem',
        tool: 'write_file',
        args: { '/path': { equals: `/home/u/old/${n}` } },
      };
  }
}

function otherReach(n: number): object {
  const id = `x${n}`;
  switch (n % 5) {
    case 0:
      return { id, kind: 'folder', path: `/home/u/projects/p${n}`, access: n % 2 === 0 ? 'read' : 'write' };
    case 1:
      return { id, kind: 'site', host: `host${n}.example.com` };
    case 2:
      return { id, kind: 'recipient', address: `person${n}@example.com` };
    case 3:
      return { id, kind: 'command', argv: ['npm', 'run', `script-${n}`], match: 'exact' };
    default:
      return { id, kind: 'value', pointer: '/channel', equals: `#channel-${n}` };
  }
}

/** A scope file of so many grants. */
export function scopeOf(size: number): object {
  const tools: object[] = [...NEEDED.tools];
  const reach: object[] = [...NEEDED.reach];
  for (let n = tools.length + reach.length; n < size; n += 1) {
    if (n % 6 === 0) tools.push(otherTool(n));
    else reach.push(otherReach(n));
  }
  return { tools, reach };
}
