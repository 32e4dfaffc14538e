// Reads the words that follow a program and its subcommand by the program's table: which are options, which are their values, which are
// operands; and says which of those that weren't granted are not known to be harmless.

import type { OperandSlot, OptionRule, ProgramUse, WordKind } from '../contract/program.ts';
import { namedUse } from './program-table.ts';
import { testProblem } from './test-expression.ts';
import { kindProblem } from './word-kind.ts';

export type WordsReading = {
  /** Why the words beyond the granted ones may do more, or null. */
  readonly problem: string | null;
  /** Whether every option, granted or not, stands in the table, so that no word can have been taken for another. */
  readonly isWhollyKnown: boolean;
  /** Whether a further option or operand could follow. */
  readonly mayGrow: boolean;
};

/** `argv` from `from` on are the words after the subcommand; those before `granted` were granted. */
export function readProgramWords(
  use: ProgramUse,
  argv: readonly string[],
  from: number,
  granted: number,
): WordsReading {
  if (use.slots[0]?.kind === 'test')
    return { problem: testProblem(argv.slice(from), argv[0] === '['), isWhollyKnown: true, mayGrow: true };
  const reader = new WordsReader(use, argv, granted);
  const problem = reader.read(from);
  return { problem, isWhollyKnown: reader.isWhollyKnown, mayGrow: reader.mayGrow() };
}

/** A text in one of these that does more than print makes what its program does unknown. */
const LANGUAGES: ReadonlySet<WordKind> = new Set(['sed', 'awk', 'jq']);

type Operand = { readonly word: string; readonly isJudged: boolean };

class WordsReader {
  isWhollyKnown = true;
  readonly #use: ProgramUse;
  readonly #argv: readonly string[];
  readonly #granted: number;
  #slots: readonly OperandSlot[];
  readonly #operands: Operand[] = [];
  readonly #given = new Set<string>();
  #problem: string | null = null;
  #at = 0;

  constructor(use: ProgramUse, argv: readonly string[], granted: number) {
    this.#use = use;
    this.#argv = argv;
    this.#granted = granted;
    this.#slots = use.slots;
  }

  read(from: number): string | null {
    const start = this.#slots[0]?.isValue === true ? this.#firstValue(from) : from;
    for (this.#at = start; this.#at < this.#argv.length; this.#at += 1) {
      const word = this.#argv[this.#at] ?? '';
      if (word === '--') {
        this.#afterDashes();
        break;
      }
      if (word.startsWith('-') && word !== '-') this.#option(word);
      else this.#operand(word);
    }
    return this.#problem ?? this.#operandProblem();
  }

  mayGrow(): boolean {
    const { options, counts, rest } = this.#use;
    if (counts || rest !== null || [...options.values()].some(({ isAddable }) => isAddable)) return true;
    return slotAt(this.#slots, this.#operands.length) !== undefined;
  }

  /** The granted words end with an option: the next word is its value, whatever it looks like. */
  #firstValue(from: number): number {
    const [slot] = this.#slots;
    const word = this.#argv[from];
    this.#slots = this.#slots.slice(1);
    if (slot !== undefined && word !== undefined && from >= this.#granted)
      this.#problem ??= kindProblem(slot.kind, word);
    return from + 1;
  }

  #afterDashes(): void {
    const words = this.#argv.slice(this.#at + 1);
    const rest = this.#use.rest === null ? null : namedUse(this.#use.rest);
    if (rest === null) {
      for (const word of words) {
        this.#at += 1;
        this.#operand(word);
      }
      return;
    }
    const reading = readProgramWords(rest, this.#argv, this.#at + 1, Math.max(this.#granted, this.#at + 1));
    this.#problem ??= reading.problem;
  }

  #operand(word: string): void {
    // An empty word may belong to the option before it.
    if (word === '') this.isWhollyKnown = false;
    this.#operands.push({ word, isJudged: this.#at >= this.#granted });
  }

  #option(word: string): void {
    const isJudged = this.#at >= this.#granted;
    const taken = this.#rule(word);
    if (taken === null) {
      if (isJudged) this.#problem ??= `\`${word}\` is not known to be harmless`;
      // It may take the next word or not.
      if (this.#at === this.#granted - 1 && this.#argv.length > this.#granted)
        this.#problem ??= `what follows \`${word}\` is not known`;
      this.isWhollyKnown = false;
      return;
    }
    const { rule, name, values } = taken;
    this.#given.add(name);
    if (isJudged && !rule.isAddable) this.#problem ??= `\`${name}\` changes what was granted`;
    for (const value of values) this.#value(rule, name, value);
    if (rule.takes !== 'value' || values.length > 0) return;
    this.#at += 1;
    const next = this.#argv[this.#at];
    if (next === undefined) this.#problem ??= `\`${name}\` lacks a value`;
    else this.#value(rule, name, next);
  }

  #value(rule: OptionRule, name: string, value: string): void {
    const problem = kindProblem(rule.kind, value);
    if (problem === null) return;
    if (LANGUAGES.has(rule.kind)) this.isWhollyKnown = false;
    if (this.#at >= this.#granted) this.#problem ??= `with \`${name}\`: ${problem}`;
  }

  /** The rule of an option word, with the values that hang on it. Shortened names of options are not known. */
  #rule(word: string): { rule: OptionRule; name: string; values: readonly string[] } | null {
    const { options, counts } = this.#use;
    const whole = options.get(word);
    if (whole !== undefined) return { rule: whole, name: word, values: [] };
    if (counts && /^-\d+$/.test(word))
      return { rule: { takes: 'nothing', kind: 'number', isAddable: true }, name: word, values: [] };
    const equals = word.indexOf('=');
    const name = equals === -1 ? word : word.slice(0, equals);
    const named = options.get(name);
    // To some programs the value of `-n=5` is `5`, to others `=5`: both have to fit.
    const value = word.slice(equals + 1);
    if (equals !== -1 && named !== undefined && named.takes !== 'nothing')
      return { rule: named, name, values: /^-[^-]$/.test(name) ? [value, `=${value}`] : [value] };
    return word.startsWith('--') ? null : this.#cluster(word);
  }

  /** `-nA5`: letters that stand alone, up to one that takes the rest or the next word. */
  #cluster(word: string): { rule: OptionRule; name: string; values: readonly string[] } | null {
    let isAddable = true;
    for (let at = 1; at < word.length; at += 1) {
      const name = `-${word.charAt(at)}`;
      const rule = this.#use.options.get(name);
      if (rule === undefined) return null;
      isAddable &&= rule.isAddable;
      const rest = word.slice(at + 1);
      if (rest === '' || rule.takes !== 'nothing')
        return { rule: { ...rule, isAddable }, name, values: rest === '' ? [] : [rest] };
      this.#given.add(name);
    }
    return null;
  }

  #operandProblem(): string | null {
    const slots = this.#slots.filter((slot) => !slot.unless.some((name) => this.#given.has(name)));
    const judged = this.#operands.map((operand, index) => ({ operand, slot: slotAt(slots, index) }));
    for (const { operand, slot } of judged) {
      if (slot !== undefined && LANGUAGES.has(slot.kind) && kindProblem(slot.kind, operand.word) !== null)
        this.isWhollyKnown = false;
      if (!operand.isJudged) continue;
      if (slot === undefined) return `\`${operand.word}\` is more than was granted`;
      // With an unknown option among the granted words it isn't certain which place this is.
      for (const { kind } of this.isWhollyKnown ? [slot] : slots) {
        const problem = kindProblem(kind, operand.word);
        if (problem !== null) return problem;
      }
    }
    const needed = slots.filter((slot) => slot.isNeeded).length;
    return this.#operands.length < needed && this.#granted === 1 ? 'it lacks a word that says on what' : null;
  }
}

function slotAt(slots: readonly OperandSlot[], index: number): OperandSlot | undefined {
  const last = slots.at(-1);
  return slots[index] ?? (last?.isMany === true ? last : undefined);
}
