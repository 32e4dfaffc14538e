// Whether a word is what a place in a program's table takes.

import type { WordKind } from '../contract/program.ts';
import { assertNever } from './assert-never.ts';
import { awkProblem } from './awk-program.ts';
import { jqProblem } from './jq-filter.ts';
import { sedProblem } from './sed-script.ts';
import { mayBePattern } from './shell-pattern.ts';

/** Absolute, of a home, of a drive or server, with a scheme, or with `..` as a part. Behind `=`, `,`, `:` or `@` a name may begin anew. */
const OUTSIDE = /(?:^|[=,@])[/\\~]|^[A-Za-z]:[\\/]|(?:^|[\\/=,:@])\.\.(?:[\\/:,]|$)|:\/\/|^file:/;
const HIDDEN = /(?:^|[\\/=,:@])\.[^./\\]/;

/** Why the word isn't one of that kind, or null. */
export function kindProblem(kind: WordKind, word: string): string | null {
  switch (kind) {
    case 'text':
      return null;
    case 'sed':
      return sedProblem(word);
    case 'awk':
      return namedProgram(word) ?? awkProblem(word);
    case 'jq':
      return namedProgram(word) ?? jqProblem(word);
    default:
      return fits(kind, word) ? null : `\`${word}\` is more than was granted`;
  }
}

/** Whoever may name a file could choose what such a program does. Scripts of sed are known more narrowly than any such name is. */
function namedProgram(word: string): string | null {
  return mayBePattern(word) ? `the program may be the name of a file that \`${word}\` finds` : null;
}

function fits(kind: Exclude<WordKind, 'text' | 'sed' | 'awk' | 'jq'>, word: string): boolean {
  switch (kind) {
    case 'term':
      return !word.startsWith('-');
    case 'plain':
      return !/^-(?!\d)|^@|\bfileb?:\/\/|-file(=|$)/.test(word);
    case 'any':
      return !word.startsWith('-');
    case 'in':
      return word === '/dev/null' || (!/^[-@]/.test(word) && !OUTSIDE.test(word)) || word === '-';
    case 'spec':
      return !word.startsWith('-') && !OUTSIDE.test(word);
    case 'own':
      return !/^[-@]|:/.test(word) && !OUTSIDE.test(word) && !HIDDEN.test(word);
    case 'name':
      return /^[\w@][\w.@+-]*$/.test(word);
    case 'number':
      return /^[+-]?\d+(?:[.,:]\d+)*[A-Za-z%]{0,3}$/.test(word);
    case 'mode':
      return /^(?:[0-7]{3}|[ugoa]*(?:[+=-][rwxX]+)+(?:,[ugoa]*(?:[+=-][rwxX]+)+)*)$/.test(word);
    case 'format':
      return word.startsWith('+');
    case 'ps':
      return /^[auxfwlhr]+$/.test(word) || /^\d+$/.test(word);
    case 'test':
      return true;
    default:
      return assertNever(kind);
  }
}
