// Reads the words of `test` and `[` (POSIX.1-2024 test; bash 5.2). Its plain forms only look; but `-v` and `-R` evaluate the subscript of a
// name, which may run commands, and numbers are evaluated by some shells.

const LOOKS: ReadonlySet<string> = new Set([
  '-b',
  '-c',
  '-d',
  '-e',
  '-f',
  '-g',
  '-h',
  '-k',
  '-L',
  '-n',
  '-O',
  '-G',
  '-p',
  '-r',
  '-S',
  '-s',
  '-u',
  '-w',
  '-x',
  '-z',
]);
const COMPARES: ReadonlySet<string> = new Set(['=', '==', '!=', '<', '>', '-nt', '-ot', '-ef']);
const COUNTS: ReadonlySet<string> = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);

/** Why the expression may do more than look, or null. With `isBracket` the last word is `]`. */
export function testProblem(words: readonly string[], isBracket: boolean): string | null {
  const last = words.at(-1);
  if (isBracket && last !== ']') return 'the test is not closed';
  const all = isBracket ? words.slice(0, -1) : words;
  const [first = '', second = '', third = '', ...more] =
    all[0] === '!' && all.length > 1 ? all.slice(1) : all;
  if (more.length > 0) return 'the test is more than one comparison';
  const length = all.length - (all[0] === '!' && all.length > 1 ? 1 : 0);
  if (length <= 1 || (length === 2 && LOOKS.has(first))) return null;
  if (length === 3 && COMPARES.has(second)) return null;
  const isNumeric = /^-?\d+$/.test(first) && /^-?\d+$/.test(third);
  return length === 3 && COUNTS.has(second) && isNumeric ? null : 'the test may evaluate what it compares';
}
