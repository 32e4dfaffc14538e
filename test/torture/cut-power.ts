// The power goes: what was acknowledged is there, whatever becomes of what was written and not yet synced.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Random } from '../support/random.ts';
import { root } from '../support/serve.ts';
import { newTally, takePoint, type Tally } from './tally.ts';

const PROGRAM = join(root, 'test', 'torture', 'power-load.ts');
const foundSchema = z.object({ problems: z.array(z.string()), lost: z.number() });

/** Cuts the power at so many points. */
export async function cutPower(points: number, random: Random): Promise<Tally> {
  const tally = newTally('power');
  const words = [PROGRAM, String(points), String(random.number(2 ** 31))];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { problems, lost } = foundSchema.parse(JSON.parse(line));
    tally.lost += lost;
    takePoint(tally, problems);
  });
  await new Promise<void>((done) => child.once('close', () => done()));
  if (child.exitCode !== 0 || tally.points < points)
    tally.problems.push(`the load ended after ${tally.points} cuts: ${said.slice(0, 500)}`);
  return tally;
}
