// Reads the texts in shared/profiles/programs. One line of such a text is one use of a program:
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

/** A line of the table with the source that stands above it. */
export type ProgramLine = { readonly source: string; readonly line: string };

/** The lines of a text of the table. */
export function linesOf(text: string): readonly ProgramLine[] {
  let source = '';
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('#')) source = line.slice(1).trim();
    return line.startsWith('#') || line.trim() === '' ? [] : [{ source, line }];
  });
}

/** The names of the programs that the line is about. */
export function programsOf({ line }: ProgramLine): readonly string[] {
  const group = /^\{([^}]*)\}/.exec(line)?.[1]?.split(/, */) ?? [line];
  return group.map((words) => words.split(' ')[0] ?? '');
}

/** The uses of a line by their words. Throws on a line that it can't read: the texts are part of the program. */
export function usesOf({ source, line }: ProgramLine): readonly (readonly [string, ProgramUse])[] {
  const [words = '', options = '', operands = '', ...more] = line.split('|').map((part) => part.trim());
  if (more.length > 0 || words === '' || source === '') throw new Error(`not a line of the table: ${line}`);
  const use = parseUse(source, options, operands);
  return spelledOut(words).map((key) => [key, use] as const);
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
