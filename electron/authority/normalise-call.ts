// Makes a call of what an agent sent: finds what it touches, works out every place, address and command, and gives it the digest by which
// two calls are told apart. It decides nothing, and it never throws: what can't be worked out is a reach that always exceeds.

import type { Call } from '../../shared/contract/call.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { ToolRoles } from '../../shared/contract/tool-profile.ts';
import { findReaches, type ReachSubject } from '../../shared/core/find-reaches.ts';
import { loadCommandReader } from './read-command.ts';
import { loadSqlReader } from './read-sql.ts';
import { reachesOf } from './reaches-of.ts';
import { sha256 } from './sha256.ts';

export type CallInput = Omit<Call, 'argsSha256' | 'digest' | 'reaches'> & {
  readonly inputSchema: JsonValue | null;
  readonly corrections: ToolRoles | null;
  readonly serverCommand: string;
  readonly place: Place;
};
/** Parsers that are loaded when a call first needs them. */
export type ReaderName = 'command' | 'sql';

export function normaliseCall(input: CallInput): Call {
  const { inputSchema, place, corrections, serverCommand, ...known } = input;
  const { tool, args } = input;
  const reaches = touched(
    { server: input.server.name, serverCommand, tool, args, inputSchema, corrections },
    place,
  );
  const definition = input.definition.kind === 'listed' ? input.definition.hash : 'unlisted';
  const argsSha256 = sha256(input.argsText);
  const digest = sha256(JSON.stringify([input.server.identity, tool, definition, argsSha256]));
  return { ...known, reaches, argsSha256, digest };
}

function touched(subject: ReachSubject, place: Place): readonly Reach[] {
  try {
    const candidates = findReaches(subject);
    return distinct(candidates.flatMap((candidate) => reachesOf(candidate, place)));
  } catch (error) {
    return [{ kind: 'undetermined', pointer: '', asked: '', why: `what it touches ${problemOf(error)}` }];
  }
}

function problemOf(error: unknown): string {
  return `can’t be worked out (${error instanceof Error ? error.message : String(error)})`;
}

function distinct(reaches: readonly Reach[]): readonly Reach[] {
  if (reaches.length < 2) return reaches;
  return [...new Map(reaches.map((reach) => [JSON.stringify(reach), reach])).values()];
}

/** The parsers that this call needs; for most there are none. A subject that can't be read needs none: it exceeds without them. */
export function readersNeeded(subject: ReachSubject): readonly ReaderName[] {
  try {
    const kinds = new Set(findReaches(subject).map((candidate) => candidate.kind));
    return (['command', 'sql'] as const).filter((name) => kinds.has(name));
  } catch {
    return [];
  }
}

/** Loads parsers; resolves at once for those that are there. Rejects when one can't be loaded: then nothing that needs it is judged. */
export async function loadReaders(needed: readonly ReaderName[]): Promise<void> {
  await Promise.all(needed.map((name) => (name === 'command' ? loadCommandReader() : loadSqlReader())));
}
