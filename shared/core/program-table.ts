// The table of programs, read from the texts in shared/profiles/programs. One line of such a text is one use of a program:
//
//   words | options | operands
//
// - words: the program and its subcommands. `{a, b c}` stands for any of these, `[word]` may be left out.
// - options: `--name` and `-n` stand alone, `-[abc]` are three such; `--name=` takes a plain value, `--name=:kind` one of a kind,
//   `--name=?` and `--name=?:kind` may take one behind `=`; `--name=word` only that one. `^` before it: may stand in the granted words, but
//   not be added to them. `-#` is a count. `-- use` says by which use the words after `--` are judged. `reader`: nothing that it can be
//   told makes it do more than read and print. `pager`: it opens one.
// - operands: kinds in order. `?` one or none, `*` any number, `+` at least one; `kind!-e` is no place when -e is given; `=kind` is the
//   value of the option that the words end with. Nothing: none.
// - `# text` names the source of the lines below it, and what their options leave out.

import {
  WORD_KINDS,
  type OperandSlot,
  type OptionRule,
  type ProgramUse,
  type WordKind,
} from '../contract/program.ts';
import { buildPrograms } from '../profiles/programs/build-programs.ts';
import { commonPrograms } from '../profiles/programs/common-programs.ts';
import { containerPrograms } from '../profiles/programs/container-programs.ts';
import { gitPrograms } from '../profiles/programs/git-programs.ts';
import { mediaPrograms } from '../profiles/programs/media-programs.ts';
import { networkPrograms } from '../profiles/programs/network-programs.ts';
import { nodePrograms } from '../profiles/programs/node-programs.ts';
import { packagePrograms } from '../profiles/programs/package-programs.ts';
import { pythonPrograms } from '../profiles/programs/python-programs.ts';
import { systemPrograms } from '../profiles/programs/system-programs.ts';
import { textPrograms } from '../profiles/programs/text-programs.ts';

/** The same program under every system; the others have namesakes on Windows. */
const EVERYWHERE: readonly string[] = [
  gitPrograms,
  nodePrograms,
  pythonPrograms,
  buildPrograms,
  containerPrograms,
];
const POSIX: readonly string[] = [
  textPrograms,
  systemPrograms,
  networkPrograms,
  packagePrograms,
  mediaPrograms,
  commonPrograms,
];
/** All texts of the table. */
export const programTexts: readonly string[] = [...EVERYWHERE, ...POSIX];
/** Words of the longest key. */
const MAX_KEY = 5;

type Table = { readonly uses: ReadonlyMap<string, ProgramUse>; readonly everywhere: ReadonlySet<string> };
let table: Table | null = null;

function loaded(): Table {
  table ??= load();
  return table;
}

function load(): Table {
  const everywhere = new Map(EVERYWHERE.flatMap(parseUses));
  const names = [...everywhere.keys()].map((words) => words.split(' ')[0] ?? '');
  return { uses: new Map([...POSIX.flatMap(parseUses), ...everywhere]), everywhere: new Set(names) };
}

/** Whether a program of this name is the same one in a Windows shell. */
export function isSameEverywhere(program: string): boolean {
  return loaded().everywhere.has(program);
}

/** The use with the most words that `argv` begins with, and how many words those are. */
export function useOf(argv: readonly string[]): { readonly use: ProgramUse; readonly words: number } | null {
  const { uses } = loaded();
  for (let words = Math.min(MAX_KEY, argv.length); words > 0; words -= 1) {
    const use = uses.get(argv.slice(0, words).join(' '));
    if (use !== undefined && argv.slice(0, words).every((word) => !word.includes(' '))) return { use, words };
  }
  return null;
}

/** The use of that exact name. */
export function namedUse(name: string): ProgramUse | null {
  return loaded().uses.get(name) ?? null;
}

/** Reads a text of the table. Throws on a line that it can't read: the texts are part of the program. */
export function parseUses(text: string): readonly (readonly [string, ProgramUse])[] {
  let source = '';
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('#')) source = line.slice(1).trim();
    if (line.startsWith('#') || line.trim() === '') return [];
    const [words = '', options = '', operands = '', ...more] = line.split('|').map((part) => part.trim());
    if (more.length > 0 || words === '' || source === '') throw new Error(`not a line of the table: ${line}`);
    const use = parseUse(source, options, operands);
    return spelledOut(words).map((key) => [key, use] as const);
  });
}

/** Every key that the words stand for. */
function spelledOut(words: string): readonly string[] {
  let keys = [''];
  for (const [word] of words.matchAll(/\{[^}]*\}|\S+/g)) {
    const optional = /^\[(.+)\]$/.exec(word)?.[1];
    const group = /^\{(.*)\}$/.exec(word)?.[1]?.split(/, */);
    const ways = group ?? [optional ?? word];
    const endings = [...(optional === undefined ? [] : ['']), ...ways.map((way) => ` ${way}`)];
    keys = keys.flatMap((key) => endings.map((ending) => key + ending));
  }
  return keys.map((key) => key.trim());
}

function parseUse(source: string, options: string, operands: string): ProgramUse {
  const rules = new Map<string, OptionRule>();
  let rest: string | null = null;
  const words = options.split(/ +/).filter((word) => word !== '');
  words.forEach((word, index) => {
    if (word === '--') rest = words[index + 1] ?? '';
    else if (/^\^?-/.test(word) && word !== '-#') parseOption(word).forEach((one) => addRule(rules, ...one));
    else if (!['-#', 'reader', 'pager'].includes(word) && words[index - 1] !== '--')
      throw new Error(`not an option of the table: ${word}`);
  });
  return {
    source,
    options: rules,
    counts: words.includes('-#'),
    slots: operands.split(/ +/).flatMap((word) => (word === '' ? [] : [parseSlot(word)])),
    rest,
    opensPager: words.includes('pager'),
    isReader: words.includes('reader'),
  };
}

/** An option may stand in two fragments of a line, but it takes a value in both or in neither. */
function addRule(rules: Map<string, OptionRule>, name: string, rule: OptionRule): void {
  const other = rules.get(name);
  if (other !== undefined && (other.takes === 'value') !== (rule.takes === 'value'))
    throw new Error(`an option with and without a value: ${name}`);
  rules.set(name, rule);
}

function parseOption(text: string): readonly (readonly [string, OptionRule])[] {
  const isAddable = !text.startsWith('^');
  const word = isAddable ? text : text.slice(1);
  const letters = /^-\[(.+)\]$/.exec(word)?.[1];
  const flag: OptionRule = { takes: 'nothing', kind: 'plain', isAddable };
  if (letters !== undefined) return Array.from(letters, (letter) => [`-${letter}`, flag]);
  const valued = /^(-[^=]+)=(\??)(?::(\w+))?$/.exec(word);
  if (valued === null) return [[word, flag]];
  const [, name = '', optional, kind = 'plain'] = valued;
  return [[name, { takes: optional === '?' ? 'attached' : 'value', kind: kindOf(kind), isAddable }]];
}

function parseSlot(text: string): OperandSlot {
  const [, value = '', kind = '', count = '', unless = ''] =
    /^(=?)(\w+)([?*+]?)((?:!-.+)?)$/.exec(text) ?? [];
  return {
    kind: kindOf(kind),
    isValue: value === '=',
    isMany: count === '*' || count === '+',
    isNeeded: count === '+' || count === '',
    unless: unless.split('!').filter((one) => one !== ''),
  };
}

function kindOf(text: string): WordKind {
  const kind = WORD_KINDS.find((one) => one === text);
  if (kind === undefined) throw new Error(`not a kind of word: ${text}`);
  return kind;
}
