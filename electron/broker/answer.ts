import { Buffer } from 'node:buffer';
import type { OutcomeEntry } from '../../shared/contract/record-entry.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { RpcId } from '../../shared/core/classify-message.ts';
import { scanJson, type JsonScan, type Span } from '../../shared/core/json-scan.ts';
import { isJsonObject, readValue } from '../../shared/core/strict-json.ts';

/** A server's message as far as Remit reads it, after it was passed on. */
export type ServerMessage =
  | {
      readonly kind: 'answer';
      readonly id: RpcId;
      readonly failed: boolean;
      /** Where the result, or the error, stands in the line, in bytes. */
      readonly result: Span;
      readonly isError: boolean;
      /** The server asks for more before it answers (2026-07-28), with this state; null where it doesn't. */
      readonly asksBack: { readonly requestState: string | null } | null;
    }
  | { readonly kind: 'other'; readonly method: string | null };

const MAX_READ_DEPTH = 1000;

function slice(text: string, span: Span | undefined): string {
  return span === undefined ? '' : text.slice(span.start, span.end).trim();
}

/**
 * Reads who a line answers and how it ended, without building its value. The text is taken byte by byte (latin1), which keeps every
 * structural character where it is: in UTF-8 no byte of another character looks like one.
 */
export function readServerMessage(line: Buffer): ServerMessage {
  const text = line.toString('latin1');
  const scan = scanJson(text, 'result');
  const method = scan.members.get('method');
  const id = readValue(slice(text, scan.members.get('id')));
  if (method !== undefined || (typeof id !== 'string' && typeof id !== 'number')) {
    const named = readValue(slice(text, method));
    return { kind: 'other', method: typeof named === 'string' ? named : null };
  }
  const failed = scan.members.has('error');
  return {
    kind: 'answer',
    id,
    failed,
    result: scan.members.get(failed ? 'error' : 'result') ?? { start: 0, end: 0 },
    isError: slice(text, scan.innerMembers.get('isError')) === 'true',
    asksBack: asksBack(text, scan),
  };
}

function asksBack(text: string, { innerMembers }: JsonScan): { readonly requestState: string | null } | null {
  if (readValue(slice(text, innerMembers.get('resultType'))) !== 'input_required') return null;
  const state = readValue(
    Buffer.from(slice(text, innerMembers.get('requestState')), 'latin1').toString('utf8'),
  );
  return { requestState: typeof state === 'string' ? state : null };
}

/** How an answer ended the call, and the bytes of its result. */
export function outcomeOf(
  { failed, isError, result }: Extract<ServerMessage, { kind: 'answer' }>,
  line: Buffer,
): { readonly status: OutcomeEntry['status']; readonly result: Buffer } {
  const status = failed ? 'protocol-error' : isError ? 'tool-error' : 'ok';
  return { status, result: line.subarray(result.start, result.end) };
}

/** The value of an answer's result; undefined where it nests so deep that who reads it on could stumble. */
export function readResult(line: Buffer): JsonValue | undefined {
  const text = line.toString('utf8');
  if (scanJson(text, '').depth > MAX_READ_DEPTH) return undefined;
  const message = readValue(text);
  return isJsonObject(message) ? message['result'] : undefined;
}
