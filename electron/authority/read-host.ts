// Reads the name of a host as the name system will see it. A name that IDNA changes by more than case is one that readers without IDNA,
// or with another version of it, take for another host: it isn't read.

import { domainToASCII, domainToUnicode } from 'node:url';

export type HostReading =
  { readonly kind: 'host'; readonly host: string } | { readonly kind: 'unreadable'; readonly why: string };

const unreadable = (why: string): HostReading => ({ kind: 'unreadable', why });

const MAX_HOST = 253;
/** RFC 1123, 2.1, and the underscore that names of services hold. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** Letters that IDNA 2003 and IDNA 2008 map differently (UTS #46, 4): `ß`, the final sigma. Joiners are refused as invisible. */
const DEVIATES = /[ßẞς]/;

/** A host name or an IPv4 address in its usual form; no IPv6. */
export function readHost(written: string): HostReading {
  const lower = written.toLowerCase();
  if (written === '') return unreadable('it names no host');
  if (DEVIATES.test(lower)) return unreadable('readers differ about a letter of its host');
  const ascii = domainToASCII(lower);
  if (ascii === '') return unreadable('its host is not a host name');
  // Full-width letters, other dots and invisible characters vanish in IDNA only, and 0x7f.1 becomes an address in some readers only.
  const plain = isAscii(written)
    ? ascii === lower
    : written === written.normalize('NFC') && domainToUnicode(ascii) === lower;
  if (!plain) return unreadable('readers differ about its host');
  if (ascii.length > MAX_HOST || !ascii.split('.').every((label) => LABEL.test(label)))
    return unreadable('its host is not a host name');
  return { kind: 'host', host: ascii };
}

export function isIpv4(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

function isAscii(text: string): boolean {
  return !/[^\u0000-\u007f]/.test(text);
}
