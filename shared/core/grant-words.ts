// A whole grant as one sentence, made from its parts: for a grant that no rung has a sentence for. It speaks as the rungs do.

import type { Denial, Grant, Limit, PathGrant, ReachGrant, SiteGrant, ToolGrant } from '../contract/scope.ts';
import { jsonText } from './arg-matcher.ts';
import { pathWords, type SpotPlace } from './ladder-path.ts';
import { argumentWords, equalsWords, listWords, nameWords } from './plain-words.ts';
import { commandWords, matcherWords, reachGrantWords, shortened } from './scope-words.ts';

/**
 * "Claude may use files > read_file on what is granted, with any other arguments; may read anything in ~/p with files > read_file; and
 * nothing else". Without the lifetime, which stands beside it.
 */
export function grantWords(grant: Omit<Grant, 'words'>, place: SpotPlace): string {
  const who = grant.agent === 'any' ? 'Any agent' : grant.agent.name;
  const parts = [
    ...grant.tools.map(
      (part) => `may use ${nameWords(part.server)} > ${nameWords(part.tool)} ${argsWords(part)}`,
    ),
    ...grant.reach.map((part) => `may ${reachWords(part, place)}`),
    ...grant.limits.flatMap(limitWords),
    ...grant.deny.map((denial) => `never may ${denialWords(denial, place)}`),
  ];
  return `${who} ${parts.length === 0 ? 'may do nothing' : parts.join('; ')}; and nothing else`;
}

function argsWords({ args = {}, otherArgs, reach }: ToolGrant): string {
  const whole = args[''];
  if (reach === 'any') return 'on anything that it reaches, with any arguments';
  if (whole !== undefined && whole !== 'any' && 'equals' in whole)
    return `with exactly these arguments: ${shortened(jsonText(whole.equals))}`;
  const named = Object.entries(args).flatMap(([pointer, matcher]): string[] => {
    // What an argument reaches is granted apart, by a sentence of its own.
    if (matcher !== 'any' && 'reach' in matcher) return [];
    if (matcher !== 'any' && 'equals' in matcher) return [equalsWords(pointer, matcher.equals)];
    return [`${matcherWords(matcher)} as ${argumentWords(pointer)}`];
  });
  const others = otherArgs === 'any' ? 'any other arguments' : 'no other arguments but text and options';
  return `on what is granted, with ${listWords([...named, others])}`;
}

function reachWords(part: ReachGrant, place: SpotPlace): string {
  const { with: bound } = part;
  const said = thingWords(part, place);
  return bound === undefined
    ? said.replace(/,$/, '')
    : `${said} with ${nameWords(bound.server)} > ${nameWords(bound.tool)}`;
}

function thingWords(part: ReachGrant, place: SpotPlace): string {
  switch (part.kind) {
    case 'file':
    case 'folder':
      return placeWords(part, place);
    case 'site':
      return siteWords(part);
    case 'recipient':
      return `send to ${part.address === '*' ? 'anyone' : nameWords(part.address)}`;
    case 'spend':
      return `spend ${reachGrantWords(part)},`;
    case 'command':
      if ('line' in part)
        return `run this very ${part.shell} line, whatever it does, \`${shortened(part.line)}\`,`;
      return part.match === 'exact'
        ? `run \`${commandWords(part.argv)}\`, exactly these words,`
        : `run \`${commandWords(part.argv)}\` and after it options and names that Remit knows to be harmless to it,`;
    case 'database': {
      const verb = { read: 'read', write: 'read and change', admin: 'read, change and administer' }[
        part.access
      ];
      return `${verb} ${part.name === '*' ? 'any database' : `the database ${nameWords(part.name)}`}`;
    }
    case 'value':
      return 'any' in part
        ? `give any ${argumentWords(part.pointer)}`
        : `give ${equalsWords(part.pointer, part.equals)}`;
  }
}

function placeWords({ kind, path, access }: PathGrant, place: SpotPlace): string {
  return pathWords([{ kind, path, key: place.keyOf(path) }], access, place);
}

function siteWords({ origin, host, url, methods }: SiteGrant): string {
  const does = methods === undefined ? 'use any method at' : `${listWords(methods, 'or')} at`;
  if (url !== undefined) return `${does} ${nameWords(url)} and beneath`;
  if (origin !== undefined) return `${does} anything at ${nameWords(origin)}`;
  if (host === '*') return `${does} any site`;
  return `${does} anything at ${nameWords(host ?? '')} over https`;
}

function denialWords(denial: Denial, place: SpotPlace): string {
  if ('kind' in denial) return reachWords(denial, place);
  return `use ${nameWords(denial.server)} > ${nameWords(denial.tool)}`;
}

function limitWords({ maxCalls, perMinute }: Limit): readonly string[] {
  return [
    ...(maxCalls === undefined ? [] : [`at most ${maxCalls} ${maxCalls === 1 ? 'time' : 'times'}`]),
    ...(perMinute === undefined ? [] : [`at most ${perMinute} times a minute`]),
  ];
}
