// Whether a recipient grant covers a recipient. Both are in the form that reading gives (`readRecipientGrant`, `readRecipients`), so that
// comparing is comparing text.

/**
 * `*` covers anyone, `*@domain` every mailbox of that domain and of no subdomain, anything else itself. The name before the `@` is
 * compared with its case, because only the domain's own server knows whether case counts there (RFC 5321, 2.4).
 */
export function recipientCovers(granted: string, address: string): boolean {
  if (granted === '*' || granted === address) return true;
  if (!granted.startsWith('*@') || granted.length === 2) return false;
  const at = address.lastIndexOf('@');
  // A handle such as `@anna` has nothing before its `@`.
  return at > 0 && address.slice(at + 1) === granted.slice(2) && !/^[#@+!]/.test(address);
}
