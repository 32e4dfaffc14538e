// The verifier as a program of its own: `node verify.cjs [PATH]`. It needs nothing else of Remit, nor that Remit ever ran here.

import process from 'node:process';
import { parseArgs } from 'node:util';
import { defaultFolder } from './default-folder.ts';
import { runVerify } from './run-verify.ts';

const USAGE = `usage: verify [PATH] [--key HEX] [--head SEQ:HASH] [--json]

  PATH     a data folder, a copy of its record.db, an export (.jsonl), or - for an export on stdin; else the data folder
  --key    the public key that the record has to be signed with
  --head   a place and its hash, noted earlier: the record has to hold it
  --json   the result as one line of JSON

exit code: 0 verified, 1 doesn't verify, 2 can't be read or wrong usage
`;

function usage(problem: string): number {
  process.stderr.write(`verify: ${problem}\n${USAGE}`);
  return 2;
}

async function run(args: readonly string[]): Promise<number> {
  let words;
  try {
    words = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        head: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = words;
  if (values.help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [path = defaultFolder(process.env), more] = positionals;
  if (more !== undefined) return usage(`\`${more}\` is one path too many`);
  const result = await runVerify({
    path,
    key: values.key,
    heads: values.head ?? [],
    json: values.json === true,
  });
  return typeof result === 'string' ? usage(result) : result;
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
