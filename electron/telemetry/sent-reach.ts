// A reach as it is sent: the authority that was used, and no argument's value.

import type { Reach, SiteReach } from '../../shared/contract/reach.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { touchedWords } from '../../shared/core/call-row.ts';

function siteWords({ method, scheme, host, port, path }: SiteReach): string {
  const usual = scheme === 'https' ? 443 : 80;
  const address = `${scheme}://${host}${port === usual ? '' : `:${port}`}${path}`;
  return method === null ? address : `${method} ${address}`;
}

/** In a few words, paths beneath `home` with `~`. A site goes without what stands behind `?` and `#`. */
export function sentReach(reach: Reach, home: string): string {
  switch (reach.kind) {
    case 'site':
      return siteWords(reach);
    case 'value':
      return `argument ${reach.pointer}`;
    case 'undetermined':
      return `argument ${reach.pointer} (can’t be worked out)`;
    case 'file':
    case 'folder':
    case 'recipient':
    case 'spend':
    case 'command':
    case 'database':
      return touchedWords(reach, home);
    default:
      return assertNever(reach);
  }
}
