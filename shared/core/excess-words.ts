// One excess in words: "you granted ... / it asks ... / exceeds by ...".

import type { ExcessWords } from '../contract/request.ts';
import type { Excess, ExceedsBy } from '../contract/verdict.ts';
import { assertNever } from './assert-never.ts';
import { argumentWords, moneyWords } from './plain-words.ts';
import { withTilde } from './scope-words.ts';
import { LAPSE_DAYS } from './usage.ts';

/** One excess as the prompt states it. */
export function excessWords(excess: Excess, home: string): Omit<ExcessWords, 'rungs' | 'answeredBy'> {
  return {
    granted: grantedWords(excess, home),
    asks: asksWords(excess, home),
    exceeds: exceedsWords(excess, home),
    pointer: excess.pointer,
  };
}

function grantedWords({ held, kind }: Excess, home: string): string {
  if (held === null) return kind === 'tool' ? 'nothing' : 'nothing of this kind';
  return kind === 'file' || kind === 'folder' ? withTilde(held, home) : held;
}

function asksWords(excess: Excess, home: string): string {
  const { kind, asked } = excess;
  switch (kind) {
    case 'tool':
      return `use ${asked}`;
    case 'file':
    case 'folder':
      return `${pathVerb(kind, excess.access === 'read')} ${withTilde(asked, home)}`;
    case 'site':
      return asked.replace(/^any method /, 'open ');
    case 'recipient':
      return `send to ${asked}`;
    case 'spend':
      return `spend ${moneyWords(...amountOf(asked))}`;
    case 'command':
      return `run ${asked}`;
    case 'database':
      return `${databaseVerb(excess.access)} database ${asked}`;
    case 'value':
      return `${argumentWords(excess.pointer)} = ${asked}`;
    case 'undetermined':
      return asked === '' ? argumentWords(excess.pointer) : asked;
    default:
      return assertNever(kind);
  }
}

function amountOf(asked: string): [amount: string, currency: string] {
  const [amount = '', currency = ''] = asked.split(' ');
  return [amount, currency];
}

/** A folder is asked for as the worst case: whatever lies in it may be touched. */
function pathVerb(kind: 'file' | 'folder', reads: boolean): string {
  if (kind === 'file') return reads ? 'read' : 'write';
  return reads ? 'read anything in' : 'read or write anything in';
}

export function databaseVerb(access: Excess['access']): string {
  switch (access) {
    case 'read':
      return 'read';
    case 'write':
      return 'change';
    case 'admin':
    case undefined:
      return 'administer';
  }
}

/** In what respect a call exceeds; what there is to say when nothing of the kind is held, and when something else is. */
const RESPECTS: Readonly<Record<ExceedsBy, readonly [respect: string, none: string, other: string]>> = {
  tool: ['tool', 'not granted', 'not granted'],
  server: ['server', '', 'it is started differently than when you granted this'],
  definition: ['definition', '', 'the tool has changed since you granted it'],
  agent: ['agent', '', 'you granted this to another program'],
  location: ['place', 'nothing is granted there', 'it lies outside'],
  access: ['kind of access', 'none is granted', 'it is more than you granted'],
  host: ['site', 'none is granted', 'it is another'],
  method: ['method', 'none is granted', 'it is another'],
  address: ['recipient', 'none is granted', 'it is another'],
  amount: ['amount', 'no spending is granted', 'it is more'],
  currency: ['currency', 'none is granted', 'it is another'],
  command: ['command', 'none is granted', 'it is another'],
  options: ['options', 'none are granted', 'they are others'],
  argument: ['argument', 'it is not granted', 'it is another'],
  lapsed: ['time', '', `it went unused for ${LAPSE_DAYS} days and has lapsed`],
  limit: ['limit', '', 'what you granted is used up'],
  unreadable: ['unclear', 'what it touches can’t be worked out', 'what it touches can’t be worked out'],
};

function exceedsWords({ by, held, kind, pointer, why }: Excess, home: string): string {
  const [respect, none, other] = RESPECTS[by];
  const isPath = kind === 'file' || kind === 'folder';
  if (why !== undefined && why !== '') return `${respect}: ${isPath ? withTilde(why, home) : why}`;
  if (held === null) return `${respect}: ${none === '' ? other : none}`;
  if (by === 'argument') return `${respect}: ${argumentWords(pointer)} is another`;
  return `${respect}: ${by === 'access' && isPath ? 'you granted reading only' : other}`;
}
