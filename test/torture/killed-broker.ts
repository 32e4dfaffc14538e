// The broker of `remit serve`, killed while several agents call: no server may have received a call that the record doesn't have.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as later } from 'node:timers/promises';
import { z } from 'zod';
import type { Random } from '../support/random.ts';
import { remit, removeFolder, root, runRemit, temporaryFolder } from '../support/serve.ts';
import { entriesOf, recordProblems } from './record-problems.ts';
import { newTally, takePoint, type Tally } from './tally.ts';

const SCOPE = { tools: [{ id: 't', server: '*', tool: 'inside', reach: 'any', otherArgs: 'any' }] };
const AGENTS = 3;
/** Calls of one agent that are under way at once. */
const AT_ONCE = 4;
/** A record of so many points is left behind for a new one: each is read from end to end at every point. */
const POINTS_EACH = 25;
/** So many answers at most are waited for before the kill: a machine that is slow gets as much done as a fast one. */
const ANSWERS = 200;
/** The longest time from there to the kill, from the agents' start, and from the broker's own start, in ms. */
const KILL_MS = 10;
const AGENTS_MS = 400;
const START_MS = 450;

const entrySchema = z.looseObject({
  args: z.looseObject({ text: z.string() }),
  verdict: z.looseObject({ kind: z.string() }),
});

class BrokerRun {
  readonly folder = temporaryFolder();
  readonly data = join(this.folder, 'data');
  readonly log = join(this.folder, 'received');
  readonly #env: NodeJS.ProcessEnv;
  #seq = 0;
  #received = 0;
  readonly #recorded = new Set<string>();

  constructor() {
    mkdirSync(this.data, { mode: 0o700 });
    writeFileSync(this.log, '');
    writeFileSync(join(this.folder, 'scope.json'), JSON.stringify(SCOPE));
    const state = join(this.folder, 'state');
    this.#env = { ...process.env, REMIT_KEYCHAIN: 'off', REMIT_STATE: state, REMIT_NO_START: '1' };
    const server = [process.execPath, join(root, 'test', 'fixtures', 'counting-server.mjs'), this.log];
    const added = runRemit(['server', 'add', 'count', '--data', this.data, '--', ...server]);
    if (added.code !== 0) throw new Error(added.err);
  }

  serve(): { readonly child: ChildProcess; readonly ready: Promise<boolean>; readonly gone: Promise<void> } {
    const words = ['serve', '--data', this.data, '--scope', join(this.folder, 'scope.json')];
    const child = spawn(remit, words, { stdio: ['ignore', 'pipe', 'ignore'], env: this.#env });
    const gone = new Promise<void>((done) => child.once('close', () => done()));
    const said = new Promise<boolean>((done) => {
      createInterface({ input: child.stdout }).once('line', (line) => done(line.startsWith('ready ')));
    });
    return { child, ready: Promise.race([said, gone.then(() => false)]), gone };
  }

  /** An agent that calls without end, until its connection ends. `answered` hears of each that had a result. */
  agent(
    name: string,
    random: Random,
    answered: () => void,
  ): { readonly child: ChildProcess; readonly gone: Promise<void> } {
    const words = ['connect', 'count', '--data', this.data];
    const child = spawn(remit, words, { stdio: ['pipe', 'pipe', 'ignore'], env: this.#env });
    let id = 1;
    const send = (method: string, params: unknown, numbered = true): void => {
      const message = { jsonrpc: '2.0', ...(numbered ? { id: (id += 1) } : {}), method, params };
      child.stdin.write(`${JSON.stringify(message)}\n`);
    };
    const call = (): void =>
      send('tools/call', {
        name: random.chance(3) ? 'outside' : 'inside',
        arguments: { said: `${name}-${id}` },
      });
    child.stdin.on('error', () => undefined);
    const clientInfo = { name: 'torture', version: '1' };
    send('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    send('notifications/initialized', {}, false);
    for (let at = 0; at < AT_ONCE; at += 1) call();
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"done"')) answered();
      if (!line.includes('"serverInfo"')) call();
    });
    return { child, gone: new Promise((done) => child.once('close', () => done())) };
  }

  /** Calls that a server has received so far and that no entry lets through, each told once. */
  unrecorded(): readonly string[] {
    for (const { seq, body } of entriesOf(this.data, ['call'], this.#seq)) {
      const { args, verdict } = entrySchema.parse(JSON.parse(body));
      this.#seq = seq;
      if (verdict.kind !== 'inside') continue;
      this.#recorded.add(/"said":"([^"]+)"/.exec(args.text)?.[1] ?? '');
    }
    const received = readFileSync(this.log, 'utf8').split('\n').slice(0, -1);
    const fresh = received.slice(this.#received);
    this.#received = received.length;
    return fresh.filter((said) => !this.#recorded.has(said));
  }

  get received(): number {
    return this.#received;
  }
}

/** Kills the broker once, and says what is wrong afterwards. */
async function killOnce(
  run: BrokerRun,
  name: string,
  random: Random,
  tally: Tally,
): Promise<readonly string[]> {
  const serving = run.serve();
  const early = random.chance(8);
  const agents: ReturnType<BrokerRun['agent']>[] = [];
  const problems: string[] = [];
  if (early) await later(random.number(START_MS));
  else if (await serving.ready) {
    let left = random.chance(4) ? null : random.number(ANSWERS);
    const enough = new Promise<void>((done) => {
      const answered = (): void => {
        if (left !== null && (left -= 1) < 0) done();
      };
      for (let at = 0; at < AGENTS; at += 1) agents.push(run.agent(`${name}-${at}`, random, answered));
    });
    if (left === null) await later(random.number(AGENTS_MS));
    else await Promise.race([enough, serving.gone]).then(() => later(random.number(KILL_MS)));
  } else problems.push('the broker did not start again');
  serving.child.kill('SIGKILL');
  await serving.gone;
  // One that had not connected yet would go on looking for a broker.
  for (const { child } of agents) child.kill('SIGKILL');
  await Promise.all(agents.map(({ gone }) => gone));
  problems.push(...(await recordProblems(run.data)));
  const missing = run.unrecorded();
  tally.unrecorded += missing.length;
  return [...problems, ...missing.map((said) => `the call ${said} was received and is not in the record`)];
}

/** Calls pass again after the last kill, and `remit verify` says so too. */
async function endOf(run: BrokerRun, name: string, random: Random): Promise<readonly string[]> {
  const serving = run.serve();
  if (!(await serving.ready)) return ['the broker did not start again'];
  const isGuarding = await new Promise<boolean>((done) => {
    const { child, gone } = run.agent(name, random, () => {
      child.kill('SIGKILL');
      done(true);
    });
    void gone.then(() => done(false));
  });
  serving.child.kill('SIGTERM');
  await serving.gone;
  const said = runRemit(['verify', run.data]);
  return [
    ...(isGuarding ? [] : ['no call passes any more']),
    ...(said.code === 0 ? [] : [said.out + said.err]),
    ...run.unrecorded().map((call) => `the call ${call} was received and is not in the record`),
  ];
}

/** Kills the broker at so many points. `calls` is how many calls the servers have received in all. */
export async function killedBroker(points: number, random: Random): Promise<Tally & { calls: number }> {
  const tally = { ...newTally('broker'), calls: 0 };
  while (tally.points < points) {
    const run = new BrokerRun();
    const most = Math.min(POINTS_EACH, points - tally.points);
    for (let at = 0; at < most; at += 1) {
      const problems = await killOnce(run, `a${tally.points}`, random, tally);
      const isLast = at === most - 1;
      takePoint(tally, isLast ? [...problems, ...(await endOf(run, `e${tally.points}`, random))] : problems);
    }
    tally.calls += run.received;
    if (existsSync(run.folder)) removeFolder(run.folder);
  }
  return tally;
}
