// Runs every comparison with something that was written apart from Remit. A case is unsafe when Remit would let it through and the other
// would not; a case is safe when only Remit would ask.

import process from 'node:process';
import { parseArgs } from 'node:util';
import { differentialCommands } from './commands.ts';
import { differentialDecide } from './decide.ts';
import { differentialPaths } from './paths.ts';
import { differentialSites } from './sites.ts';
import { differentialSql } from './sql.ts';
import { differentialSqlite } from './sqlite.ts';

type Differences = {
  readonly cases: number;
  readonly unsafe: readonly string[];
  readonly safe: number;
};

const PARTS: ReadonlyMap<string, (count: number, seed: number) => Promise<Differences>> = new Map([
  ['commands', (count, seed) => differentialCommands(count, seed)],
  ['sites', differentialSites],
  ['sql', differentialSql],
  ['sqlite', differentialSqlite],
  ['paths', differentialPaths],
  ['decide', differentialDecide],
]);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const isNumber = (word: string): boolean => /^\d+$/.test(word);
const count = Number(positionals.find(isNumber) ?? 2000);
const named = positionals.filter((word) => !isNumber(word));
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

function tell(part: string, { cases, unsafe, safe }: Differences, ms: number): void {
  process.stdout.write(
    `${part}: ${cases} cases, ${unsafe.length} unsafe, ${safe} safe, seed ${seed} (${(ms / 1000).toFixed(1)} s)\n`,
  );
  for (const one of unsafe) process.stdout.write(`  unsafe ${part} ${one}\n`);
}

let cases = 0;
let unsafe = 0;
for (const part of named.length > 0 ? named : PARTS.keys()) {
  const compare = PARTS.get(part);
  if (compare === undefined) throw new Error(`there is no comparison ${part}`);
  const since = performance.now();
  const found = await compare(count, seed);
  tell(part, found, performance.now() - since);
  cases += found.cases;
  unsafe += found.unsafe.length;
}
process.stdout.write(`differential ${cases} cases, ${unsafe} unsafe\n`);
process.exitCode = unsafe === 0 && cases > 0 ? 0 : 1;
