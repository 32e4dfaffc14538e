// Where entries may be sent, too: what Remit takes as the address of an OTLP endpoint.

import { z } from 'zod';

const ADDRESS = /^https?:\/\/([^/?#\\]+)/i;

/** Why an address can't be taken, in a sentence; null when it can. Whatever stands in it is kept in the record for good. */
export function endpointProblem(address: string): string | null {
  const [, host] = ADDRESS.exec(address) ?? [];
  if (host === undefined) return 'Write an address that begins with http:// or https://.';
  if (host.includes('@'))
    return 'Leave the name and password out of the address: it is kept in the record for good.';
  if (/[?#]/.test(address))
    return 'Leave out everything from ? or # on: keys often stand there, and the address is kept in the record for good.';
  if (/[\s\\\p{C}]/u.test(address) || !z.url().safeParse(address).success)
    return 'This is no address. One looks like https://collector.example.com:4318.';
  return null;
}
