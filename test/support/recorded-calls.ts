// Calls as they stand in a record, of a realistic variety: for the history, and for measuring it.

import { Buffer } from 'node:buffer';
import {
  callIdSchema,
  grantIdSchema,
  requestIdSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  taskIdSchema,
  type CallId,
} from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { EntryBody, Excerpt } from '../../shared/contract/record-entry.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import type { Random } from './random.ts';

/** How many different things there are. */
export type Variety = {
  readonly agents: number;
  readonly servers: number;
  readonly tools: number;
  readonly folders: number;
  readonly files: number;
  readonly sites: number;
  readonly people: number;
  /** Calls of one session, about. */
  readonly perSession: number;
};

const AGENTS = ['claude-code', 'codex', 'cursor', 'gemini-cli', 'claude-desktop', 'vs-code'];
const SERVERS = [
  'files',
  'github',
  'mail',
  'shop',
  'shell',
  'postgres',
  'browser',
  'slack',
  'notion',
  'linear',
];
const VERBS = ['read', 'write', 'search', 'list', 'send', 'create', 'update', 'delete', 'run', 'query'];
const NOUNS = ['file', 'issue', 'message', 'order', 'page', 'record', 'branch', 'event'];
const WORDS =
  'invoice config deploy branch review customer budget archive backup server client token garden harbour lantern meadow pebble quarry ribbon saddle timber umbrella velvet window yellow zebra'.split(
    ' ',
  );
const hash = sha256Schema.parse('a'.repeat(64));

function excerptOf(text: string): Excerpt {
  return { text, bytes: Buffer.byteLength(text), sha256: hash };
}

/** The words of a grant that calls inside name. */
export const GRANT_WORDS = 'may use the tools of files';

export class RecordedCalls {
  readonly #random: Random;
  readonly #variety: Variety;
  readonly #home: string;
  #made = 0;
  #session = 0;

  /** Files lie beneath `home`. */
  constructor(random: Random, variety: Variety, home: string) {
    this.#random = random;
    this.#variety = variety;
    this.#home = home;
  }

  /** What stands in the record before the calls. */
  before(): readonly EntryBody[] {
    const id = grantIdSchema.parse('g1');
    const grant = { id, words: GRANT_WORDS, agent: 'any', lifetime: { kind: 'always' } } as const;
    return [
      { kind: 'start', version: 'test', mode: 'app' },
      { kind: 'grant', request: null, grant: { ...grant, limits: [], tools: [], reach: [], deny: [] } },
    ];
  }

  /** A call that waits for an answer. */
  waiting(): readonly EntryBody[] {
    const call = this.#callId();
    return [this.#intent(call, 'exceeds'), ...this.#asked(call, false)];
  }

  #callId(): CallId {
    this.#made += 1;
    return callIdSchema.parse(`c${this.#made}`);
  }

  /** The entries of the next call, the call itself first; the last one is how it ended. */
  next(): readonly EntryBody[] {
    const call = this.#callId();
    const kind = this.#random.number(20);
    const intent = this.#intent(call, kind >= 3 ? 'inside' : kind === 2 ? 'denied' : 'exceeds');
    if (kind >= 3) return [intent, this.#outcome(call)];
    if (kind === 2) return [intent, refusal(call, 'denied-by-grant', 'a denial of yours covers it')];
    return [intent, ...this.#asked(call, true)];
  }

  /** A message that was refused before there was a call. */
  refusedMessage(session = sessionIdSchema.parse('s1')): EntryBody {
    const reason = 'the message has a key twice';
    const said = { code: 'invalid-message', reason } as const;
    return { kind: 'refusal', call: null, session, server: 'files', refusal: said, message: null };
  }

  #asked(call: CallId, ended: boolean): readonly EntryBody[] {
    const request = requestIdSchema.parse(`r-${call}`);
    const prompt: EntryBody = { kind: 'prompt', call, request, digest: hash, excess: [] };
    if (!ended) return [prompt];
    const turn = this.#random.number(4);
    const decision = (answer: Extract<EntryBody, { kind: 'decision' }>['answer']): EntryBody => ({
      kind: 'decision',
      call,
      request,
      answer,
    });
    if (turn === 0) return [prompt, decision({ kind: 'allow-once' }), this.#outcome(call)];
    if (turn === 1)
      return [
        prompt,
        decision({ kind: 'deny', reason: this.#words(2) }),
        refusal(call, 'denied-by-user', 'you denied it'),
      ];
    if (turn === 2)
      return [prompt, decision({ kind: 'not-now' }), refusal(call, 'not-now', 'nobody answered')];
    const grants = [grantIdSchema.parse('g1')];
    return [prompt, { kind: 'covered', call, request, grants }, this.#outcome(call)];
  }

  #intent(call: CallId, kind: Verdict['kind']): EntryBody {
    const { random, variety } = { random: this.#random, variety: this.#variety };
    if (random.chance(variety.perSession)) this.#session += 1;
    const task = this.#session % 3 === 0 ? null : taskIdSchema.parse(`t${Math.floor(this.#session / 4)}`);
    const server = named(SERVERS, this.#session % variety.servers);
    const reaches = this.#reaches();
    return {
      kind: 'call',
      call,
      session: sessionIdSchema.parse(`s${this.#session}`),
      task,
      agent: { name: named(AGENTS, this.#session % variety.agents), process: null, claims: null },
      server: { name: serverNameSchema.parse(server), identity: hash },
      tool: this.#tool(),
      digest: hash,
      definition: { kind: 'listed', hash, changed: false },
      args: excerptOf(JSON.stringify({ path: reaches.map(({ pointer }) => pointer), note: this.#words(12) })),
      reaches,
      verdict: verdictOf(kind),
    };
  }

  #tool(): string {
    const turn = this.#random.number(this.#variety.tools);
    return `${VERBS[turn % VERBS.length] ?? ''}_${named(NOUNS, Math.floor(turn / VERBS.length))}`;
  }

  #reaches(): readonly Reach[] {
    const count = this.#random.number(3) + 1;
    return Array.from({ length: count }, () => this.#reach());
  }

  #reach(): Reach {
    const random = this.#random;
    const pointer = '/target';
    switch (random.number(8)) {
      case 0:
      case 1:
      case 2:
        return this.#file();
      case 3: {
        const host = `site${random.number(this.#variety.sites)}.example`;
        const path = `/${named(WORDS, random.number(12))}/${random.number(5)}`;
        const site = { scheme: 'https', host, port: 443, path, ambiguousPath: false, method: 'GET' } as const;
        return { kind: 'site', pointer, asked: `https://${host}${path}`, ...site };
      }
      case 4: {
        const address = `person${random.number(this.#variety.people)}@mail${random.number(40)}.example`;
        return { kind: 'recipient', pointer, asked: address, address };
      }
      case 5:
        return {
          kind: 'spend',
          pointer,
          asked: '',
          amount: `${random.number(90) + 1}.50`,
          currency: random.one(['EUR', 'USD']),
        };
      case 6: {
        const argv = [random.one(['git', 'npm', 'ls']), named(WORDS, random.number(WORDS.length))];
        return { kind: 'command', pointer, text: argv.join(' '), argv, problem: null, shell: 'bash' };
      }
      default:
        return { kind: 'value', pointer: '/channel', value: `#${named(WORDS, random.number(WORDS.length))}` };
    }
  }

  #file(): Reach {
    const random = this.#random;
    const folder = `${this.#home}/work${random.number(this.#variety.folders)}/${named(WORDS, random.number(6))}`;
    const real = `${folder}/${named(WORDS, random.number(WORDS.length))}${random.number(this.#variety.files)}.txt`;
    const access = random.chance(3) ? 'write' : 'read';
    return { kind: 'file', pointer: '/target', asked: real, real, key: real, access };
  }

  #outcome(call: CallId): EntryBody {
    const turn = this.#random.number(8);
    const status = turn === 0 ? 'lost' : turn === 1 ? 'tool-error' : 'ok';
    const durationMs = this.#random.number(4000) / 10;
    return { kind: 'outcome', call, status, durationMs, result: excerptOf(this.#words(20)) };
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => {
      const word = named(WORDS, this.#random.number(WORDS.length));
      return this.#random.chance(8) ? `${word}_${this.#random.number(2000)}` : word;
    }).join(' ');
  }
}

function named(list: readonly string[], at: number): string {
  const name = list[at % list.length] ?? '';
  return at < list.length ? name : `${name}-${Math.floor(at / list.length)}`;
}

function verdictOf(kind: Verdict['kind']): Verdict {
  const id = grantIdSchema.parse('g1');
  if (kind === 'inside') return { kind, grants: [id] };
  if (kind === 'denied') return { kind, denials: [id] };
  return { kind, excess: [{ kind: 'tool', pointer: '', asked: 'tool', held: null, by: 'tool' }] };
}

function refusal(
  call: CallId,
  code: 'denied-by-grant' | 'denied-by-user' | 'not-now',
  reason: string,
): EntryBody {
  return { kind: 'refusal', call, session: null, server: null, refusal: { code, reason }, message: null };
}
