// Multi round-trip requests (MCP 2026-07-28): a result with `input_required` has the client repeat its request with the `requestState` that
// it was given. Remit uses it to have the client wait on, and puts the server's own state back before the request goes to the server.

import { scanJson, type Span } from './json-scan.ts';
import type { RpcId } from './classify-message.ts';

/** Remit's own states begin so. */
const OWN = 'remit-waits:';

export function ownState(secret: string): string {
  return `${OWN}${secret}`;
}

/** Whether a state is Remit's, or is made to look so. */
export function looksOwn(state: string): boolean {
  return state.trim().toLowerCase().startsWith(OWN);
}

/** The result that has a client repeat its request, as a line without its end. */
export function askAgainReply(id: RpcId, requestState: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result: { resultType: 'input_required', requestState } });
}

/** What a request carries for the server beside its arguments, as it stands in the text. */
export type Carried = { readonly requestState: string | null; readonly inputResponses: string | null };

export function carriedBy(text: string): Carried {
  const { innerMembers } = scanJson(text, 'params');
  const textOf = (key: string): string | null => slice(text, innerMembers.get(key));
  return { requestState: textOf('requestState'), inputResponses: textOf('inputResponses') };
}

/** The message with what is carried in place of its own; every other value stays as it was written. */
export function carrying(text: string, { requestState, inputResponses }: Carried): string {
  const { members, innerMembers } = scanJson(text, 'params');
  const params = rebuilt(text, innerMembers, { requestState, inputResponses });
  return rebuilt(text, members, { params });
}

function rebuilt(
  text: string,
  members: ReadonlyMap<string, Span>,
  others: Readonly<Record<string, string | null>>,
): string {
  const kept = [...members].filter(([key]) => !Object.hasOwn(others, key));
  const all = [
    ...kept.map(([key, span]) => [key, slice(text, span)] as const),
    ...Object.entries(others).filter(([, value]) => value !== null),
  ];
  return `{${all.map(([key, value]) => `${JSON.stringify(key)}:${value ?? 'null'}`).join(',')}}`;
}

function slice(text: string, span: Span | undefined): string | null {
  return span === undefined ? null : text.slice(span.start, span.end).trim();
}
