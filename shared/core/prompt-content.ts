// What the prompt shows, as data. Everything here is computed from the call and the scope; what an agent or a server says of itself
// stands in `claims` and in the agent's own field, apart from the sentence.

import { parse, stringify } from 'lossless-json';
import type { Call } from '../contract/call.ts';
import type { ApprovalRequest, CommandMark, ExcessWords, LifetimeChoice } from '../contract/request.ts';
import type { Excess, Verdict } from '../contract/verdict.ts';
import { excessCauses } from './excess-causes.ts';
import { excessWords } from './excess-words.ts';
import { judgedAt } from './find-cover.ts';
import { MAX_REMEMBERED, type Ladder, type LadderContext } from './ladder.ts';
import { promptSentence } from './prompt-sentence.ts';
import { withTilde } from './scope-words.ts';

export type PromptContext = LadderContext & {
  readonly serverCommand: string;
  readonly description: string | null;
};
export type PromptContent = Omit<ApprovalRequest, 'kind' | 'id' | 'digest' | 'at'>;

export function promptContent(
  call: Call,
  verdict: Extract<Verdict, { readonly kind: 'exceeds' }>,
  ladders: readonly Ladder[],
  context: PromptContext,
): PromptContent {
  const complete = call.argsText.length <= MAX_REMEMBERED;
  const { description, home, serverCommand } = context;
  return {
    call: call.id,
    agent: { ...call.agent, process: shownProcess(call.agent.process, home) },
    server: { name: call.server.name, command: serverCommand },
    tool: call.tool,
    sentence: promptSentence(call, home),
    excess: verdict.excess.map((excess, at) => laddered(excess, at, ladders, home)),
    commands: commandMarks(call, verdict.excess, context),
    readings: context.readings,
    rememberable: verdict.excess.every((_excess, at) =>
      ladders.some(({ answers, offers }) => offers.length > 0 && answers.includes(at)),
    ),
    lifetimes: lifetimesOf(call),
    args: {
      text: complete ? pretty(call.argsText) : call.argsText.slice(0, MAX_REMEMBERED),
      complete,
      bytes: call.argsText.length,
    },
    claims: description === null || description === '' ? null : { description },
  };
}

/** The folder with `~`, as in the sentence beneath it. What runs there stays as the machine has it. */
function shownProcess(process: Call['agent']['process'], home: string): Call['agent']['process'] {
  return process === null ? null : { ...process, cwd: withTilde(process.cwd, home) };
}

/** The first excess that a ladder answers shows its rungs; the others point to it. */
function laddered(excess: Excess, at: number, ladders: readonly Ladder[], home: string): ExcessWords {
  const ladder = ladders.find((one) => one.answers.includes(at));
  const isOffered = ladder !== undefined && ladder.offers.length > 0;
  const [first = at] = isOffered ? ladder.answers : [];
  const words = excessWords(excess, home);
  return {
    ...words,
    exceeds: ladder?.withheld === true ? `${words.exceeds}; ${withheldWords(isOffered)}` : words.exceeds,
    rungs: ladder === undefined || first !== at ? [] : ladder.offers.map((offer) => offer.rung),
    answeredBy: first === at ? null : first,
  };
}

function withheldWords(isOffered: boolean): string {
  return isOffered
    ? 'it holds a secret, so it can’t be remembered exactly'
    : 'it holds a secret, so it can’t be remembered';
}

/** Each simple command of the lines, with whether what is held covers it. */
function commandMarks(
  call: Call,
  excesses: readonly Excess[],
  { scope, usage }: PromptContext,
): readonly CommandMark[] {
  const causes = excessCauses(judgedAt(call, scope, call.at, usage), excesses);
  return call.reaches.flatMap((reach): readonly CommandMark[] => {
    if (reach.kind !== 'command') return [];
    const at = causes.findIndex((cause) => cause.reach === reach);
    const { pointer, text } = reach;
    const excess = excesses[at];
    if (excess === undefined) return [{ pointer, text, standing: 'inside', why: 'granted' }];
    return [{ pointer, text, standing: 'outside', why: excess.why ?? whyOutside(excess) }];
  });
}

function whyOutside({ by, held }: Excess): string {
  if (by === 'lapsed') return 'what covered it has lapsed';
  if (by === 'limit') return 'what covers it is used up';
  return held === null ? 'no command is granted' : `not granted; the nearest is ${held}`;
}

function lifetimesOf({ task }: Call): readonly LifetimeChoice[] {
  return task === null ? ['session', 'hour', 'always'] : ['session', 'task', 'hour', 'always'];
}

/** Indented for reading, every number as it was written. */
function pretty(argsText: string): string {
  return stringify(parse(argsText), null, 2) ?? argsText;
}
