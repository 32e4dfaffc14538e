// Reads which files a patch of the `apply_patch` format writes. Its headers name them; the lines between are content, and are not read.

import { err, ok, type Result } from '../contract/result.ts';

const MAX_PATCH = 4_194_304;
/** Header lines of the format (`apply_patch` of the Codex command line, its grammar). Readers take blanks around them. */
const NAMES_FILE = /^\s*\*\*\* (Add File|Update File|Delete File|Move to): (.+?)\s*$/;
const FRAME = /^\s*\*\*\* (Begin Patch|End Patch|End of File)\s*$/;

/** The paths in the order of their headers, each once. Anything that isn't the format as it is specified can't be worked out. */
export function readPatch(text: string): Result<readonly string[], string> {
  if (text.length > MAX_PATCH) return err('it is longer than a patch');
  const lines = text.trim().split(/\r\n|\r|\n/);
  if (!/^\*\*\* Begin Patch$/.test(lines[0]?.trim() ?? ''))
    return err('it is not a patch that begins as one');
  if (!/^\*\*\* End Patch$/.test(lines.at(-1)?.trim() ?? '')) return err('it is a patch without an end');
  const paths = new Set<string>();
  for (const line of lines) {
    const named = NAMES_FILE.exec(line)?.[2];
    if (named !== undefined) paths.add(named);
    else if (/^\s*\*\*\*/.test(line) && !FRAME.test(line))
      return err(`a line of it is no header that is known: \`${line.slice(0, 80)}\``);
  }
  return paths.size === 0 ? err('it is a patch that names no file') : ok([...paths]);
}
