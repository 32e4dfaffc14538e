// A second judge, written from the design's sentences alone: it tries every grant for every reach and looks nothing up. Slow, and
// right as far as it can be read at a glance; the judge that Remit uses has to agree with it.

import type { Call } from '../../shared/contract/call.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { Instant } from '../../shared/contract/ids.ts';
import type { Denial, Grant, ReachGrant, SpendGrant, ToolGrant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { commandCovered } from '../../shared/core/command-cover.ts';
import type { Usage } from '../../shared/core/usage.ts';
import {
  addressed,
  argumentAt,
  argumentCouldBe,
  argumentFits,
  equal,
  includesAccess,
  isAtMost,
  nameMatches,
  siteDenied,
  siteGranted,
  within,
} from './naive-match.ts';

/** Paths in grants are compared as they are written: the tests' paths have one spelling. */
export type NaiveScope = {
  readonly grants: readonly Grant[];
  readonly protectedKeys: readonly string[];
  readonly usage: Usage;
};

export function naiveDecide(call: Call, scope: NaiveScope, now: Instant): Verdict['kind'] {
  const current = scope.grants.filter((grant) => isFor(grant, call) && holds(grant, call, now));
  const denials = current.flatMap((grant) => grant.deny);
  if (denials.some((denial) => denied(denial, call))) return 'denied';
  const live = current.filter((grant) => counts(grant, scope.usage, now));
  const inside = live.some((grant) =>
    grant.tools.some(
      (tool) => toolFits(tool, call) && coversAll(tool, grant, { call, live, denials, scope }),
    ),
  );
  return inside ? 'inside' : 'exceeds';
}

/** What one tool grant is judged with: the grants that count, and the denials in force. */
type Setting = {
  readonly call: Call;
  readonly live: readonly Grant[];
  readonly denials: readonly Denial[];
  readonly scope: NaiveScope;
};

function holds({ lifetime }: Grant, call: Call, now: Instant): boolean {
  if (lifetime.kind === 'until') return now < lifetime.at;
  if (lifetime.kind === 'session') return lifetime.session === call.session;
  if (lifetime.kind === 'task') return lifetime.task === call.task;
  return lifetime.kind === 'always' || lifetime.digest === call.digest;
}

function isFor({ agent }: Grant, call: Call): boolean {
  if (agent === 'any') return true;
  const program = call.agent.process === null ? undefined : call.agent.process.executable;
  return agent.name === call.agent.name && (agent.executable === null || agent.executable === program);
}

function counts(grant: Grant, usage: Usage, now: Instant): boolean {
  return !usage.hasLapsed(grant.id, now) && !grant.limits.some((limit) => usage.isReached(limit, now));
}

function toolFits(tool: ToolGrant, call: Call): boolean {
  const { definition, server } = call;
  if (definition.kind === 'ambiguous') return false;
  const hash = definition.kind === 'listed' ? definition.hash : 'unlisted';
  const changed = definition.kind === 'listed' && definition.changed;
  return (
    nameMatches(tool.server, server.name) &&
    nameMatches(tool.tool, call.tool) &&
    (tool.identity === undefined || tool.identity === server.identity) &&
    (tool.definition === undefined ? !changed : tool.definition === hash) &&
    Object.entries(tool.args ?? {}).every(([pointer, matcher]) =>
      argumentFits(matcher, argumentAt(call.args, pointer), touches(call, pointer)),
    )
  );
}

function touches(call: Call, pointer: string): boolean {
  return call.reaches.some((reach) => `${reach.pointer}/`.startsWith(`${pointer}/`));
}

/** What the tool grant doesn't free is covered, each reach by a grant that counts. What a denial may forbid isn't freed unseen. */
function coversAll(tool: ToolGrant, grant: Grant, setting: Setting): boolean {
  const { call, denials } = setting;
  if (tool.reach === 'any')
    return !call.reaches.some((reach) => denials.some((denial) => couldBeDenied(denial, reach, call)));
  return call.reaches.every((reach) => {
    if (frees(tool, reach)) return true;
    const unseen = reach.kind === 'command' && reach.argv === null;
    if (unseen && denials.some((denial) => couldBeDenied(denial, reach, call))) return false;
    return setting.live.some((other) =>
      other.reach.some(
        (part) =>
          isWith(part, call, other.tools.length === 0 || other === grant) && reached(part, reach, setting),
      ),
    );
  });
}

function frees(tool: ToolGrant, reach: Reach): boolean {
  if (reach.kind !== 'value') return false;
  if (tool.otherArgs === 'any') return true;
  return Object.entries(tool.args ?? {}).some(
    ([pointer, matcher]) =>
      (matcher === 'any' || !('reach' in matcher)) && `${reach.pointer}/`.startsWith(`${pointer}/`),
  );
}

/** A part that is bound to a tool holds for this tool; when its grant has tool grants of its own, beside one of them only. */
function isWith({ with: bound }: ReachGrant, { server, tool }: Call, besideItsOwn: boolean): boolean {
  if (bound === undefined) return true;
  const itsTool = bound.server === server.name && bound.identity === server.identity && bound.tool === tool;
  return itsTool && besideItsOwn;
}

function reached(part: ReachGrant, reach: Reach, { call, scope }: Setting): boolean {
  if (reach.kind === 'file' || reach.kind === 'folder') return pathReached(part, reach, scope.protectedKeys);
  if (reach.kind !== part.kind) return false;
  switch (part.kind) {
    case 'site':
      return reach.kind === 'site' && siteGranted(part, reach);
    case 'recipient':
      return reach.kind === 'recipient' && addressed(part.address, reach.address);
    case 'spend':
      return reach.kind === 'spend' && reach.currency === part.currency && affords(part, call, scope.usage);
    case 'command': {
      if (reach.kind !== 'command') return false;
      if ('line' in part)
        return part.shell === reach.shell && part.line === argumentAt(call.args, reach.pointer);
      return reach.argv !== null && commandCovered(reach.argv, part.argv, part.match).ok;
    }
    case 'database':
      return (
        reach.kind === 'database' && named(part.name, reach.name) && includesAccess(part.access, reach.access)
      );
    case 'value': {
      const value = argumentAt(call.args, reach.pointer);
      return (
        part.pointer === reach.pointer && value !== undefined && ('any' in part || equal(part.equals, value))
      );
    }
    default:
      return false;
  }
}

function named(granted: string, name: string): boolean {
  return granted === '*' || granted === name;
}

/** Everything that the call spends counts together, and what was spent before counts towards the total. */
function affords({ id, currency, perCall, total }: SpendGrant, call: Call, usage: Usage): boolean {
  const spends = call.reaches.filter((reach) => reach.kind === 'spend');
  const asked = spends.filter((reach) => reach.currency === currency).map((reach) => reach.amount);
  if (perCall !== undefined && !isAtMost(asked, perCall)) return false;
  return total === undefined || isAtMost([...asked, usage.spent(id)], total);
}

type PathLike = Extract<Reach, { readonly kind: 'file' | 'folder' }>;

function pathReached(part: ReachGrant, reach: PathLike, places: readonly string[]): boolean {
  if (part.kind !== 'file' && part.kind !== 'folder') return false;
  if (reach.access === 'write' && part.access === 'read') return false;
  if (part.kind === 'file') return reach.kind === 'file' && part.path === reach.key;
  if (!within(reach.key, part.path)) return false;
  // A place is covered by a grant that names it or lies in it, and a folder that may hold one by none.
  const between = places.some((place) => placesAbove(place, reach).some((at) => !within(part.path, at)));
  return !between && !(reach.kind === 'folder' && places.some((place) => liesBeneath(place, reach)));
}

/** Where the place lies at the path or above it. A name that is protected anywhere is so against writing. */
function placesAbove(place: string, { key, access }: PathLike): readonly string[] {
  const steps = key.split('/').slice(1);
  const above = steps.map((_step, index) => `/${steps.slice(0, index + 1).join('/')}`);
  if (!place.startsWith('**/')) return above.filter((path) => path === place);
  return access === 'read' ? [] : above.filter((path) => path.endsWith(place.slice(2)));
}

function liesBeneath(place: string, { key, access }: PathLike): boolean {
  if (!place.startsWith('**/')) return key !== place && within(place, key);
  const steps = place.slice(3).split('/');
  const openings = steps.slice(1).map((_step, index) => `/${steps.slice(0, index + 1).join('/')}`);
  return access === 'write' && openings.some((opening) => key.endsWith(opening));
}

/** Denying says nothing of how the server is started: one that is started differently stays denied. */
function concerns(denial: Denial, call: Call): boolean {
  if (!('kind' in denial))
    return nameMatches(denial.server, call.server.name) && nameMatches(denial.tool, call.tool);
  return (
    denial.with === undefined || (denial.with.server === call.server.name && denial.with.tool === call.tool)
  );
}

function denied(denial: Denial, call: Call): boolean {
  if (!concerns(denial, call)) return false;
  if ('kind' in denial) return call.reaches.some((reach) => reachDenied(denial, reach, call));
  return Object.entries(denial.args ?? {}).every(([pointer, matcher]) =>
    argumentCouldBe(matcher, argumentAt(call.args, pointer)),
  );
}

type ReachDenial = Extract<Denial, { readonly kind: string }>;

function reachDenied(denial: ReachDenial, reach: Reach, call: Call): boolean {
  switch (denial.kind) {
    case 'file':
    case 'folder': {
      if (
        (reach.kind !== 'file' && reach.kind !== 'folder') ||
        (denial.access === 'write' && reach.access === 'read')
      )
        return false;
      const lies = denial.kind === 'folder' ? within(reach.key, denial.path) : reach.key === denial.path;
      return lies || (reach.kind === 'folder' && within(denial.path, reach.key));
    }
    case 'site':
      return reach.kind === 'site' && siteDenied(denial, reach);
    case 'recipient':
      return (
        reach.kind === 'recipient' && addressed(denial.address.toLowerCase(), reach.address.toLowerCase())
      );
    case 'command': {
      if (reach.kind !== 'command') return false;
      if ('line' in denial)
        return denial.shell === reach.shell && denial.line === argumentAt(call.args, reach.pointer);
      return denial.argv.every((word, at) => word === reach.argv?.[at]);
    }
    case 'database':
      return (
        reach.kind === 'database' &&
        named(denial.name, reach.name) &&
        includesAccess(reach.access, denial.access)
      );
    case 'value':
      return (
        reach.kind === 'value' &&
        denial.pointer === reach.pointer &&
        ('any' in denial || equal(denial.equals, argumentAt(call.args, reach.pointer)))
      );
  }
}

/** What can't be worked out may touch anything that is denied; a command may run another that stands among its words. */
function couldBeDenied(denial: Denial, reach: Reach, call: Call): boolean {
  if (!('kind' in denial) || !concerns(denial, call)) return false;
  if (reach.kind === 'undetermined') return true;
  if (reach.kind !== 'command') return false;
  if (reach.argv === null) return true;
  if (denial.kind !== 'command' || 'line' in denial) return false;
  const [program] = denial.argv;
  return reach.argv.slice(1).some((word) => word.split(/\s+/).some((part) => part === program));
}
