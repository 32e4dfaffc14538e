// Makes a reach grant comparable with reaches: real paths, addresses in the form of the name system. What can't be is refused, because a
// grant that is read differently than a call covers something else than it says.

import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { PathGrant, ReachGrant } from '../../shared/contract/scope.ts';
import { readRecipientGrant } from './read-recipients.ts';
import { readSiteGrant } from './read-site.ts';
import { grantedPath } from './resolve-path.ts';

export function normaliseGrant<T extends ReachGrant>(grant: T, place: Place): Result<T, string> {
  const read = readGrant(grant, place);
  return read.ok ? ok({ ...grant, ...read.value }) : read;
}

/** The fields of the grant that have another form. */
function readGrant(grant: ReachGrant, place: Place): Result<Partial<ReachGrant>, string> {
  switch (grant.kind) {
    case 'file':
    case 'folder':
      return realGrant(grant, place);
    case 'site':
      return readSiteGrant(grant);
    case 'recipient': {
      const address = readRecipientGrant(grant.address);
      return address.ok ? ok({ address: address.value }) : address;
    }
    case 'spend':
    case 'command':
    case 'database':
    case 'value':
      return ok({});
  }
}

function realGrant(grant: PathGrant, place: Place): Result<Partial<PathGrant>, string> {
  const path =
    grant.path === '~' || /^~[/\\]/.test(grant.path) ? `${place.home}${grant.path.slice(1)}` : grant.path;
  if (!/^(\/|[A-Za-z]:[\\/])/.test(path))
    return err(`\`${grant.path}\` has to be an absolute path or begin with ~/`);
  const real = grantedPath({ kind: grant.kind, path }, place);
  return real.ok ? ok({ path: real.value }) : err(`\`${grant.path}\`: ${real.error}`);
}
