// The ladder: what the user may remember instead of answering once, narrow to wide. Each rung's grant is built beside its sentence,
// bound to the server and the tool definition on the screen, and covers the asked call but nothing that the sentence leaves out.

import type { Call, PathReach, Reach } from '../contract/call.ts';
import { grantIdSchema, type GrantId } from '../contract/ids.ts';
import type { Rung } from '../contract/request.ts';
import type { ArgMatcher, ReachGrant, ToolGrant } from '../contract/scope.ts';
import { z } from 'zod';
import { jsonText, valueAt } from './arg-matcher.ts';
import { compileScope } from './compile-scope.ts';
import { decide } from './decide.ts';
import { isWithin, parentKey } from './path-key.ts';
import { withTilde } from './scope-words.ts';
import { holdsLongNumber } from './strict-json.ts';

export type GrantParts = { readonly tools: readonly ToolGrant[]; readonly reach: readonly ReachGrant[] };
export type RungOffer = {
  readonly rung: Rung;
  /** Builds the grant; `id` makes the id of a part from its suffix. */
  readonly grant: (id: (suffix: string) => GrantId) => GrantParts;
};
export type LadderPlace = {
  readonly home: string;
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
};

/** Above this many bytes of arguments a prompt can't show them whole, and nothing may be remembered. */
export const MAX_REMEMBERED = 262_144;

export function ladder(call: Call, place: LadderPlace): readonly RungOffer[] {
  if (call.argsText.length > MAX_REMEMBERED) return [];
  const paths = call.reaches.filter(isPath);
  // A number that a double would change can't be written in a grant: such a call is remembered with any arguments or not at all.
  const determined =
    !holdsLongNumber(call.args) && call.reaches.every((reach) => reach.kind !== 'undetermined');
  const offers = [
    ...(determined ? [thisCall(call, paths)] : []),
    ...(determined && paths.length > 0 && paths.every((reach) => reach.kind === 'file')
      ? [theseFiles(call, paths, place)]
      : []),
    ...(determined ? thisFolder(call, paths, place) : []),
    thisTool(call),
  ];
  return offers.filter((offer) => coversItsCall(offer, call, place));
}

/** A rung that would ask again at once (a whole folder with a protected place in it) isn't worth offering. */
function coversItsCall(offer: RungOffer, call: Call, { keyOf, protectedKeys }: LadderPlace): boolean {
  const id = (suffix: string): GrantId => grantIdSchema.parse(`rung.${suffix}`);
  const grant = { ...offer.grant(id), id: id('whole'), words: offer.rung.words, deny: [] };
  const scope = compileScope([{ ...grant, lifetime: { kind: 'always' } }], keyOf, protectedKeys);
  return decide(call, scope, call.at).kind === 'inside';
}

function isPath(reach: Reach): reach is PathReach {
  return reach.kind === 'file' || reach.kind === 'folder';
}

function toolName(call: Call): string {
  return `${call.server.name} > ${call.tool}`;
}

function toolGrant(call: Call, id: GrantId, rest: Partial<ToolGrant>): ToolGrant {
  return {
    id,
    server: call.server.name,
    tool: call.tool,
    identity: call.server.identity,
    definition: call.definition.kind === 'listed' ? call.definition.hash : 'unlisted',
    ...rest,
  };
}

/** A value as a grant holds it; its numbers are doubles, which the ladder has made sure of. */
function plain(text: string): z.infer<ReturnType<typeof z.json>> {
  return z.json().parse(JSON.parse(text));
}

/** The arguments that aren't paths as they are now, and paths wherever paths are: a call that leaves one out is another call. */
function asNow(call: Call): Readonly<Record<string, ArgMatcher>> {
  const matchers = call.reaches.flatMap((reach): [string, ArgMatcher][] => {
    if (reach.kind === 'value')
      return [[reach.pointer, { equals: plain(jsonText(valueAt(call.args, reach.pointer))) }]];
    return [[`/${reach.pointer.split('/')[1] ?? ''}`, { path: true }]];
  });
  return Object.fromEntries(matchers);
}

function reachGrants(
  call: Call,
  paths: readonly PathReach[],
  id: (suffix: string) => GrantId,
  folderOf?: string,
): readonly ReachGrant[] {
  const bound = { server: call.server.name, identity: call.server.identity, tool: call.tool };
  if (folderOf !== undefined) {
    const access = paths.some((reach) => reach.access === 'write') ? 'write' : 'read';
    return [{ id: id('folder'), kind: 'folder', path: folderOf, access, with: bound }];
  }
  return paths.map((reach, index) => ({
    id: id(`path${index}`),
    kind: reach.kind,
    path: reach.real,
    access: reach.access,
    with: bound,
  }));
}

function thisCall(call: Call, paths: readonly PathReach[]): RungOffer {
  return {
    rung: {
      kind: 'call',
      label: 'This call',
      words: `may use ${toolName(call)} with exactly these arguments, and nothing else`,
    },
    grant: (id) => ({
      tools: [toolGrant(call, id('tool'), { args: { '': { equals: plain(jsonText(call.args)) } } })],
      reach: reachGrants(call, paths, id),
    }),
  };
}

function accessWords(paths: readonly PathReach[]): string {
  return paths.some((reach) => reach.access === 'write') ? 'read and write' : 'read';
}

function listWords(paths: readonly PathReach[], home: string): string {
  return [...new Set(paths.map((reach) => withTilde(reach.real, home)))].join(', ');
}

function otherWords(call: Call): string {
  return call.reaches.some((reach) => reach.kind === 'value')
    ? ', with the other arguments as they are now'
    : '';
}

function theseFiles(call: Call, paths: readonly PathReach[], place: LadderPlace): RungOffer {
  return {
    rung: {
      kind: 'file',
      label: paths.length === 1 ? 'This file' : 'These files',
      words: `may ${accessWords(paths)} ${listWords(paths, place.home)} with ${toolName(call)}${otherWords(call)}, and nothing else`,
    },
    grant: (id) => ({
      tools: [toolGrant(call, id('tool'), { args: asNow(call) })],
      reach: reachGrants(call, paths, id),
    }),
  };
}

/** The folder that holds all paths, unless it is so wide that a sentence couldn't make the width plain. */
function commonFolder(paths: readonly PathReach[]): { path: string; key: string } | null {
  const [first] = paths;
  if (first === undefined) return null;
  let folder = { path: first.real, key: first.key };
  if (first.kind === 'file') {
    const up = parentOf(folder);
    if (up === null) return null;
    folder = up;
  }
  while (!paths.every((reach) => isWithin(reach.key, folder.key))) {
    const up = parentOf(folder);
    if (up === null) return null;
    folder = up;
  }
  return folder;
}

function parentOf(at: { path: string; key: string }): { path: string; key: string } | null {
  const key = parentKey(at.key);
  if (key === null) return null;
  const cut = Math.max(at.path.lastIndexOf('/'), at.path.lastIndexOf('\\'));
  return { key, path: cut <= 0 ? '/' : at.path.slice(0, cut) };
}

function thisFolder(call: Call, paths: readonly PathReach[], place: LadderPlace): readonly RungOffer[] {
  const folder = commonFolder(paths);
  if (folder === null || folder.key === '/' || isWithin(place.keyOf(place.home), folder.key)) return [];
  if (place.protectedKeys.some((key) => isWithin(key, folder.key) || isWithin(folder.key, key))) return [];
  const shown = withTilde(folder.path, place.home);
  return [
    {
      rung: {
        kind: 'folder',
        label: `Folder ${shown}`,
        words: `may ${accessWords(paths)} anything in ${shown} with ${toolName(call)}${otherWords(call)}, and nothing else`,
      },
      grant: (id) => ({
        tools: [toolGrant(call, id('tool'), { args: asNow(call) })],
        reach: reachGrants(call, paths, id, folder.path),
      }),
    },
  ];
}

function thisTool(call: Call): RungOffer {
  return {
    rung: {
      kind: 'tool',
      label: `Tool ${call.tool}`,
      words: `may use ${toolName(call)} with any arguments, on anything that it reaches, and nothing else`,
    },
    grant: (id) => ({ tools: [toolGrant(call, id('tool'), { reach: 'any' })], reach: [] }),
  };
}
