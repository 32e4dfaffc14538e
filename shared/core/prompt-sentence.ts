// The one sentence of a question: *agent* wants to *do* *what* with *tool*. It names what weighs most of all that the call touches, and
// what else there is after it.

import { isPathReach, type CommandReach, type PathReach, type Reach } from '../contract/reach.ts';
import type { Call } from '../contract/call.ts';
import type { ApprovalRequest } from '../contract/request.ts';
import { amountSum } from './read-amount.ts';
import { valueAt } from './arg-matcher.ts';
import { databaseVerb } from './excess-words.ts';
import { strongerAccess } from './database-cover.ts';
import { moneyWords } from './plain-words.ts';
import { withTilde, wholeStart } from './scope-words.ts';

type Doing = { readonly verb: string; readonly what: string };

/** More is named by its number: the whole stands below. */
const SHOWN = 2;
/** Of a command line; the whole stands below. */
const MAX_LINE = 160;

export function promptSentence(call: Call, home: string): ApprovalRequest['sentence'] {
  const [main, ...others] = doings(call, home);
  const who = call.agent.name;
  if (main === undefined)
    return { who, verb: 'wants to use', what: call.tool, how: `of ${call.server.name}` };
  const also = others.slice(0, SHOWN).map(({ verb, what }) => `and ${verb} ${what}, `);
  const how = `${also.join('')}with ${call.server.name} > ${call.tool}`;
  return { who, verb: `wants to ${main.verb}`, what: main.what, how };
}

/** What the call does, the weightiest first: what runs, pays, sends, writes, reads. */
function doings(call: Call, home: string): readonly Doing[] {
  const { reaches } = call;
  const paths = reaches.filter(isPathReach);
  const commands = reaches.filter((reach) => reach.kind === 'command');
  const files = paths.filter((reach) => !commands.some(({ pointer }) => pointer === reach.pointer));
  const sites = reaches.filter((reach) => reach.kind === 'site');
  const fetched = sites.filter((site) => site.method === 'GET' || site.method === null);
  return [
    ...commandDoing(commands, call),
    ...spendDoings(reaches),
    ...doing(
      'send to',
      reaches.flatMap((reach) => (reach.kind === 'recipient' ? [reach.address] : [])),
    ),
    ...sentDoings(reaches),
    ...databaseDoing(reaches),
    ...doing('write', pathsOf(files, 'write', home)),
    ...doing(
      'open',
      fetched.map((site) => site.asked),
    ),
    ...doing('read', pathsOf(files, 'read', home)),
  ];
}

function doing(verb: string, things: readonly string[]): readonly Doing[] {
  const all = [...new Set(things)];
  const more = all.length - SHOWN;
  if (all.length === 0) return [];
  const what = more > 0 ? `${all.slice(0, SHOWN).join(', ')} and ${more} more` : all.join(' and ');
  return [{ verb, what }];
}

/** The whole line, or its beginning. What a line redirects to is a part of it. */
function commandDoing(commands: readonly CommandReach[], call: Call): readonly Doing[] {
  const lines = commands.map(({ pointer, text }) => {
    const line = valueAt(call.args, pointer);
    const whole = typeof line === 'string' ? line.trim() : text;
    return whole.length > MAX_LINE ? `${wholeStart(whole, MAX_LINE)}…` : whole;
  });
  return doing('run', lines);
}

function spendDoings(reaches: readonly Reach[]): readonly Doing[] {
  const sums = new Map<string, string[]>();
  for (const reach of reaches) {
    if (reach.kind !== 'spend') continue;
    sums.set(reach.currency, [...(sums.get(reach.currency) ?? []), reach.amount]);
  }
  return doing(
    'spend',
    [...sums].map(([currency, amounts]) => moneyWords(amountSum(amounts), currency)),
  );
}

/** `POST to https://…`: a method that may change something is said. */
function sentDoings(reaches: readonly Reach[]): readonly Doing[] {
  const byMethod = new Map<string, string[]>();
  for (const reach of reaches) {
    if (reach.kind !== 'site' || reach.method === null || reach.method === 'GET') continue;
    byMethod.set(reach.method, [...(byMethod.get(reach.method) ?? []), reach.asked]);
  }
  return [...byMethod].flatMap(([method, asked]) => doing(`${method} to`, asked));
}

function databaseDoing(reaches: readonly Reach[]): readonly Doing[] {
  const databases = reaches.filter((reach) => reach.kind === 'database');
  const [first] = databases;
  if (first === undefined) return [];
  const access = databases.reduce((most, one) => strongerAccess(most, one.access), first.access);
  return doing(
    `${databaseVerb(access)} database`,
    databases.map((one) => one.name),
  );
}

function pathsOf(paths: readonly PathReach[], access: PathReach['access'], home: string): readonly string[] {
  return paths.filter((path) => path.access === access).map((path) => withTilde(path.real, home));
}
