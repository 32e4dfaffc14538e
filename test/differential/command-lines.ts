// Makes command lines for a comparison with a real shell: ordinary ones, ones with the tricks by which a reader and a shell have been set
// apart, and ones broken by a few characters. All that can run is a recorder.

import type { Random } from '../support/random.ts';

/** Programs of the lines. Each is a recorder; `intruder` is never granted. */
export const PROGRAM_NAMES = ['git', 'ls', 'cat', 'grep', 'wc', 'alpha', 'beta', 'intruder'] as const;

const PLAIN = [
  'status',
  '-la',
  '--short',
  'src',
  'a.txt',
  'src/a.ts',
  '-n5',
  'x=y',
  'HEAD~1',
  'a:b',
  '10',
  '%s',
  '@',
  'ä',
  '+x',
  '-',
] as const;
const QUOTED = [
  "'a b'",
  '"a b"',
  "'a;b'",
  '"a|b"',
  "''",
  '""',
  "'$(intruder)'",
  "'`intruder`'",
  '"\\$(intruder)"',
  '"\\`intruder\\`"',
  'a\\ b',
  '\\;',
  "\\'",
  '\\"',
  '\\$x',
  'a\'b\'c"d"',
  '"it\'s"',
  '\'say "hi"\'',
  "$'a\\tb'",
  "$'\\x41'",
  "$'\\''",
  '"a\\\nb"',
  "'a\nb'",
  '{}',
  'HEAD@{1}',
  '"!"',
  '"#"',
  'a#b',
  'a$',
  '"$"',
  "'*'",
  '\\*',
  'src/*.ts',
  "a\\'b",
  '\\\\',
  '"\\\\"',
  '"<"',
  "'&'",
] as const;
const TRICKS = [
  '$(intruder)',
  '`intruder`',
  '"$(intruder)"',
  '"`intruder`"',
  '<(intruder)',
  '>(intruder)',
  '${x:-$(intruder)}',
  '${x:=`intruder`}',
  '$((a[$(intruder)]))',
  "$[ a='b[$(intruder)]', a ]",
  '$x',
  '$IFS',
  '${IFS}intruder',
  '{a,b}',
  '{a,$(intruder)}',
  '*',
  '?',
  '[a-z]*',
  '~',
  '~+',
  "$'\\x60intruder\\x60'",
  '$"x"',
  '\\\n',
  '\\\\\n',
  '!!',
  '@(a|b)',
  'a=~',
  '{1..3}',
  '$@',
  '"${x@P}"',
  "'$(intruder)'$(intruder)",
  '\\\\$(intruder)',
  '"\'$(intruder)\'"',
  "'\"'`intruder`'\"'",
] as const;
const SEPARATORS = [
  ';',
  ' ; ',
  '&&',
  ' && ',
  ' || ',
  '|',
  ' | ',
  ' |& ',
  '\n',
  ' & ',
  '\n\n',
  ' ;\n',
  '&&\n',
  '|\n',
] as const;
const REDIRECTIONS = [
  '>/dev/null',
  '2>&1',
  '2>/dev/null',
  '</dev/null',
  '&>/dev/null',
  '>&2',
  '2>&-',
  '<<<text',
  "<<< 'a b'",
  '<<<"$(intruder)"',
  '>out',
  '>>out',
  '>|out',
  '&>out',
  '<>out',
  '> out',
  '2>out',
  '<a.txt',
  '>&out',
  '>$x',
  '{fd}>out',
] as const;
const BROKEN = [
  "'",
  '"',
  '\\',
  '`',
  '$',
  '(',
  ')',
  '{',
  '}',
  '<',
  '>',
  '&',
  '|',
  ';',
  '#',
  '\n',
  ' ',
  '!',
  '=',
  '*',
  '[',
  ']',
  '~',
  '\t',
  '<<E',
  'E\n',
  '$(',
  '${',
  '((',
  '))',
  '[[',
  ']]',
  '-',
  'a',
] as const;

export function commandLine(random: Random): string {
  const line = statement(random, 0);
  return random.chance(3) ? broken(line, random) : line;
}

function word(random: Random): string {
  if (random.chance(12)) return random.one(TRICKS);
  if (random.number(5) < 2) return random.one(QUOTED) + (random.chance(5) ? word(random) : '');
  return random.one(PLAIN) + (random.chance(10) ? random.one(QUOTED) : '');
}

function command(random: Random): string {
  const parts: string[] = [];
  if (random.chance(25)) parts.push('A=b');
  if (random.chance(33)) parts.push(random.one(REDIRECTIONS));
  parts.push(random.chance(20) ? word(random) : program(random));
  for (let count = random.number(4); count > 0; count -= 1) parts.push(word(random));
  if (random.chance(4)) parts.push(random.one(REDIRECTIONS));
  if (random.chance(10)) parts.push(word(random));
  return parts.join(random.chance(10) ? '\t ' : ' ');
}

function program(random: Random): string {
  const name = random.chance(17) ? 'intruder' : random.one(PROGRAM_NAMES);
  if (random.chance(20)) return `'${name}'`;
  if (random.chance(20)) return `${name.slice(0, 1)}"${name.slice(1)}"`;
  if (random.chance(33)) return `\\${name}`;
  return name;
}

function statement(random: Random, depth: number): string {
  const first = piece(random, depth);
  if (depth > 3 || random.number(5) < 2) return first;
  const line = first + random.one(SEPARATORS) + statement(random, depth + 1);
  return random.chance(20) ? `${line} # ${random.one(QUOTED)}` : line;
}

function piece(random: Random, depth: number): string {
  const inner = (): string => statement(random, depth + 2);
  switch (depth > 2 ? 0 : random.number(30)) {
    case 1:
      return `(${inner()})`;
    case 2:
      return `{ ${inner()}; }`;
    case 3:
      return `if ${inner()}; then ${inner()}; fi`;
    case 4:
      return `if ${command(random)}\nthen ${inner()}\nelse ${inner()}\nfi`;
    case 5:
      return `! ${command(random)}`;
    case 6:
      return `${command(random)} <<'E'\n${random.one(TRICKS)}\nE\n${command(random)}`;
    case 7:
      return `${command(random)} <<E\n${word(random)}\nE`;
    case 8:
      return `${command(random)} <<'E' | ${command(random)}\n${word(random)}\nE`;
    case 9:
      return `${command(random)} <<-"E" && ${command(random)}\n\t${word(random)}\n\tE\n${command(random)}`;
    case 10:
      return `while ${command(random)}; do ${command(random)}; break; done`;
    case 11:
      return `case x in x) ${command(random)};; esac`;
    case 12:
      return `git() { ${command(random)}; }; git`;
    case 13:
      return `[ ${word(random)} = ${word(random)} ] && ${command(random)}`;
    case 14:
      return `time ${command(random)}`;
    default:
      return command(random);
  }
}

/** The line with a few characters put in, taken out or doubled. */
function broken(line: string, random: Random): string {
  let text = line;
  for (let count = 1 + random.number(3); count > 0; count -= 1) {
    const at = random.number(text.length + 1);
    const end = at + random.number(3);
    text = !random.chance(3)
      ? text.slice(0, at) + random.one(BROKEN) + text.slice(at)
      : text.slice(0, at) + text.slice(end);
  }
  return text;
}
