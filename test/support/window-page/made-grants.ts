// Grants made up for the window, and what main would answer about them. A change changes them.

import type {
  AuthorityRow,
  Extension,
  GrantChange,
  GrantDetail,
  GrantTrial,
  Suggestion,
} from '../../../shared/contract/authority.ts';
import {
  authorityRowSchema,
  grantDetailSchema,
  grantTrialSchema,
} from '../../../shared/contract/authority.ts';
import type { CallRow } from '../../../shared/contract/history.ts';
import { NOW } from './made-calls.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ago = (ms: number): string => new Date(NOW - ms).toISOString();

type Sketch = Readonly<{
  agent: string | null;
  words: string;
  standing?: AuthorityRow['standing'];
  uses?: number;
  last?: number;
  since?: number;
  left?: string;
  until?: number;
  lifetime?: 'session' | 'task';
  calls?: number;
  spend?: { readonly perCall: string; readonly total: string };
}>;

const LONG =
  'may use github > create_issue with labels "bug" or "good first issue", open https://api.github.com, touch the folder ~/work/customers/acme/2026/quarterly-report/attachments (write) with github > create_issue';

const SKETCHES: readonly Sketch[] = [
  {
    agent: 'Claude Code',
    words: 'may write in ~/project with filesystem > write_file',
    uses: 212,
    last: 2 * MINUTE_MS,
  },
  { agent: 'Claude Code', words: 'may run npm run test … in ~/project', uses: 1840, last: 9000, since: 40 },
  { agent: 'Claude Code', words: LONG, uses: 3, last: 2 * DAY_MS, lifetime: 'task' },
  { agent: 'Claude Code', words: 'may open https://docs.example.com', standing: 'unused', since: 12 },
  {
    agent: 'Claude Code',
    words: 'may read database shop',
    standing: 'lapsed',
    uses: 41,
    last: 33 * DAY_MS,
    since: 90,
  },
  {
    agent: 'Claude Code',
    words: 'may write in ~/old-project',
    standing: 'revoked',
    uses: 7,
    last: 9 * DAY_MS,
  },
  {
    agent: 'Codex',
    words: 'may send to *@acme.com with mail > send_email',
    uses: 18,
    last: 3 * DAY_MS,
    until: 4,
  },
  {
    agent: 'Codex',
    words: 'may spend up to 50 EUR at a time, up to 300 EUR in all',
    uses: 6,
    last: DAY_MS,
    left: '112.50 of 300 EUR left',
    spend: { perCall: '50', total: '300' },
  },
  {
    agent: 'Codex',
    words: 'may use fetch > fetch 200 times',
    standing: 'used-up',
    uses: 200,
    last: 5 * DAY_MS,
    left: '0 of 200 calls left',
    calls: 200,
  },
  {
    agent: 'Codex',
    words: 'may read ~/Downloads/a\u202egnp.exe',
    uses: 1,
    last: DAY_MS,
    lifetime: 'session',
  },
  { agent: 'Codex', words: 'may read ~/notes', standing: 'ended', uses: 2, last: 20 * DAY_MS, until: -14 },
  { agent: null, words: 'may read in /usr/share/doc', uses: 4, last: 6 * DAY_MS },
];

function madeGrant(sketch: Sketch, n: number): AuthorityRow {
  const {
    agent,
    words,
    standing = 'in-force',
    uses = 0,
    last,
    since = 20,
    left = null,
    until,
    lifetime,
    calls,
    spend,
  } = sketch;
  const terms = { session: { kind: 'session', session: 's-1' }, task: { kind: 'task', task: 't-1' } };
  const end = until === undefined ? null : new Date(NOW + until * DAY_MS).toISOString();
  return authorityRowSchema.parse({
    grant: {
      id: `grant-${n}`,
      words: `${agent ?? 'Any agent'} ${words}; and nothing else`,
      agent: agent === null ? 'any' : { name: agent, executable: '/usr/bin/agent' },
      lifetime:
        end !== null
          ? { kind: 'until', at: end }
          : lifetime === undefined
            ? { kind: 'always' }
            : terms[lifetime],
      limits: calls === undefined ? [] : [{ counter: `grant-${n}.calls`, maxCalls: calls, perMinute: 30 }],
      tools: [],
      reach:
        spend === undefined ? [] : [{ id: `grant-${n}.spend`, kind: 'spend', currency: 'EUR', ...spend }],
      deny: [],
    },
    since: ago(since * DAY_MS),
    origin: n % 3 === 2 ? null : 'call-270',
    uses,
    lastUsed: last === undefined ? null : ago(last),
    standing,
    endedAt: standing === 'revoked' ? ago(8 * DAY_MS) : standing === 'ended' ? end : null,
    left,
    replacedBy: null,
  });
}

export class MadeGrants {
  readonly #calls: (count: number) => readonly CallRow[];
  readonly #asked = new Set<string>();
  #rows: readonly AuthorityRow[];

  /** `calls` gives the newest calls. */
  constructor(count: number, calls: (count: number) => readonly CallRow[]) {
    this.#calls = calls;
    this.#rows = Array.from({ length: count }, (_, n) => {
      const sketch = SKETCHES[n % SKETCHES.length];
      if (sketch === undefined) throw new Error('there are no sketches');
      return madeGrant(sketch, n);
    });
  }

  rows(): readonly AuthorityRow[] {
    return this.#rows;
  }

  detail(id: string): GrantDetail | null {
    const row = this.#rows.find(({ grant }) => grant.id === id);
    if (row === undefined) return null;
    const who = row.grant.agent === 'any' ? 'Any agent' : row.grant.agent.name;
    const canNarrow = row.standing === 'in-force' || row.standing === 'unused';
    const narrowings = [
      {
        id: 'used.1',
        label: 'only what it was used for',
        words: `${who} may write in ~/project/src; and nothing else`,
      },
      { id: 'read.1', label: 'read only', words: `${who} may read in ~/project; and nothing else` },
      { id: 'week.1', label: 'for a week', words: row.grant.words },
      { id: 'day.1', label: 'until tomorrow', words: row.grant.words },
    ];
    const calls = row.uses === 0 ? [] : this.#calls(Math.min(row.uses, 20));
    return grantDetailSchema.parse({
      row,
      calls,
      narrowings: canNarrow ? narrowings : [],
      asked: this.#asked.has(id),
    });
  }

  tried({ kind, ...change }: GrantChange): { trial: GrantTrial; problem: null } {
    const changed = kind === 'revoke' ? 212 : 'to' in change && change.to === 'read.1' ? 38 : 0;
    const examples = this.#calls(Math.min(changed, 20)).map(({ call, at, agent, server, tool, touched }) => {
      return { call, at, agent, server, tool, touched, now: 'inside', then: 'asks' };
    });
    const now = { inside: 4210, asks: 96, denied: 3 };
    const then = { ...now, inside: now.inside - changed, asks: now.asks + changed };
    return {
      trial: grantTrialSchema.parse({ tried: 4309, notTried: 12, now, then, examples }),
      problem: null,
    };
  }

  propose({ grant }: Extension): { problem: string | null } {
    this.#asked.add(grant);
    return { problem: null };
  }

  apply(change: GrantChange): { problem: string | null } {
    const row = this.#rows.find(({ grant }) => grant.id === change.grant);
    if (row === undefined) return { problem: `there is no grant \`${change.grant}\`` };
    const isNarrowed = change.kind === 'narrow';
    const replacedBy = isNarrowed ? `${row.grant.id}n` : null;
    const revoked = authorityRowSchema.parse({ ...row, standing: 'revoked', endedAt: ago(0), replacedBy });
    const words = this.detail(row.grant.id)?.narrowings.find(
      (one) => change.kind === 'narrow' && one.id === change.to,
    )?.words;
    const made = authorityRowSchema.parse({
      ...row,
      grant: { ...row.grant, id: `${row.grant.id}n`, words: words ?? row.grant.words },
      since: ago(0),
      uses: 0,
      lastUsed: null,
      standing: 'unused',
    });
    const others = this.#rows.map((one) => (one === row ? revoked : one));
    this.#rows = change.kind === 'narrow' ? [made, ...others] : others;
    return { problem: null };
  }

  suggestions(): readonly Suggestion[] {
    const trial = (tried: number): GrantTrial => {
      const now = { inside: tried, asks: 0, denied: 0 };
      return { tried, notTried: 0, now, then: now, examples: [] };
    };
    return this.#rows.flatMap((row): Suggestion[] => {
      const { grant, standing, uses } = row;
      const revoke = { kind: 'revoke', grant: grant.id } as const;
      const base = { now: grant.words, then: null };
      if (standing === 'lapsed')
        return [{ ...base, change: revoke, why: 'not used for 30 days', trial: trial(4309) }];
      if (grant.id === 'grant-3' && standing === 'unused')
        return [{ ...base, change: revoke, why: 'never used', trial: trial(4309) }];
      if (grant.id !== 'grant-0' || standing !== 'in-force') return [];
      const narrow = { kind: 'narrow', grant: grant.id, to: 'used.1' } as const;
      const then = 'Claude Code may write in ~/project/src; and nothing else';
      return [
        {
          change: narrow,
          why: `none of the ${uses} calls that used it needed more`,
          now: grant.words,
          then,
          trial: trial(uses),
        },
      ];
    });
  }
}
