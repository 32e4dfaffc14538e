// Agents made up for the window, with ways of every kind, and what main would answer about them.

import type { AgentsView, ProtectFile, ProtectOrder } from '../../../shared/contract/agents.ts';
import type { Coverage, CoverageFinding, CoverageRow } from '../../../shared/contract/coverage.ts';
import { instantSchema, sha256Schema } from '../../../shared/contract/ids.ts';
import type { BrokerSnapshot } from '../../../shared/contract/snapshot.ts';
import { NOW } from './made-calls.ts';

const AT = instantSchema.parse(new Date(NOW - 120_000).toISOString());
const REMEDY = 'run `remit protect claude-desktop`';
const PROVEN: Coverage = { kind: 'proven', at: AT, why: 'it leads to Remit as `mail`' };
const CONFIGURED: Coverage = { kind: 'configured', why: 'it leads to Remit as `files`' };
const UNGUARDED: Coverage = {
  kind: 'unguarded',
  why: 'it starts its server itself',
  remedy: REMEDY,
  byProtect: true,
};
const UNTRUSTED: Coverage = {
  kind: 'unguarded',
  why: "Remit's hook is installed, and not trusted yet: it doesn't run",
  remedy: 'open `/hooks` in Codex, and trust it there',
  byProtect: false,
};
const EFFORT: Coverage = {
  kind: 'best-effort',
  why: 'a hook that fails or takes too long lets the tool run',
  remedy: "keep the agent's own questions on, too",
  stopped: AT,
};
const CLOUD: Coverage = {
  kind: 'unguarded',
  why: "connectors run from the vendor's cloud and never pass this machine",
  remedy: 'disconnect those whose authority you would not give without being asked',
  byProtect: false,
};

const NAMES: readonly (readonly [string, string])[] = [
  ['claude-desktop', 'Claude Desktop'],
  ['claude-code', 'Claude Code'],
  ['cursor', 'Cursor'],
  ['codex', 'Codex'],
  ['lm-studio', 'LM Studio'],
  ['zed', 'Zed'],
];
const SIGN_INS: AgentsView['signIns'] = [
  {
    server: 'linear',
    words: 'You are not signed in. If it wants that, run',
    command: 'remit server sign-in linear',
  },
  { server: 'notes', words: 'You are signed in at https://id.notes.example', command: null },
];
const LONG = 'a-server-with-a-name-that-somebody-took-for-a-whole-sentence-\u202eand-turned-around';

function rowsOf(name: string, isLost: boolean): readonly CoverageRow[] {
  const file = `/home/u/.config/${name}/a-folder-with-a-long-name/another/${name.toLowerCase()}_config.json`;
  const row = (path: CoverageRow['path'], entry: string | null, coverage: Coverage): CoverageRow => ({
    agent: name,
    path,
    entry:
      entry === null
        ? null
        : { name: entry, file, server: SIGN_INS.some(({ server }) => server === entry) ? entry : null },
    coverage,
  });
  if (name === 'LM Studio') return [];
  if (name === 'Codex') return [row('mcp-stdio', 'mail', CONFIGURED), row('built-in', null, UNTRUSTED)];
  if (name === 'Cursor')
    return Array.from({ length: 40 }, (_, at) =>
      row('mcp-stdio', `server-${at}`, at % 3 === 0 ? PROVEN : CONFIGURED),
    );
  return [
    row('mcp-stdio', 'mail', isLost ? UNGUARDED : PROVEN),
    row('mcp-stdio', 'files', CONFIGURED),
    row('mcp-http', 'linear', CONFIGURED),
    row('mcp-http', 'notes', CONFIGURED),
    row('mcp-http', LONG, UNGUARDED),
    row('built-in', null, EFFORT),
    row('connectors', null, CLOUD),
  ];
}

const FINDING: CoverageFinding = {
  id: 'lost-mail',
  agent: 'claude-desktop',
  agentName: 'Claude Desktop',
  path: 'mcp-stdio',
  name: 'mail',
  file: '/home/u/config.json',
  change: 'lost',
  why: 'it starts its server itself',
  remedy: REMEDY,
  at: AT,
};

const DIFF = `--- /home/u/config.json
+++ /home/u/config.json
@@ -1,5 +1,5 @@
 {
   "mcpServers": {
-    "mail": { "command": "npx", "args": ["mail-mcp"] }
+    "mail": { "command": "/usr/bin/remit", "args": ["connect", "mail"] }
   }
 }
`;

const LONG_NAME = 'an agent that somebody has named with eighty letters so that nothing else has room';
const DEEP = `/home/u/${'a-folder-with-a-long-name/'.repeat(11)}config.json`;

/** `which`: `many`, `none`, `lost` with one that is no longer guarded, or `long` with that in a deep folder and with long and foreign names. */
export class MadeAgents {
  readonly #which: string;

  constructor(which: string) {
    this.#which = which;
  }

  news(): BrokerSnapshot['agents'] {
    const isLong = this.#which === 'long';
    const lost = { ...FINDING, id: 'lost-long', name: LONG, file: DEEP, why: `\`${DEEP}\` starts it itself` };
    return {
      version: 1,
      findings: this.#which === 'lost' ? [FINDING] : isLong ? [lost, FINDING] : [],
      introductions: isLong
        ? [
            { kind: 'agent', agent: LONG_NAME },
            { kind: 'agent', agent: 'وكيل المهام اليومية' },
            { kind: 'agent', agent: '每日任务代理' },
            { kind: 'server', server: LONG, tools: 1 },
          ]
        : this.#which === 'none'
          ? []
          : [
              { kind: 'server', server: 'github', tools: 26 },
              { kind: 'agent', agent: 'Cursor' },
            ],
    };
  }

  answer(channel: string, input: unknown): unknown {
    switch (channel) {
      case 'app:agents':
        return this.#view();
      case 'app:protect-plan': {
        const order = input as ProtectOrder;
        return { order, digest: sha256Schema.parse('0'.repeat(64)), files: filesOf(order), plain: null };
      }
      case 'app:protect-apply': {
        const { order } = input as { readonly order: ProtectOrder };
        const reload = [
          { agent: 'Claude Desktop', words: 'quit Claude Desktop completely and start it again' },
        ];
        return { files: filesOf(order), reload };
      }
      case 'app:prove': {
        const { agent } = input as { readonly agent: string };
        const why = 'the call did not come out where it should: Remit knows no server `files`';
        const base = { agent, path: 'mcp-stdio', file: '/home/u/config.json' };
        return [
          { ...base, name: 'mail', isStopped: true, why: '' },
          { ...base, name: 'files', isStopped: false, why },
        ];
      }
      case 'app:add-project':
      case 'app:remove-project':
        return { problem: 'your home is no project: pick the folder of one' };
      default:
        return null;
    }
  }

  #view(): AgentsView {
    const isNone = this.#which === 'none';
    return {
      agents: NAMES.map(([id, name]) => ({
        id,
        name,
        isInstalled: !isNone && id !== 'zed',
        isProtected: id !== 'lm-studio',
        reload: 'start a new session',
        rows: rowsOf(name, this.#which === 'lost' && id === 'claude-desktop'),
      })),
      signIns: SIGN_INS,
      projects: isNone
        ? []
        : [
            { folder: '/home/u/project', isAdded: false },
            ...(this.#which === 'long' ? [{ folder: DEEP, isAdded: true }] : []),
            { folder: '/home/u/work/customers/acme/2026/quarterly-report', isAdded: true },
          ],
    };
  }
}

function filesOf({ agents }: ProtectOrder): readonly ProtectFile[] {
  const changed = agents.slice(0, 1).map((agent): ProtectFile => ({
    agent,
    path: '/home/u/config.json',
    kind: 'changed',
    diff: DIFF,
    problem: null,
    notes: ['web stays unguarded: it has no header with a credential; use a server with a token in a header'],
  }));
  const failed: ProtectFile = {
    agent: 'Codex',
    path: '/home/u/.codex/config.toml',
    kind: 'failed',
    diff: '',
    problem:
      '`/home/u/.codex/config.toml` is left alone: line 3: a key is there twice; mend it, and protect again',
    notes: [],
  };
  return agents.includes('claude-code') ? [...changed, failed] : changed;
}
