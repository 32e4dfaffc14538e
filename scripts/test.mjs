import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { setUp } from './set-up.mjs';
import { root, run, toolsDir } from './tools.mjs';
import { withScreen } from './screen.mjs';

const ready = await setUp({ withElectron: true });
const failedChecks = await check(ready);
await build(ready);

/** Runs one project of the suite; adds up what its report says, so that a runner that died counts as a failure. */
async function suite(name, prefix) {
  const report = join(toolsDir, `report-${name}.json`);
  rmSync(report, { force: true });
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
  ];
  const [command, ...args] = [...prefix, ready.node, ...vitest, `--outputFile.json=${report}`];
  const code = await run(command, args, {
    env: { ...ready.env, REMIT_ELECTRON: ready.electron.program, REMIT_NODE: ready.node },
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const found = JSON.parse(readFileSync(report, 'utf8'));
  const failed = found.numFailedTests + (code !== 0 && found.numFailedTests === 0 ? 1 : 0);
  return { passed: found.numPassedTests, failed, skipped: found.numPendingTests + found.numTodoTests };
}

const results = [{ passed: 0, failed: failedChecks, skipped: 0 }, await suite('unit', [])];
if (existsSync(join(root, 'test', 'e2e'))) results.push(await withScreen((prefix) => suite('e2e', prefix)));
const total = (key) => results.reduce((sum, one) => sum + one[key], 0);
if (failedChecks > 0) process.stdout.write(`\n${failedChecks} of the checks above failed.\n`);
const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed${skipped}\n`);
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
