// What a call costs more through Remit than directly: the same server, the same client, in one run and by turns, beside a reference of
// the same shape that only syncs. Figures of a shared machine vary; the ratios of one run are what counts.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { LineClient } from './line-client.ts';
import { cpuOf, memoryOf, quantile } from './process-cost.ts';

const quick = process.argv.includes('--quick');
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'remit-bench-'));
const dataDir = join(folder, 'data');
const remit = join(root, 'bin', 'remit');
const echo = [process.execPath, join(root, 'bench', 'echo-server.mjs')];
const env = { ...process.env, REMIT_NODE: process.execPath, REMIT_DATA: dataDir };

mkdirSync(dataDir, { mode: 0o700 });
const scope = join(folder, 'scope.json');
writeFileSync(
  scope,
  JSON.stringify({ tools: [{ id: 'g', server: 'echo', tool: 'echo', otherArgs: 'any' }] }),
);
spawnSync(remit, ['server', 'add', 'echo', '--', ...echo], { env, stdio: 'ignore' });
const broker = spawn(remit, ['serve', '--scope', scope], { env, stdio: ['ignore', 'pipe', 'ignore'] });
await once(broker.stdout, 'data');
const socket = join(folder, 'reference.sock');
const reference = spawn(
  process.execPath,
  [join(root, 'bench', 'reference-broker.mjs'), socket, join(folder, 'reference.log'), ...echo],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
await once(reference.stdout, 'data');

const WAYS = ['direct', 'reference', 'remit'] as const;
type Way = (typeof WAYS)[number];
const COMMANDS: Readonly<Record<Way, readonly string[]>> = {
  direct: echo,
  reference: [process.execPath, join(root, 'bench', 'reference-shim.mjs'), socket],
  remit: [remit, 'connect', 'echo'],
};

const clients = new Map<Way, LineClient>();
for (const way of WAYS) {
  const client = new LineClient(COMMANDS[way], env);
  await client.connect();
  clients.set(way, client);
}
function client(way: Way): LineClient {
  const found = clients.get(way);
  if (found === undefined) throw new Error(way);
  return found;
}

type Measure = {
  readonly name: string;
  readonly bytes: number;
  readonly inFlight: number;
  readonly calls: number;
};
const MEASURES: readonly Measure[] = [
  { name: '100 B', bytes: 100, inFlight: 1, calls: 400 },
  { name: '100 B, 64 in flight', bytes: 100, inFlight: 64, calls: 1600 },
  { name: '10 kB', bytes: 10_000, inFlight: 1, calls: 200 },
  { name: '10 kB, 64 in flight', bytes: 10_000, inFlight: 64, calls: 640 },
  { name: '1 MB', bytes: 1_000_000, inFlight: 1, calls: 20 },
  { name: '1 MB, 64 in flight', bytes: 1_000_000, inFlight: 64, calls: 64 },
  { name: '10 MB', bytes: 10_000_000, inFlight: 1, calls: 4 },
];
const ROUNDS = quick ? 3 : 7;

type Round = { readonly times: readonly number[]; readonly perSecond: number; readonly cpu: number | null };

async function round(way: Way, { bytes, inFlight, calls }: Measure): Promise<Round> {
  const text = 'x'.repeat(bytes);
  const times: number[] = [];
  const shim = client(way).pid;
  const before = way === 'remit' ? [cpuOf(shim), cpuOf(broker.pid ?? 0)] : [];
  const since = performance.now();
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      times.push(await client(way).call(text));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - since) / 1000;
  const after = way === 'remit' ? [cpuOf(shim), cpuOf(broker.pid ?? 0)] : [];
  const spent = after.map((now, at) => (now ?? Number.NaN) - (before[at] ?? Number.NaN));
  const cpu = spent.length === 0 ? null : spent.reduce((sum, one) => sum + one, 0) / calls;
  return { times, perSecond: calls / seconds, cpu };
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0).padStart(8);
const median = (values: readonly number[]): number => quantile(values, 0.5);

function report(measure: Measure, rounds: ReadonlyMap<Way, readonly Round[]>): void {
  const of = (way: Way): readonly Round[] => rounds.get(way) ?? [];
  const at = (way: Way, share: number): number => median(of(way).map((one) => quantile(one.times, share)));
  const added = (way: Way, share: number): number => at(way, share) - at('direct', share);
  process.stdout.write(
    `\n${measure.name}${measure.inFlight === 1 ? ', one at a time' : ''} (${measure.calls} calls in each of ${ROUNDS} rounds)\n`,
  );
  process.stdout.write('             p50 ms   p90 ms   p99 ms  added p50  added p99   calls/s  of direct\n');
  for (const way of WAYS) {
    const rate = median(of(way).map((one) => one.perSecond));
    const share = rate / median(of('direct').map((one) => one.perSecond));
    process.stdout.write(
      `  ${way.padEnd(9)}${ms(at(way, 0.5))} ${ms(at(way, 0.9))} ${ms(at(way, 0.99))}   ${ms(added(way, 0.5))}   ${ms(added(way, 0.99))}  ${rate.toFixed(0).padStart(8)}     ${share.toFixed(2)}\n`,
    );
  }
  const cpu = median(of('remit').map((one) => one.cpu ?? Number.NaN));
  const spread = of('remit').map((one) => quantile(one.times, 0.5));
  process.stdout.write(
    `  CPU of shim and broker ${Number.isNaN(cpu) ? 'not measured here' : `${cpu.toFixed(2)} ms a call`}; Remit's p50 over the rounds ${ms(Math.min(...spread)).trim()} to ${ms(Math.max(...spread)).trim()} ms; ` +
      `${(at('remit', 0.5) / at('direct', 0.5)).toFixed(2)} x direct\n`,
  );
}

for (const measure of quick ? MEASURES.filter((one) => one.bytes < 10_000_000) : MEASURES) {
  const rounds = new Map<Way, Round[]>(WAYS.map((way) => [way, []]));
  for (const way of WAYS) await round(way, { ...measure, calls: Math.min(measure.calls, 50) });
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (let at = 0; at < WAYS.length; at += 1) {
      const way = WAYS[(turn + at) % WAYS.length] ?? 'direct';
      rounds.get(way)?.push(await round(way, measure));
    }
  }
  report(measure, rounds);
}

const side: Record<Way, number[]> = { direct: [], reference: [], remit: [] };
const connects: Record<Way, number[]> = { direct: [], reference: [], remit: [] };
for (let turn = 0; turn < ROUNDS; turn += 1) {
  for (const way of WAYS) {
    const since = performance.now();
    await Promise.all(Array.from({ length: 64 }, () => client(way).call('x', 50)));
    side[way].push(performance.now() - since);
    const begun = performance.now();
    const fresh = new LineClient(COMMANDS[way], env);
    await fresh.connect();
    connects[way].push(performance.now() - begun);
    await fresh.end();
  }
}
process.stdout.write(
  '\n64 calls of 50 ms side by side, and connecting (start to the list of tools), p50 in ms\n',
);
for (const way of WAYS)
  process.stdout.write(`  ${way.padEnd(9)}${ms(median(side[way]))}   ${ms(median(connects[way]))}\n`);
const mb = (value: number | null): string =>
  value === null ? 'not measured here' : `${value.toFixed(0)} MB`;
process.stdout.write(
  `\nmemory (PSS): shim ${mb(memoryOf(client('remit').pid))}, broker ${mb(memoryOf(broker.pid ?? 0))}\n`,
);
process.stdout.write(
  'targets: added p50 at 100 B at most 0.45 ms and 1.15 x the reference; CPU at most 0.30 ms; 1 MB and 10 MB at most 1.4 x direct;\n' +
    '64 in flight at least 0.35 of direct; side by side at most 60 ms; connecting at most 45 ms over direct; shim 45 MB, broker 100 MB\n',
);

for (const one of clients.values()) await one.end();
broker.kill();
reference.kill();
rmSync(folder, { recursive: true, force: true });
