// Which headers go on. Source: RFC 9110, 7.6.1 (Connection and hop-by-hop fields).

import type { IncomingHttpHeaders } from 'node:http';

/** Those of one connection only, and what its `Connection` header names besides. */
const HOP_BY_HOP = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
];

/**
 * What speaks of the way from the agent to Remit, not of the request: the agent's credential, cookies, which no MCP client keeps and
 * whose owner would be the whole machine, where a page came from, and how the body was sent. Answers have to come unencoded: they are
 * read on their way.
 */
const AGENT_ONLY = [
  'host',
  'origin',
  'referer',
  'authorization',
  'cookie',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'expect',
];

/**
 * With these a server or a gateway takes a request for another than it is: another method or address, or one that came from elsewhere. What was
 * judged is the message, for the address that was registered.
 */
const IN_PLACE_OF =
  /^(?:x-(?:http-)?method(?:-override)?|x-original-(?:url|uri|method|host)|x-rewrite-url|forwarded|x-forwarded-.*|x-host|x-real-ip|x-client-ip)$/;

/** Cookies would be the server's credential at the agent's. */
const SERVER_ONLY = ['set-cookie', 'www-authenticate'];

/** The agent's headers as the server gets them; `own` are those that Remit adds, and win. */
export function headersToServer(
  from: IncomingHttpHeaders,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string | readonly string[]>> {
  const dropped = new Set([...HOP_BY_HOP, ...AGENT_ONLY, ...namedBy(from.connection)]);
  const passed = Object.entries(from).flatMap(([name, value]) =>
    value === undefined || dropped.has(name) || IN_PLACE_OF.test(name) ? [] : [[name, value] as const],
  );
  const added = Object.entries(own).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...Object.fromEntries([...passed, ...added]), 'accept-encoding': 'identity' };
}

/** The server's headers as the agent gets them, spelled and repeated as they came. */
export function headersToAgent(raw: readonly string[], connection: string | undefined): string[] {
  const dropped = new Set([...HOP_BY_HOP, ...SERVER_ONLY, ...namedBy(connection)]);
  const passed: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2);
    if (!dropped.has(name.toLowerCase())) passed.push(name, value);
  }
  return passed;
}

function namedBy(connection: string | undefined): readonly string[] {
  return (connection ?? '').split(',').map((name) => name.trim().toLowerCase());
}

/** A header that may stand there once; several of the same are told apart by nobody. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

/** The media type without its parameters, in lower case. */
export function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
