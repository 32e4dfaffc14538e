// What judging one call costs, part by part, with 10 to 10,000 grants in scope, beside Cedar with equal policies. The look-ups of the
// file system are named apart: they depend on the disk, not on the grants.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import {
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
  callIdSchema,
} from '../shared/contract/ids.ts';
import type { Call } from '../shared/contract/call.ts';
import type { Place } from '../shared/contract/place.ts';
import { ok } from '../shared/contract/result.ts';
import { classifyMessage, type GatedMessage } from '../shared/core/classify-message.ts';
import { compileScope, type Scope } from '../shared/core/compile-scope.ts';
import { decide } from '../shared/core/decide.ts';
import { keyOf } from '../shared/core/path-key.ts';
import { parseScope } from '../electron/authority/load-scope.ts';
import { loadReaders, normaliseCall, readersNeeded } from '../electron/authority/normalise-call.ts';
import { protectedKeys } from '../electron/authority/protected-places.ts';
import { realPath } from '../electron/authority/resolve-path.ts';
import { cedarAllows, prepareCedar } from './decision-cedar.ts';
import { asked, KINDS, scopeOf, type Kind } from './decision-scope.ts';
import { quantile } from './process-cost.ts';

const SIZES = [10, 100, 1000, 10_000];
const CALLS = process.argv.includes('--quick') ? 2000 : 20_000;
const WARM_UP = 2000;
/** A file system without links that answers at once: what is left is Remit's own work. */
const PLACE: Place = {
  platform: 'linux',
  cwd: '/home/u/work',
  home: '/home/u',
  bases: [],
  linkAt: () => ok(null),
};
const NOW = instantSchema.parse('2026-06-01T12:00:00.000Z');
const hash = sha256Schema.parse('a'.repeat(64));

type Figures = { readonly p50: number; readonly p99: number };

/** Microseconds. `prepare` isn't timed. */
function measure<T>(prepare: (turn: number) => T, run: (made: T) => unknown): Figures {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + CALLS; turn += 1) {
    const made = prepare(turn);
    const since = performance.now();
    run(made);
    const took = performance.now() - since;
    if (turn >= WARM_UP) times.push(took * 1000);
  }
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function messageText(kind: Kind, turn: number): string {
  const { tool: name, args } = asked(kind, turn);
  return JSON.stringify({
    jsonrpc: '2.0',
    id: turn,
    method: 'tools/call',
    params: { name, arguments: args },
  });
}

function parse(text: string): GatedMessage {
  const message = classifyMessage(text);
  if (message.kind !== 'gated') throw new Error(text);
  return message;
}

function normalise(kind: Kind, { tool, args, argsText }: GatedMessage): Call {
  const server = serverNameSchema.parse(asked(kind, 0).server);
  const known = { serverCommand: '', tool, args, inputSchema: null, corrections: null };
  readersNeeded({ ...known, server });
  return normaliseCall({
    ...known,
    id: callIdSchema.parse('c-1'),
    at: NOW,
    session: sessionIdSchema.parse('s-1'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: server, identity: hash },
    argsText,
    definition: { kind: 'listed', hash, changed: false },
    place: PLACE,
  });
}

function compiled(size: number): Scope {
  const grants = parseScope(JSON.stringify(scopeOf(size)), PLACE);
  if (!grants.ok) throw new Error(grants.error);
  return compileScope(grants.value, keyOf('linux'), protectedKeys(PLACE, '/home/u/.remit'));
}

function verdict(call: Call, scope: Scope): void {
  const found = decide(call, scope, NOW);
  if (found.kind !== 'inside') throw new Error(JSON.stringify(found));
}

/** What following links costs for a file six folders deep that exists. */
function lookUps(): Figures {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'remit-bench-')));
  const deep = join(folder, 'work', 'remit', 'src', 'part');
  mkdirSync(deep, { recursive: true });
  for (let at = 0; at < 64; at += 1) writeFileSync(join(deep, `file-${at}.ts`), '');
  const figures = measure(
    (turn) => join(deep, `file-${turn % 64}.ts`),
    (path) => realPath(path, { platform: 'linux' }),
  );
  rmSync(folder, { recursive: true });
  return figures;
}

const column = ({ p50, p99 }: Figures): string =>
  `${p50.toFixed(p50 < 100 ? 1 : 0)} / ${p99.toFixed(p99 < 100 ? 1 : 0)}`.padStart(16);
const row = (name: string, cells: readonly string[]): void => {
  process.stdout.write(`  ${name.padEnd(24)}${cells.join('')}\n`);
};

await loadReaders(['command', 'sql']);
prepareCedar(Math.max(...SIZES));
const scopes = SIZES.map(compiled);
process.stdout.write(`one decision, p50 / p99 in µs over ${CALLS} calls; Node ${process.version}\n\n`);
row(
  'grants in scope',
  SIZES.map((size) => size.toLocaleString('en').padStart(16)),
);
for (const kind of KINDS) {
  process.stdout.write(`${kind}: ${JSON.stringify(asked(kind, 1).args)}\n`);
  const parsing = measure((turn) => messageText(kind, turn), parse);
  const normalising = measure(
    (turn) => parse(messageText(kind, turn)),
    (message) => normalise(kind, message),
  );
  row('parse', [column(parsing)]);
  row('normalise', [column(normalising)]);
  const judging = scopes.map((scope) =>
    measure(
      (turn) => normalise(kind, parse(messageText(kind, turn))),
      (call) => verdict(call, scope),
    ),
  );
  row('decide', judging.map(column));
  const whole = scopes.map((scope) =>
    measure(
      (turn) => messageText(kind, turn),
      (text) => verdict(normalise(kind, parse(text)), scope),
    ),
  );
  row('all of it', whole.map(column));
  const cedar = measure(
    (turn) => asked(kind, turn),
    (one) => {
      if (!cedarAllows(kind, one)) throw new Error('Cedar does not allow it');
    },
  );
  row('Cedar, a set a tool', [column(cedar)]);
}
process.stdout.write(`\n`);
row('file look-ups, a path', [column(lookUps())]);
process.stdout.write(
  '\ntargets: a path call at most 20 µs at p50 and as much with 10,000 grants (look-ups apart); a line of three commands under 1,000 µs\n',
);
