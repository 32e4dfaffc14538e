// What the prompt shows, as data. Everything here is computed from the call and the scope; what an agent or a server says of itself
// stands in `claims` and in the agent's own field, apart from the sentence.

import type { Call, PathReach } from '../contract/call.ts';
import type { ApprovalRequest, Rung } from '../contract/request.ts';
import type { Verdict } from '../contract/verdict.ts';
import { parse, stringify } from 'lossless-json';
import { excessWords, withTilde } from './scope-words.ts';
import { MAX_REMEMBERED } from './ladder.ts';

export type PromptContext = {
  readonly serverCommand: string;
  readonly description: string | null;
  readonly home: string;
  readonly rungs: readonly Rung[];
};
export type PromptContent = Omit<ApprovalRequest, 'id' | 'digest' | 'at'>;

export function promptContent(
  call: Call,
  verdict: Extract<Verdict, { readonly kind: 'exceeds' }>,
  context: PromptContext,
): PromptContent {
  const complete = call.argsText.length <= MAX_REMEMBERED;
  return {
    call: call.id,
    agent: call.agent,
    server: { name: call.server.name, command: context.serverCommand },
    tool: call.tool,
    sentence: sentence(call, context.home),
    excess: verdict.excess.map((excess) => excessWords(excess, context.home)),
    args: {
      text: complete ? pretty(call.argsText) : call.argsText.slice(0, MAX_REMEMBERED),
      complete,
      bytes: call.argsText.length,
    },
    claims:
      context.description === null || context.description === ''
        ? null
        : { description: context.description },
    rungs: complete ? context.rungs : [],
  };
}

/** Indented for reading, every number as it was written. */
function pretty(argsText: string): string {
  return stringify(parse(argsText), null, 2) ?? argsText;
}

function sentence(call: Call, home: string): ApprovalRequest['sentence'] {
  const paths = call.reaches.filter(
    (reach): reach is PathReach => reach.kind === 'file' || reach.kind === 'folder',
  );
  const how = `with ${call.server.name} > ${call.tool}`;
  const who = call.agent.name;
  if (paths.length === 0)
    return { who, verb: 'wants to use', what: call.tool, how: `of ${call.server.name}` };
  const places = [...new Set(paths.map((reach) => withTilde(reach.real, home)))];
  const verb = paths.some((reach) => reach.access === 'write') ? 'wants to write' : 'wants to read';
  const [first = ''] = places;
  return { who, verb, what: places.length === 1 ? first : `${first} and ${places.length - 1} more`, how };
}
