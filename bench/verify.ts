// How long the verifier takes for a record of a million entries, as a database and as an export, and how much memory.

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { verifyPath } from '../electron/verifier/verify-path.ts';
import {
  firstLine,
  headFile,
  headText,
  lineOf,
  rowsOf,
  signerOf,
  writeDatabase,
  type Row,
} from '../test/verifier/make-record.ts';

const ENTRIES = process.argv.includes('--quick') ? 50_000 : 1_000_000;
/** Bytes of text in a body: with the members around it about what a recorded call takes. */
const PADDING = 500;

async function measure(path: string): Promise<void> {
  const since = performance.now();
  const outcome = await verifyPath({ path, key: null, anchors: [], progress: () => undefined });
  if (outcome.kind !== 'verified') throw new Error(JSON.stringify(outcome));
  const seconds = (performance.now() - since) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${seconds.toFixed(1).padStart(8)} s${megabytes.toFixed(0).padStart(8)} MB\n`);
}

/** Makes the export and the data folder; only one row is in memory at a time. */
function make(dir: string): readonly string[] {
  const signer = signerOf(1);
  const [data, lines] = [join(dir, 'data'), join(dir, 'all.jsonl')];
  mkdirSync(data);
  const file = openSync(lines, 'w');
  writeSync(file, `${firstLine({ id: '', signer, rows: [] })}\n`);
  let last: Row | null = null;
  function* both(): Generator<Row> {
    for (const row of rowsOf({ entries: ENTRIES, checkpoints: 1000, padding: PADDING, signer })) {
      last = row;
      writeSync(file, `${lineOf(row)}\n`);
      yield row;
    }
  }
  writeDatabase(join(data, 'record.db'), both());
  const head = last === null ? '' : headText(signer, last);
  writeSync(file, `{"head":${head}}\n`);
  closeSync(file);
  writeFileSync(join(data, 'record.head'), headFile(head));
  return [data, lines];
}

function run(): void {
  const dir = mkdtempSync(join(tmpdir(), 'remit-bench-'));
  try {
    const paths = make(dir);
    const size = statSync(join(dir, 'data', 'record.db')).size / 1e6;
    process.stdout.write(
      `verifying ${ENTRIES.toLocaleString('en')} entries (${size.toFixed(0)} MB); Node ${process.version}\n`,
    );
    for (const [at, name] of ['data folder', 'export'].entries()) {
      process.stdout.write(`  ${name.padEnd(16)}`);
      spawnSync(process.execPath, [import.meta.filename, '--measure', paths[at] ?? ''], { stdio: 'inherit' });
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const [, , flag, path] = process.argv;
if (flag === '--measure' && path !== undefined) await measure(path);
else run();
