// A second judge, written from the design's sentences alone: it tries every grant for every reach and looks nothing up. Slow, and
// right as far as it can be read at a glance; the judge that Remit uses has to agree with it.

import type { Call, Reach } from '../../shared/contract/call.ts';
import type { Instant } from '../../shared/contract/ids.ts';
import type {
  Denial,
  Grant,
  Lifetime,
  PathGrant,
  ReachGrant,
  ToolGrant,
} from '../../shared/contract/scope.ts';
import { argFits, jsonEquals, valueAt } from '../../shared/core/arg-matcher.ts';

export type NaiveScope = { readonly grants: readonly Grant[]; readonly protectedKeys: readonly string[] };

export function naiveDecide(call: Call, scope: NaiveScope, now: Instant): 'inside' | 'exceeds' | 'denied' {
  const live = scope.grants.filter((grant) => holds(grant.lifetime, call, now));
  if (live.some((grant) => grant.deny.some((denial) => denies(denial, call)))) return 'denied';
  const covering = live.flatMap((grant) => grant.tools).filter((tool) => toolFits(tool, call));
  const inside = covering.some(
    (tool) =>
      tool.reach === 'any' ||
      call.reaches.every(
        (reach) => frees(tool, reach) || live.some((grant) => reached(grant, reach, call, scope)),
      ),
  );
  return inside ? 'inside' : 'exceeds';
}

function holds(lifetime: Lifetime, call: Call, now: Instant): boolean {
  if (lifetime.kind === 'always') return true;
  return lifetime.kind === 'session' ? lifetime.session === call.session : now < lifetime.at;
}

function matches(pattern: string, name: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${source.join('[^]*')}$`).test(name);
}

function toolFits(tool: ToolGrant, call: Call): boolean {
  const { definition } = call;
  const bound =
    tool.definition === undefined
      ? definition.kind === 'unlisted' || !definition.changed
      : tool.definition === (definition.kind === 'listed' ? definition.hash : 'unlisted');
  return (
    bound &&
    matches(tool.server, call.server.name) &&
    matches(tool.tool, call.tool) &&
    (tool.identity === undefined || tool.identity === call.server.identity) &&
    Object.entries(tool.args ?? {}).every(([pointer, matcher]) =>
      argFits(matcher, valueAt(call.args, pointer)),
    )
  );
}

function frees(tool: ToolGrant, reach: Reach): boolean {
  if (reach.kind !== 'value') return false;
  if (tool.otherArgs === 'any') return true;
  return Object.entries(tool.args ?? {}).some(
    ([pointer, matcher]) =>
      (matcher === 'any' || !('path' in matcher)) && `${reach.pointer}/`.startsWith(`${pointer}/`),
  );
}

function reached(grant: Grant, reach: Reach, call: Call, scope: NaiveScope): boolean {
  return grant.reach.some((part) => {
    if (part.with !== undefined) {
      const { server, identity, tool } = part.with;
      if (server !== call.server.name || identity !== call.server.identity || tool !== call.tool)
        return false;
      // What was remembered in one answer is one piece: its reach counts under its own tool grant only.
      if (grant.tools.length > 0 && !grant.tools.some((own) => toolFits(own, call))) return false;
    }
    return spansReach(part, reach, call, scope);
  });
}

function spansReach(part: ReachGrant, reach: Reach, call: Call, scope: NaiveScope): boolean {
  if (part.kind === 'value') {
    if (reach.kind !== 'value' || part.pointer !== reach.pointer) return false;
    return jsonEquals(part.equals, valueAt(call.args, reach.pointer));
  }
  if (reach.kind !== 'file' && reach.kind !== 'folder') return false;
  if (reach.access === 'write' && part.access === 'read') return false;
  if (part.kind === 'file') return reach.kind === 'file' && part.path === reach.key;
  const between = scope.protectedKeys.some(
    (key) => within(reach.key, key) && within(key, part.path) && key !== part.path,
  );
  const beneath =
    reach.kind === 'folder' && scope.protectedKeys.some((key) => within(key, reach.key) && key !== reach.key);
  return within(reach.key, part.path) && !between && !beneath;
}

function within(key: string, folder: string): boolean {
  return folder === '/' || `${key}/`.startsWith(`${folder}/`);
}

function denies(denial: Denial, call: Call): boolean {
  if (!('kind' in denial)) return matches(denial.server, call.server.name) && matches(denial.tool, call.tool);
  return call.reaches.some((reach) => deniesReach(denial, reach));
}

function deniesReach(denial: PathGrant, reach: Reach): boolean {
  if (reach.kind !== 'file' && reach.kind !== 'folder') return false;
  if (denial.access === 'write' && reach.access === 'read') return false;
  const lies = denial.kind === 'folder' ? within(reach.key, denial.path) : reach.key === denial.path;
  return lies || (reach.kind === 'folder' && within(denial.path, reach.key));
}
