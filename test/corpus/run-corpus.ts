// `npm run corpus -- FILE`: judges a file of labelled decisions on the path that calls take, and says where the labels and Remit differ.
// Ends with 0 when nothing that exceeds ran silently and at most one in twenty of the rest was asked about, else 1; 2 when the file can't
// be read.

import { readFileSync } from 'node:fs';
import process from 'node:process';
import { isGood, reportOf, tallyOf } from './report.ts';
import { runFile } from './run-file.ts';

async function main(file: string): Promise<number> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    process.stderr.write(
      `\`${file}\` can't be read: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 2;
  }
  const { results, bad } = await runFile(text);
  process.stdout.write(`${reportOf(results, bad)}\n`);
  return isGood(tallyOf(results)) && bad.length === 0 ? 0 : 1;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Name the file of cases: npm run corpus -- FILE\n');
  process.exitCode = 2;
} else process.exitCode = await main(file);
