// A denial for good of a call: of this very call, and of each place, site, command or person that it was about, however it is written.

import type { Call } from '../../shared/contract/call.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import { grantSchema, type Grant } from '../../shared/contract/scope.ts';
import { originOf } from '../../shared/core/reach-keys.ts';

export function denialOf(call: Call, number: number): Grant {
  const { server, tool, args } = call;
  const id = `d${number}`;
  const parts = call.reaches.flatMap((reach): object[] => deniedReach(reach));
  const deny = [{ server: server.name, tool, args: { '': { equals: args } } }, ...parts];
  return grantSchema.parse({
    id,
    words: 'never this',
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools: [],
    reach: [],
    deny: deny.map((part, at) => ({ ...part, id: `${id}.${at}` })),
  });
}

function deniedReach(reach: Reach): object[] {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return [{ kind: reach.kind, path: reach.real, access: reach.access }];
    case 'site':
      return [{ kind: 'site', url: `${originOf(reach)}${reach.path}` }];
    case 'recipient':
      return [{ kind: 'recipient', address: reach.address }];
    case 'command':
      return reach.argv === null ? [] : [{ kind: 'command', argv: reach.argv, match: 'exact' }];
    case 'spend':
    case 'database':
    case 'value':
    case 'undetermined':
      return [];
  }
}
