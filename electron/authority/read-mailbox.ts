// Reads one mailbox in the plain forms that every mailer reads alike: `local@domain`, `<local@domain>`, `Name <local@domain>`,
// `"Name" <local@domain>`. Whatever else RFC 5322 allows, and old mailers act on, isn't read: quoted local parts, comments, routes,
// groups, `%` and `!`.

import emailAddresses from 'email-addresses';
import { readHost } from './read-host.ts';

export type MailboxReading =
  | { readonly kind: 'mailbox'; readonly address: string }
  | { readonly kind: 'unreadable'; readonly why: string };

const unreadable = (why: string): MailboxReading => ({ kind: 'unreadable', why });

const MAX_LOCAL = 64;
/** A dot-atom (RFC 5322, 3.2.3) of letters, digits and the marks that no relay, shell or list of addresses gives a meaning to. */
const LOCAL = /^(?!-)[\p{L}\p{M}\p{N}_+'=~-]+(\.[\p{L}\p{M}\p{N}_+'=~-]+)*$/u;
/** Two labels at least, the last with a letter, so that it is no address; an underscore is for names of services only. */
const DOMAIN = /^[^_]+\.[^._]*[a-z][^._]*$/;
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;
/** RFC 2047, 2. */
const ENCODED_WORD = /=\?([A-Za-z0-9-]+)\?([bq])\?([!->@-~]*)\?=/gi;

/** One piece of a list, without the commas and semicolons around it. */
export function readMailbox(piece: string): MailboxReading {
  const parts = /^(.*?)<([^<>]*)>$/su.exec(piece);
  const name = (parts?.[1] ?? '').trim();
  const address = parts?.[2] ?? piece;
  const problem = nameProblem(name);
  if (problem !== null) return unreadable(problem);
  const at = address.indexOf('@');
  if (at === -1) return unreadable('it is not an address');
  const local = address.slice(0, at);
  if (local.length > MAX_LOCAL || !LOCAL.test(local) || local !== local.normalize('NFKC'))
    return unreadable('mailers may read the name before its @ differently');
  const host = readHost(address.slice(at + 1));
  if (host.kind === 'unreadable') return host;
  if (!DOMAIN.test(host.host)) return unreadable('its domain is not a domain');
  if (!parserAgrees(piece, address)) return unreadable('mailers may read it differently');
  return { kind: 'mailbox', address: `${local}@${host.host}` };
}

/** What is wrong with a display name: anything in it that a mailer could take for an address, or for the end of the name. */
export function nameProblem(name: string): string | null {
  const decoded = decodedName(name);
  if (decoded === null) return 'its name is encoded in a way that can’t be read';
  const quoted = QUOTED.exec(decoded)?.[1];
  const text = quoted ?? decoded;
  // Full-width forms become the plain ones in mailers that fold them.
  const both = `${text}${text.normalize('NFKC')}`;
  if (/[@<>]|[\p{C}\p{Zl}\p{Zp}]/u.test(both)) return 'its name could be taken for an address';
  if (quoted === undefined && (/[",;:\\]/.test(both) || /[()[\]]/.test(text)))
    return 'its name could be taken for several';
  return null;
}

/** Encoded words are decoded, because some mailers look for addresses only afterwards. */
function decodedName(name: string): string | null {
  if (!name.includes('=?')) return name;
  let known = true;
  const decoded = name.replace(ENCODED_WORD, (_word, charset: string, form: string, text: string) => {
    const plain = decodedWord(charset, form, text);
    known &&= plain !== null;
    return plain ?? '';
  });
  return known && !decoded.includes('=?') ? decoded : null;
}

function decodedWord(charset: string, form: string, text: string): string | null {
  const bytes =
    form.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64')
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
          'latin1',
        );
  switch (charset.toLowerCase()) {
    case 'utf-8':
    case 'us-ascii':
      return new TextDecoder().decode(bytes);
    case 'iso-8859-1':
      return bytes.toString('latin1');
    default:
      return null;
  }
}

/** The second opinion: a parser of RFC 5322 and 6532 finds one mailbox, and this address in it. */
function parserAgrees(piece: string, address: string): boolean {
  const parsed = emailAddresses.parseOneAddress({ input: piece, rfc6532: true });
  return parsed !== null && parsed.type === 'mailbox' && `${parsed.local}@${parsed.domain}` === address;
}
