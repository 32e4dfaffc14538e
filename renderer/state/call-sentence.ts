// A call in one sentence: who did, or wanted to do, what, with which tool.

import { calledWords } from '../../shared/core/called-words.ts';
import type { CallDetail } from '../../shared/contract/history.ts';
import { isPathReach, type Reach } from '../../shared/contract/reach.ts';

export type Sentence = { readonly verb: string; readonly what: string; readonly rest: string };

/** Past and plain form of what a reach does. */
type Verb = readonly [past: string, plain: string];
const USED: Verb = ['used', 'use'];

/** What weighs most is named first. */
const WEIGHT = ['command', 'spend', 'recipient', 'database', 'file', 'folder', 'site'];

function verbOf(reach: Reach): Verb {
  if (isPathReach(reach)) return reach.access === 'read' ? ['read', 'read'] : ['wrote', 'write'];
  switch (reach.kind) {
    case 'command':
      return ['ran', 'run'];
    case 'spend':
      return ['spent', 'spend'];
    case 'recipient':
      return ['sent to', 'send to'];
    case 'site':
      return reach.method === null || reach.method === 'GET' ? ['opened', 'open'] : ['sent to', 'send to'];
    case 'database':
      return reach.access === 'read'
        ? ['read from database', 'read from database']
        : ['changed database', 'change database'];
    default:
      return USED;
  }
}

/** `touched` words begin with the verb or method, which the sentence has already. */
function thing(words: string): string {
  return words.replace(/^(read|write|run|spend|send to|[A-Z]+) (?:database )?/, '');
}

export function callSentence({ row, reaches }: CallDetail): Sentence {
  const named = reaches
    .map((reach, index) => ({ reach, words: row.touched[index] ?? '', weight: WEIGHT.indexOf(reach.kind) }))
    .filter(({ weight, words }) => weight >= 0 && words !== '')
    .sort((a, b) => a.weight - b.weight || accessWeight(a.reach) - accessWeight(b.reach));
  const [main] = named;
  const tool = calledWords(row);
  if (main === undefined) return { verb: inTime(row.standing, USED), what: tool, rest: '' };
  const more = named.length - 1;
  const also = more === 0 ? '' : `and ${more} more, `;
  return {
    verb: inTime(row.standing, verbOf(main.reach)),
    what: thing(main.words),
    rest: `${also}with ${tool}`,
  };
}

function accessWeight(reach: Reach): number {
  return isPathReach(reach) && reach.access === 'read' ? 1 : 0;
}

function inTime(standing: CallDetail['row']['standing'], [past, plain]: Verb): string {
  if (standing === 'refused') return `wanted to ${plain}`;
  return standing === 'waiting' ? `wants to ${plain}` : past;
}
