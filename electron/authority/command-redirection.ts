// What a redirection opens. Between descriptors and to /dev/null it opens nothing that matters; a here-document is text when its end
// word is quoted, or when nothing in it expands.

import type { Node } from 'web-tree-sitter';
import type { Shell, SimpleCommand } from '../../shared/contract/command.ts';
import { readWord } from './command-word.ts';

export type Redirection =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly redirection: SimpleCommand['redirections'][number] }
  | { readonly kind: 'problem'; readonly why: string };

const problem = (why: string): Redirection => ({ kind: 'problem', why });
/** Names of what is open already. */
const OPEN_ALREADY: ReadonlySet<string> = new Set(['/dev/null', '/dev/stdout', '/dev/stderr']);
/** bash opens a connection for these names (bash 5.2, "Redirections"); the others lead to descriptors that aren't known. */
const NOT_A_FILE = /^\/+dev\/+(?:\.\/+)*(?:tcp|udp|fd|stdin|tty)(?:\/|$)|^\/+proc\//;

export function redirectionOf(node: Node, shell: Shell): Redirection {
  if (node.type === 'heredoc_redirect') return hereDocument(node);
  if (node.type === 'herestring_redirect') return hereString(node, shell);
  if (node.type !== 'file_redirect') return problem(`a ${node.type.replaceAll('_', ' ')}`);
  const operator = node.children.find((child) => !child.isNamed)?.type ?? '';
  // What the grammar takes for further targets are words of the command.
  const [destination] = node.childrenForFieldName('destination');
  if (destination === undefined)
    return operator.endsWith('-') ? { kind: 'none' } : problem('an odd redirection');
  if ((operator === '>&' || operator === '<&') && /^(\d+|-)$/.test(destination.text)) return { kind: 'none' };
  const word = readWord(destination.text, shell);
  if (word.kind === 'open') return problem(`where it is redirected to is open: ${word.why}`);
  if (word.isPattern) return problem('where it is redirected to is a pattern');
  if (OPEN_ALREADY.has(word.text)) return { kind: 'none' };
  if (word.text === '' || NOT_A_FILE.test(word.text)) return problem(`\`${word.text}\` is not a file`);
  if (shell === 'zsh' && /^[!|]/.test(destination.text)) return problem('an odd redirection');
  const access = operator === '<' ? 'read' : 'write';
  return { kind: 'file', redirection: { path: word.text, access } };
}

function hereDocument(node: Node): Redirection {
  const start = node.namedChildren.find((child) => child.type === 'heredoc_start')?.text ?? '';
  const body = node.namedChildren.find((child) => child.type === 'heredoc_body')?.text ?? '';
  if (/["'\\]/.test(start) || !/[$`\\]/.test(body)) return { kind: 'none' };
  return problem('the text that it is given expands');
}

function hereString(node: Node, shell: Shell): Redirection {
  const [text, ...more] = node.namedChildren.filter((child) => child.type !== 'file_descriptor');
  const word = text === undefined || more.length > 0 ? null : readWord(text.text, shell);
  if (word?.kind === 'fixed') return { kind: 'none' };
  return problem(`the text that it is given is open: ${word?.why ?? 'it is several words'}`);
}
