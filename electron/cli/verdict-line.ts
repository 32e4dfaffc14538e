// A verdict as `remit check` prints it.

import type { Grant, PathGrant } from '../../shared/contract/scope.ts';
import type { Excess } from '../../shared/contract/verdict.ts';
import { pathGrantWords, withTilde } from '../../shared/core/scope-words.ts';
import type { PlacedScope } from '../authority/check-call.ts';
import type { StreamedCall } from './call-stream.ts';

/** One line of JSON, its line feed included. */
export function verdictLine(call: StreamedCall): string {
  if (call.kind === 'bad') return line(call.id, { verdict: 'invalid', error: numbered(call) });
  const { verdict, scope } = call.checked;
  switch (verdict.kind) {
    case 'inside':
      return line(call.id, { verdict: 'inside', grants: verdict.grants, excess: [] });
    case 'denied':
      return line(call.id, { verdict: 'denied', grants: [], excess: [], denials: verdict.denials });
    case 'exceeds': {
      const excess = verdict.excess.map((one) => printedExcess(one, scope));
      return line(call.id, { verdict: 'exceeds', grants: [], excess });
    }
  }
}

/** What is wrong with a line, with the line's number. */
export function numbered({ number, error }: Extract<StreamedCall, { kind: 'bad' }>): string {
  return `line ${number}: ${error}`;
}

/** `id` is JSON text already. */
export function line(id: string, rest: object): string {
  return `{"id":${id},${JSON.stringify(rest).slice(1)}\n`;
}

/**
 * An excess as it is printed: paths beneath the home folder with `~` where they are held, in full where they are asked for. A path is
 * compared with a grant of a file or of a folder: the kind that is told is the grant's.
 */
export function printedExcess(excess: Excess, scope: PlacedScope): Excess {
  const { kind, pointer, asked, access, held, by, why } = excess;
  const isPath = kind === 'file' || kind === 'folder';
  return {
    kind: isPath ? (heldKind(held, scope) ?? kind) : kind,
    pointer,
    asked,
    ...(access === undefined ? {} : { access }),
    held: isPath && held !== null ? withTilde(held, scope.home) : held,
    by,
    ...(why === undefined ? {} : { why }),
  };
}

const kinds = new WeakMap<PlacedScope, ReadonlyMap<string, PathGrant['kind']>>();

function heldKind(held: string | null, scope: PlacedScope): PathGrant['kind'] | null {
  if (held === null) return null;
  const known = kinds.get(scope) ?? kindsIn(scope.grants);
  kinds.set(scope, known);
  return known.get(held) ?? null;
}

/** Of a file and a folder of one path the folder is the wider grant, and so the nearer one. */
function kindsIn(grants: readonly Grant[]): ReadonlyMap<string, PathGrant['kind']> {
  const found = new Map<string, PathGrant['kind']>();
  for (const part of grants.flatMap((grant) => grant.reach)) {
    if (part.kind !== 'file' && part.kind !== 'folder') continue;
    const words = pathGrantWords(part);
    if (found.get(words) !== 'folder') found.set(words, part.kind);
  }
  return found;
}
