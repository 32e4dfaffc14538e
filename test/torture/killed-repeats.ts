// The broker, killed while what the user has allowed is called again: it is sent once at most, and what was allowed and not yet taken passes
// after the restart.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as later } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import { addServer, remit, removeFolder, root, temporaryFolder } from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';
import { entriesOf, recordProblems } from './record-problems.ts';
import { newTally, takePoint, type Tally } from './tally.ts';

/** The longest time from the user's yes to the kill, in ms. */
const KILL_MS = 60;

class RepeatRun {
  readonly folder = temporaryFolder();
  readonly data = join(this.folder, 'data');
  readonly #log = join(this.folder, 'received');
  #child: ChildProcess | null = null;
  #lines: string[] = [];
  #heard = (): void => undefined;
  #gone: Promise<void> = Promise.resolve();

  constructor() {
    mkdirSync(this.data, { mode: 0o700 });
    const server = join(root, 'test', 'fixtures', 'counting-server.mjs');
    addServer(this.data, 'count', [process.execPath, server, this.#log]);
  }

  async start(): Promise<void> {
    this.#lines = [];
    const program = join(root, 'test', 'support', 'answered-process.ts');
    const child = spawn(process.execPath, [program, this.data], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    this.#gone = new Promise((done) => child.once('close', () => done()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#heard();
    });
    await this.heard('ready');
  }

  /** Resolves when the broker has said a line that begins so. */
  async heard(begin: string): Promise<void> {
    while (!this.#lines.some((line) => line.startsWith(begin)))
      await new Promise<void>((done) => (this.#heard = done));
  }

  tell(line: string): void {
    this.#child?.stdin?.write(`${line}\n`);
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#gone;
  }

  /** An agent that has connected. */
  async agent(): Promise<Wire> {
    const agent = wire(remit, ['connect', 'count', '--data', this.data]);
    const clientInfo = { name: 'torture', version: '1' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    agent.send(`${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params })}\n`);
    await agent.take(1);
    return agent;
  }

  received(said: string): number {
    if (!existsSync(this.#log)) return 0;
    return readFileSync(this.#log, 'utf8')
      .split('\n')
      .filter((line) => line === said).length;
  }

  /** How many entries of a kind the one call has. */
  count(kind: string, said: string): number {
    const call = entriesOf(this.data, ['call']).find(({ body }) => body.includes(`\\"${said}\\"`))?.call;
    return entriesOf(this.data, [kind]).filter((entry) => entry.call === call).length;
  }
}

function call(agent: Wire, id: number, said: string): void {
  const params = { name: 'outside', arguments: { said } };
  agent.send(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params })}\n`);
}

async function killOnce(
  run: RepeatRun,
  said: string,
  random: Random,
  tally: Tally,
): Promise<readonly string[]> {
  await run.start();
  const agents = [await run.agent(), await run.agent()];
  const [first] = agents;
  if (first === undefined) throw new Error('there is no agent');
  call(first, 1, said);
  await run.heard('asking 1');
  run.tell('deadline');
  await first.take(1);
  run.tell(JSON.stringify({ kind: 'allow-once' }));
  if (random.chance(2)) await run.heard('allowed');
  for (const agent of agents) call(agent, 2, said);
  await later(random.number(KILL_MS));
  await run.kill();
  for (const agent of agents) await agent.end();
  const isOpen = run.count('pass', said) > run.count('resumed', said) + run.count('refusal', said);
  const problems = [...(await recordProblems(run.data)), ...(await again(run, said, isOpen, tally))];
  const times = run.received(said);
  if (times > 1) problems.push(`${said} was sent ${times} times`);
  if (times > run.count('resumed', said)) tally.unrecorded += 1;
  return [...problems, ...(await recordProblems(run.data))];
}

/** Calls again after the restart: what was still open passes, and nothing else does. */
async function again(
  run: RepeatRun,
  said: string,
  isOpen: boolean,
  tally: Tally,
): Promise<readonly string[]> {
  await run.start();
  const agent = await run.agent();
  call(agent, 3, said);
  const answered = agent.take(1).then(([line = '']) => line.includes('"done"'));
  const passed = await Promise.race([answered, run.heard('asking 1').then(() => false)]);
  await run.kill();
  await agent.end();
  if (passed === isOpen) return [];
  if (isOpen) tally.lost += 1;
  return [isOpen ? `what was allowed of ${said} is lost` : `${said} passed without being allowed`];
}

/** Kills the broker at so many points. */
export async function killedRepeats(points: number, random: Random): Promise<Tally> {
  const tally = newTally('repeats');
  const run = new RepeatRun();
  while (tally.points < points) takePoint(tally, await killOnce(run, `said-${tally.points}`, random, tally));
  removeFolder(run.folder);
  return tally;
}
