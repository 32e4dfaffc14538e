/** Why the record can't be written, and what to do about it when that is told apart. */
export type WriteProblemParts = { readonly cause: string; readonly remedy: string | null };

const SAID = /^the record can't be written \((.*)\): (.*), Remit goes on by itself$/s;

/** Takes apart what the broker says, under a heading that says the rest of it. */
export function writeProblemParts(problem: string): WriteProblemParts {
  const [, cause, remedy] = SAID.exec(problem) ?? [];
  if (cause === undefined || remedy === undefined) return { cause: sentence(problem), remedy: null };
  return { cause: sentence(cause), remedy: sentence(remedy) };
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
