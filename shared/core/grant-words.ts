// A whole grant as one sentence, made from its parts: for a grant that no rung has a sentence for.

import type { Denial, Grant, Limit, ReachGrant, ToolGrant } from '../contract/scope.ts';
import { matcherWords, reachGrantWords, withTilde } from './scope-words.ts';

/** "Claude may use files > read_file, and read-only folder ~/p with it; and nothing else". Without the lifetime, which stands beside it. */
export function grantWords(grant: Omit<Grant, 'words'>, home: string): string {
  const who = grant.agent === 'any' ? 'Any agent' : grant.agent.name;
  const parts = [
    ...grant.tools.map(toolWords),
    ...grant.reach.map((part) => reachWords(part, home)),
    ...grant.limits.flatMap(limitWords),
    ...grant.deny.map((denial) => `never ${denialWords(denial, home)}`),
  ];
  return `${who} may ${parts.length === 0 ? 'do nothing' : parts.join(', ')}; and nothing else`;
}

function toolWords({ server, tool, args = {}, otherArgs, reach }: ToolGrant): string {
  const named = Object.entries(args).map(
    ([pointer, matcher]) => `${pointer || 'all'} ${matcherWords(matcher)}`,
  );
  const others = otherArgs === 'any' || reach === 'any' ? ['any other arguments'] : [];
  const said = [...named, ...others];
  const on = reach === 'any' ? ' on anything that it reaches' : '';
  return `use ${server} > ${tool}${on}${said.length === 0 ? '' : ` with ${said.join(' and ')}`}`;
}

const VERBS: Readonly<Record<ReachGrant['kind'], string>> = {
  file: 'touch the file',
  folder: 'touch the folder',
  site: 'open',
  recipient: 'send to',
  spend: 'spend',
  command: 'run',
  database: 'use the database',
  value: 'give',
};

function reachWords(part: ReachGrant, home: string): string {
  const value = part.kind === 'value' ? `${part.pointer} ` : '';
  const words = withTilde(reachGrantWords(part), home);
  const bound = part.with === undefined ? '' : ` with ${part.with.server} > ${part.with.tool}`;
  return `${VERBS[part.kind]} ${value}${words}${bound}`;
}

function denialWords(denial: Denial, home: string): string {
  if ('kind' in denial) return reachWords(denial, home);
  return `use ${denial.server} > ${denial.tool}`;
}

function limitWords({ maxCalls, perMinute }: Limit): readonly string[] {
  return [
    ...(maxCalls === undefined ? [] : [`at most ${maxCalls} ${maxCalls === 1 ? 'time' : 'times'}`]),
    ...(perMinute === undefined ? [] : [`at most ${perMinute} times a minute`]),
  ];
}
