// The process that holds the authority, killed while questions are answered: what it has acknowledged holds when it starts again.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Random } from '../support/random.ts';
import { removeFolder, root, temporaryFolder } from '../support/serve.ts';
import { entriesOf, recordProblems } from './record-problems.ts';
import { newTally, takePoint, type Tally } from './tally.ts';

const PROGRAM = join(root, 'test', 'torture', 'deciding.ts');
const POINTS_EACH = 25;
/** So many lines at most are waited for before the kill: a machine that is slow gets as much done as a fast one. */
const LINES = 120;
/** The longest time from there to the kill, and from the start to one in between, in ms. */
const KILL_MS = 10;
const START_MS = 900;

const askedSchema = z.object({ id: z.string(), digest: z.string(), rungs: z.array(z.string()).nullable() });
type Asked = z.infer<typeof askedSchema>;
const bodySchema = z.looseObject({
  kind: z.string(),
  request: z.string().nullable().optional(),
  verdict: z.looseObject({ kind: z.string() }).optional(),
});

/** What was acknowledged over a record's life. */
class Acknowledged {
  readonly granted = new Set<string>();
  readonly revoking = new Set<string>();
  readonly revoked = new Set<string>();
  /** Calls that were let through since the last removal. */
  readonly allowed = new Set<string>();
  count = 0;

  take(line: string): void {
    const [what, id = ''] = line.split(' ');
    if (what === 'granted' || what === 'revoking' || what === 'revoked') this[what].add(id);
    if (what === 'allowed') this.allowed.add(id);
    if (what === 'pruning') this.allowed.clear();
    if (what === 'granted' || what === 'revoked' || what === 'set' || what === 'allowed') this.count += 1;
  }

  /** What is not so though it was acknowledged. */
  lost(held: ReadonlySet<string>): readonly string[] {
    const gone = [...this.granted].filter((id) => !held.has(id) && !this.revoking.has(id));
    const back = [...this.revoked].filter((id) => held.has(id));
    return [...gone.map((id) => `grant ${id} is lost`), ...back.map((id) => `grant ${id} is back`)];
  }
}

function answerTo({ id, digest, rungs }: Asked, random: Random): string {
  const kind = random.number(4);
  const answer =
    kind === 0 && rungs !== null
      ? { kind: 'remember', rungs, lifetime: 'always' }
      : kind === 1
        ? { kind: 'deny', reason: 'no' }
        : kind === 2
          ? { kind: 'not-now' }
          : { kind: 'allow-once' };
  return `${JSON.stringify({ request: id, digest, answer })}\n`;
}

type Run = { readonly problems: readonly string[]; readonly lost: readonly string[] };

/** Starts the program, looks at what it holds, and kills it. */
async function killOnce(folder: string, known: Acknowledged, seed: number, random: Random): Promise<Run> {
  const env = { ...process.env, REMIT_KEYCHAIN: 'off', REMIT_STATE: join(folder, 'state') };
  const child = spawn(process.execPath, [PROGRAM, folder, String(seed)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
  });
  const problems: string[] = [];
  let lost: readonly string[] = [];
  let said = '';
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const kill = (ms: number): void => void setTimeout(() => child.kill('SIGKILL'), random.number(ms));
  const early = random.chance(6);
  if (early) kill(START_MS);
  let linesLeft = random.number(LINES);
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('health ') && line !== 'health sound') problems.push(`the record is ${line}`);
    if (line.startsWith('held')) {
      lost = known.lost(new Set(line.split(' ').slice(1)));
    }
    linesLeft -= 1;
    if (linesLeft === -1 && !early) kill(KILL_MS);
    if (line.startsWith('asked '))
      child.stdin.write(answerTo(askedSchema.parse(JSON.parse(line.slice(6))), random));
    known.take(line);
  });
  await new Promise<void>((done) => child.once('close', () => done()));
  if (child.signalCode !== 'SIGKILL') problems.push(`it ended by itself: ${said.slice(0, 500)}`);
  return { problems: [...problems, ...(await recordProblems(join(folder, 'data')))], lost };
}

/** Decisions that are not there: for calls that were let through, and for grants that an answer made. */
function undecided(data: string, { allowed }: Acknowledged): readonly string[] {
  const through = entriesOf(data, ['decision', 'covered', 'call']);
  const inside = through.filter(({ body }) => {
    const { kind, verdict } = bodySchema.parse(JSON.parse(body));
    return kind !== 'call' || verdict?.kind === 'inside';
  });
  const known = new Set(inside.map(({ call }) => call));
  const requests = (kind: string): readonly string[] =>
    entriesOf(data, [kind]).map(({ body }) => bodySchema.parse(JSON.parse(body)).request ?? '');
  const decided = new Set(requests('decision'));
  return [
    ...[...allowed].filter((call) => !known.has(call)),
    ...requests('grant').filter((request) => request !== '' && !decided.has(request)),
  ];
}

/** Kills the program at so many points. `acknowledged` is how much was told to count in all. */
export async function killedDecisions(
  points: number,
  random: Random,
): Promise<Tally & { acknowledged: number }> {
  const tally = { ...newTally('decisions'), acknowledged: 0 };
  while (tally.points < points) {
    const folder = temporaryFolder();
    const known = new Acknowledged();
    const most = Math.min(POINTS_EACH, points - tally.points);
    // What the last one has acknowledged is looked for by one more run, which is no point of its own.
    for (let at = 0; at <= most; at += 1) {
      const { problems, lost } = await killOnce(folder, known, at, random);
      tally.lost += lost.length;
      const odd = undecided(join(folder, 'data'), known).map((of) => `there is no decision of ${of}`);
      known.allowed.clear();
      tally.lost += odd.length;
      if (at < most) takePoint(tally, [...problems, ...lost, ...odd]);
      else tally.problems.push(...problems, ...lost);
    }
    tally.acknowledged += known.count;
    removeFolder(folder);
  }
  return tally;
}
