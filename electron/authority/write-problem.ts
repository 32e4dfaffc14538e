// Says why the record can't be written, and what to do. Remit tries again by itself.

const CAUSES: readonly { readonly is: RegExp; readonly remedy: string }[] = [
  { is: /full|ENOSPC|EDQUOT|EFBIG/, remedy: 'free some space on the disk of the data folder' },
  {
    is: /locked|busy/i,
    remedy: 'another program holds the record open for writing: end that program',
  },
  {
    is: /readonly|read-only|EROFS|EACCES|EPERM|unable to open/i,
    remedy: 'make the data folder writable again',
  },
  { is: /moved or deleted/, remedy: 'put it back, or restart Remit' },
  {
    is: /malformed|corrupt|not a database|constraint/i,
    remedy: 'restart Remit, which then says what is wrong with the record',
  },
];

/** What to do about a cause, as the system or SQLite names it. */
export function remedyFor(cause: string): string {
  return CAUSES.find(({ is }) => is.test(cause))?.remedy ?? 'free some space or mend the data folder';
}

export function writeProblem(error: unknown): string {
  const cause = error instanceof Error ? error.message : String(error);
  return `the record can't be written (${cause}): ${remedyFor(cause)}, Remit goes on by itself`;
}
