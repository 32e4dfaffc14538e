// What a collector's answer means for the entries that were sent to it.

import { z } from 'zod';
import { visibleLine } from '../../shared/core/visible-text.ts';
import type { Answer } from './post-logs.ts';

/** Answers after which OTLP has the same request sent again. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** A collector that asks for more time than this, in ms, is asked again all the same. */
const LONGEST_MS = 3_600_000;
const MAX_SAID = 200;

export type Outcome =
  /** `refused` of the entries aren't kept by the collector, which is not to be tried again; `says` is why, or a warning, or empty. */
  | { readonly kind: 'accepted'; readonly refused: number; readonly says: string }
  | { readonly kind: 'too-large' }
  /** To be tried again: after `waitMs` if the collector said so. */
  | { readonly kind: 'later'; readonly waitMs: number | null; readonly problem: string }
  /** Nothing that goes by itself: an address, a permission or the collector has to be changed. */
  | { readonly kind: 'held'; readonly problem: string };

const count = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]);
const acceptedSchema = z.object({
  partialSuccess: z
    .object({ rejectedLogRecords: count.nullish(), errorMessage: z.string().nullish() })
    .nullish(),
});

/** Text of somebody else, to stand in a sentence of ours. */
function quoted(text: string): string {
  const line = visibleLine(text);
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID - 1)}…` : line;
}

/** Seconds, or a date (RFC 9110, 10.2.3); null when it is neither. */
function waitOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  const at = /^\d+$/.test(retryAfter) ? now + Number(retryAfter) * 1000 : Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.min(LONGEST_MS, Math.max(0, at - now));
}

function accepted(body: string | null, name: string): Outcome {
  const nothing: Outcome = { kind: 'accepted', refused: 0, says: '' };
  if (body === '') return nothing;
  try {
    const { partialSuccess } = acceptedSchema.parse(JSON.parse(body ?? ''));
    const { rejectedLogRecords, errorMessage } = partialSuccess ?? {};
    return { ...nothing, refused: rejectedLogRecords ?? 0, says: quoted(errorMessage ?? '') };
  } catch {
    return {
      kind: 'held',
      problem: `${name} answers, but not as a collector of OpenTelemetry: check the address`,
    };
  }
}

function heldWords({ status, location }: Answer, name: string): string {
  if (status >= 300 && status < 400)
    return `${name} sends on to ${quoted(location ?? 'nowhere')}, where nothing is sent: set that address if it is right`;
  if (status === 401 || status === 403)
    return `${name} asks who is sending (status ${status}): let it take records from here, or send to a collector that does`;
  if (status === 404 || status === 405)
    return `${name} knows no such address (status ${status}): check the path`;
  return `${name} refuses what is sent (status ${status}): look into its log`;
}

/** `name` is how sentences name the collector, `now` the time in ms. */
export function readAnswer(answer: Answer, name: string, now: number): Outcome {
  const { status, body, retryAfter } = answer;
  if (status >= 200 && status < 300) return accepted(body, name);
  if (status === 413) return { kind: 'too-large' };
  if (!PASSING.has(status)) return { kind: 'held', problem: heldWords(answer, name) };
  const problem = `${name} can’t take more just now (status ${status}): it is tried again by itself`;
  return { kind: 'later', waitMs: waitOf(retryAfter, now), problem };
}

/** The same for a request that got no answer. */
export function readFailure(error: unknown, name: string): Outcome {
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in cause ? String(cause.code) : '';
  if (cause.name === 'TimeoutError' || cause.name === 'AbortError')
    return { kind: 'later', waitMs: null, problem: `${name} doesn’t answer: it is tried again by itself` };
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)/.test(code);
  const why = isCertificate
    ? `its certificate isn’t trusted (${code})`
    : code === 'EPROTO'
      ? 'it doesn’t speak https'
      : quoted(cause.message);
  return {
    kind: 'later',
    waitMs: null,
    problem: `${name} can’t be reached: ${why}; it is tried again by itself`,
  };
}
