// The whole path of a call: the bytes of a line, what kind of message it is, what it touches, and the verdict under a scope that grants
// little. What gets through is held against a plain reading of the very text that would be sent.

import { Buffer, isUtf8 } from 'node:buffer';
import type { Call } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
} from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { ok } from '../../shared/contract/result.ts';
import { classifyMessage, type GatedMessage } from '../../shared/core/classify-message.ts';
import { compileScope, type Scope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { parseScope } from '../../electron/authority/load-scope.ts';
import { loadReaders, normaliseCall, readersNeeded } from '../../electron/authority/normalise-call.ts';
import { makeMessage, SEEDS } from './call-grammar.ts';
import { passProblem, sentProblem } from './call-oracle.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const HOME = '/home/u';
const PROJECT = `${HOME}/project`;
/** A file system without links, so that one machine finds what another does. */
const PLACE: Place = { platform: 'linux', cwd: PROJECT, home: HOME, bases: [], linkAt: () => ok(null) };
/** The servers of the granted tools. */
const SERVERS: ReadonlyMap<string, string> = new Map([
  ['read_file', 'filesystem'],
  ['write_file', 'filesystem'],
  ['run', 'shell'],
  ['fetch', 'fetch'],
  ['send_email', 'mail'],
  ['pay', 'bank'],
  ['query', 'database'],
]);
const SCOPE = {
  tools: [...SERVERS].map(([tool, server], at) => ({ id: `t${at}`, server, tool })),
  reach: [
    { id: 'r1', kind: 'folder', path: PROJECT, access: 'read' },
    { id: 'r2', kind: 'folder', path: `${PROJECT}/out`, access: 'write' },
    { id: 'r3', kind: 'command', argv: ['git', 'status'], match: 'prefix' },
    { id: 'r4', kind: 'command', argv: ['ls'], match: 'prefix' },
    { id: 'r5', kind: 'site', origin: 'https://api.acme.com' },
    { id: 'r6', kind: 'site', url: 'https://docs.acme.com/guide/' },
    { id: 'r7', kind: 'recipient', address: '*@acme.com' },
    { id: 'r8', kind: 'spend', currency: 'EUR', perCall: '10' },
    { id: 'r9', kind: 'database', name: '*', access: 'read' },
  ],
};
const NOW = instantSchema.parse('2026-06-01T12:00:00.000Z');
const HASH = sha256Schema.parse('a'.repeat(64));

function compiled(): Scope {
  const grants = parseScope(JSON.stringify(SCOPE), PLACE);
  if (!grants.ok) throw new Error(grants.error);
  return compileScope(grants.value, keyOf('linux'), [`${HOME}/.ssh`, '**/.git/hooks']);
}
const scope = compiled();

function normalised({ tool, args, argsText }: GatedMessage): Call {
  const server = serverNameSchema.parse(SERVERS.get(tool) ?? 'filesystem');
  const reads = { serverCommand: '', tool, args, inputSchema: null, corrections: null };
  readersNeeded({ ...reads, server });
  return normaliseCall({
    ...reads,
    id: callIdSchema.parse('c-1'),
    at: NOW,
    session: sessionIdSchema.parse('s-1'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: server, identity: HASH },
    argsText,
    definition: { kind: 'unlisted' },
    place: PLACE,
  });
}

/** A character of this block of private use stands for one raw byte, so that a text can hold bytes that are no UTF-8. */
const RAW = 0xf700;

function bytesOf(input: string): Buffer {
  const pieces = input.split(/([\uf700-\uf7ff])/);
  return Buffer.concat(
    pieces.map((piece, at) =>
      at % 2 === 1 ? Buffer.from([piece.charCodeAt(0) - RAW]) : Buffer.from(piece, 'utf8'),
    ),
  );
}

/** Each line of the bytes, as the broker cuts them. */
function run(input: string): string | null {
  for (const line of bytesOf(input).toString('latin1').split('\n')) {
    const bytes = Buffer.from(line, 'latin1');
    if (!isUtf8(bytes)) continue;
    const problem = judge(bytes.toString('utf8').trimEnd());
    if (problem !== null) return problem;
  }
  return null;
}

function judge(text: string): string | null {
  const message = classifyMessage(text);
  if (message.kind === 'pass') return passProblem(text);
  if (message.kind === 'invalid') return null;
  const verdict = decide(normalised(message), scope, NOW);
  return verdict.kind === 'inside' ? sentProblem(text, message) : null;
}

export const callPath: FuzzTarget = {
  name: 'call-path',
  ready: () => loadReaders(['command', 'sql']),
  seeds: SEEDS,
  make: makeMessage,
  run,
};
