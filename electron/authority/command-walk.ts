// Walks the grammar's tree of a command line and gives every simple command in it, with its words as they will be when it runs. A piece
// that is more than a command (a loop, a function, an assignment, an arithmetic test) is given too, with what is the matter.

import type { Node } from 'web-tree-sitter';
import type { SimpleCommand } from '../../shared/contract/command.ts';
import { redirectionOf } from './command-redirection.ts';
import { readWord, type Word } from './command-word.ts';
import type { Span } from './second-reading.ts';

/** A simple command, or what is redirected to nothing that matters, with where its words and redirections stand in the line. */
export type ReadPiece = { readonly command: SimpleCommand | null; readonly spans: readonly Span[] };

export function walkLine(root: Node, shell: 'bash' | 'zsh'): readonly ReadPiece[] {
  const walk = new LineWalk(shell);
  walk.statement(root);
  return walk.found;
}

/** Statements that only arrange others: all that they can run stands in their parts. */
const ARRANGING: ReadonlySet<string> = new Set([
  'program',
  'pipeline',
  'list',
  'subshell',
  'compound_statement',
  'if_statement',
  'elif_clause',
  'else_clause',
  'negated_command',
]);
const HEREDOC_PARTS: ReadonlySet<string> = new Set(['heredoc_start', 'heredoc_body', 'heredoc_end']);

const isRedirect = (node: Node): boolean => node.type.endsWith('redirect');
const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
const inOrder = (a: Node, b: Node): number => a.startIndex - b.startIndex;

class LineWalk {
  readonly found: ReadPiece[] = [];
  readonly #shell: 'bash' | 'zsh';
  /** What the grammar hangs on a chain of commands, though it is its last one's; by the node of that one. */
  readonly #inherited = new Map<number, readonly Node[]>();

  constructor(shell: 'bash' | 'zsh') {
    this.#shell = shell;
  }

  statement(node: Node): void {
    if (node.type === 'comment') this.#comment(node);
    else if (node.type === 'command') this.#command(node, []);
    else if (node.type === 'redirected_statement') this.#redirected(node);
    else if (node.type === 'test_command' && node.text.startsWith('[ ')) this.#test(node, []);
    else if (ARRANGING.has(node.type)) this.#parts(node);
    else this.#problem(node, `${node.type.replaceAll('_', ' ')} is more than a command`);
  }

  /** zsh reads comments only where it isn't interactive, or is told to (zsh 5.9, INTERACTIVE_COMMENTS). */
  #comment(node: Node): void {
    if (this.#shell === 'zsh') this.#problem(node, 'zsh may run what follows a #');
  }

  #parts(node: Node): void {
    if (node.children.some((child) => child.type === '&'))
      this.#problem(node, 'it goes on in the background');
    for (const child of node.namedChildren) this.statement(child);
  }

  #redirected(node: Node): void {
    const body = node.childForFieldName('body');
    const redirects = node.childrenForFieldName('redirect');
    const heredocs = redirects.filter((one) => one.type === 'heredoc_redirect');
    const inner = heredocs.flatMap((one) => one.childrenForFieldName('redirect'));
    const all = [...redirects, ...inner];
    const last = body === null ? null : lastCommand(body);
    if (last !== null && last !== body)
      this.#inherited.set(last.id, [...(this.#inherited.get(last.id) ?? []), ...all]);
    if (body?.type === 'command') this.#command(body, all);
    else if (body?.type === 'test_command' && body.text.startsWith('[ ')) this.#test(body, all);
    else {
      // zsh runs a program of its own choice for a redirection of no command (zsh 5.9, NULLCMD).
      if (body === null && this.#shell === 'zsh') this.#problem(node, 'a redirection of no command');
      if (body !== null) this.statement(body);
      if (last === null) this.#command(null, all);
    }
    // A here-document carries what follows it on its line: the rest of a pipeline, another command.
    for (const child of heredocs.flatMap((one) => one.namedChildren)) {
      if (!isRedirect(child) && !HEREDOC_PARTS.has(child.type) && child.type !== 'file_descriptor')
        this.statement(child);
    }
  }

  #command(node: Node | null, redirects: readonly Node[]): void {
    const parts = node?.namedChildren ?? [];
    const inherited = node === null ? [] : (this.#inherited.get(node.id) ?? []);
    const opened = [...redirects, ...parts.filter(isRedirect), ...inherited];
    // The grammar takes every word after a redirection for its target; all but the first belong to the command.
    const further = opened.flatMap((one) => one.childrenForFieldName('destination').slice(1));
    const words = [...parts.filter((part) => !isRedirect(part)), ...further].sort(inOrder);
    const text = node?.text ?? opened.map((one) => one.text).join(' ');
    this.#add(text, words, opened);
  }

  /** `[ … ]` is a program like any other; its words are what stands between blanks. */
  #test(node: Node, redirects: readonly Node[]): void {
    const words = [...node.text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s"'])+/g)].map(({ 0: raw, index }) => ({
      raw,
      start: node.startIndex + index,
      end: node.startIndex + index + raw.length,
    }));
    this.#piece(
      node.text,
      words.map((word) => readWord(word.raw, this.#shell)),
      words,
      redirects,
    );
  }

  #add(text: string, words: readonly Node[], opened: readonly Node[]): void {
    this.#piece(
      text,
      words.map((part) => this.#word(part)),
      words.map(spanOf),
      opened,
    );
  }

  #piece(text: string, words: readonly Word[], wordSpans: readonly Span[], opened: readonly Node[]): void {
    const redirected = opened.map((one) => redirectionOf(one, this.#shell));
    const argv = words.flatMap((word) => (word.kind === 'fixed' ? [word.text] : []));
    const redirections = redirected.flatMap((one) => (one.kind === 'file' ? [one.redirection] : []));
    const problem =
      words.find((word) => word.kind === 'open')?.why ??
      redirected.find((one) => one.kind === 'problem')?.why ??
      (argv.length === 0 && redirections.length > 0 ? 'a redirection of no command or of several' : null);
    const spans = [...wordSpans, ...opened.flatMap(openedSpans)].sort((a, b) => a.start - b.start);
    const isNothing = argv.length === 0 && problem === null;
    const command = { text, argv: problem === null ? argv : null, problem, redirections };
    this.found.push({ command: isNothing ? null : command, spans });
  }

  #word(part: Node): Word {
    if (part.type === 'variable_assignment') return { kind: 'open', why: 'a variable is set' };
    return readWord(part.text, this.#shell);
  }

  #problem(node: Node, why: string): void {
    this.found.push({ command: { text: node.text, argv: null, problem: why, redirections: [] }, spans: [] });
  }
}

/** The command that stands last in a chain of commands; null when something else does. */
function lastCommand(node: Node): Node | null {
  let last: Node | null = node;
  while (
    last !== null &&
    (last.type === 'list' || last.type === 'pipeline' || last.type === 'negated_command')
  )
    last = last.namedChildren.at(-1) ?? null;
  return last?.type === 'command' ? last : null;
}

/** Where what a redirection opens stands: a here-document from its end word to its last line. */
function openedSpans(node: Node): readonly Span[] {
  if (node.type === 'heredoc_redirect') {
    const start = node.namedChildren.find((child) => child.type === 'heredoc_start');
    const end = node.namedChildren.find((child) => child.type === 'heredoc_end');
    return start === undefined || end === undefined ? [] : [{ start: start.startIndex, end: end.endIndex }];
  }
  if (node.type === 'herestring_redirect')
    return node.namedChildren.filter((child) => child.type !== 'file_descriptor').map(spanOf);
  const [destination] = node.childrenForFieldName('destination');
  if (destination !== undefined) return [spanOf(destination)];
  // `>&-` closes: to the grammar its dash belongs to the operator.
  return node.text.endsWith('-') ? [{ start: node.endIndex - 1, end: node.endIndex }] : [];
}
