// Makes a call of what an agent sent: finds what it touches, resolves every path, and gives it the digest by which two calls are told
// apart. It decides nothing.

import type { Call, Reach } from '../../shared/contract/call.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { Place } from '../../shared/contract/place.ts';
import { findReaches } from '../../shared/core/find-reaches.ts';
import { resolvePath } from './resolve-path.ts';
import { sha256 } from './sha256.ts';

export type CallInput = Omit<Call, 'argsSha256' | 'digest' | 'reaches'> & {
  readonly inputSchema: JsonValue | null;
  readonly place: Place;
};

export function normaliseCall(input: CallInput): Call {
  const { inputSchema, place, ...known } = input;
  const reaches: Reach[] = [];
  for (const candidate of findReaches({ tool: input.tool, args: input.args, inputSchema })) {
    if (candidate.kind === 'path') reaches.push(...resolvePath(candidate, place));
    else reaches.push(candidate);
  }
  const definition = input.definition.kind === 'listed' ? input.definition.hash : 'unlisted';
  const argsSha256 = sha256(input.argsText);
  const digest = sha256(JSON.stringify([input.server.identity, input.tool, definition, argsSha256]));
  return { ...known, reaches, argsSha256, digest };
}
