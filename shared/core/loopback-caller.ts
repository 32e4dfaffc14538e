// Who may speak to an HTTP endpoint on this machine. Web pages reach it too: by a name that is made to lead here (DNS rebinding) or by a
// request across origins. Browsers name the page's host in `Host` and its origin in `Origin`, and a page knows no token.
// Source: Model Context Protocol 2025-11-25, Streamable HTTP, "Security Warning"; RFC 9110, 7.2; RFC 6454, 7.

export type LoopbackCaller = {
  /** The `Host` header; null when there is none. */
  readonly host: string | null;
  /** The `Origin` header; null when there is none, as from every program that isn't a browser. */
  readonly origin: string | null;
  /** The token that the caller sends; null when it sends none. */
  readonly token: string | null;
  readonly expectedToken: string;
};

/** Why the request is refused, or null. */
export function callerProblem({ host, origin, token, expectedToken }: LoopbackCaller): string | null {
  if (host === null) return 'it names no host';
  if (!isLoopback(host)) return 'it was sent to a host that is not this machine';
  if (origin !== null && !isLoopbackOrigin(origin)) return 'it comes from a web page';
  if (expectedToken === '' || token === null) return 'it carries no token';
  return isSame(token, expectedToken) ? null : 'its token is not the one that was given';
}

/** `localhost`, an address in 127.0.0.0/8 or `[::1]`, with or without a port (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3). */
function isLoopback(authority: string): boolean {
  const [, name, port] =
    /^(\[::1\]|localhost|127(?:\.(?:0|[1-9]\d{0,2})){3})(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  if (name === undefined) return false;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false;
  return !name.startsWith('127') || name.split('.').every((part) => Number(part) <= 255);
}

/** An origin is scheme, host and port, and nothing after them. `null` is what a page without an origin of its own sends. */
function isLoopbackOrigin(origin: string): boolean {
  const [, authority] = /^https?:\/\/([^/?#@\\]+)$/i.exec(origin) ?? [];
  return authority !== undefined && isLoopback(authority);
}

/** Compares in a time that doesn't tell how much of a guess was right. */
function isSame(token: string, expected: string): boolean {
  let difference = token.length ^ expected.length;
  for (let at = 0; at < expected.length; at += 1) {
    difference |= expected.charCodeAt(at) ^ (token.charCodeAt(at) || 0);
  }
  return difference === 0;
}
