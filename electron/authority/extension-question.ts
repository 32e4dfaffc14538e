// Puts a proposed extension of a grant into a question for the user.

import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuthorityRow } from '../../shared/contract/authority.ts';
import { requestIdSchema, type Instant } from '../../shared/contract/ids.ts';
import type { ExtensionRequest } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { extensionPoints } from '../../shared/core/extension-points.ts';
import { nameWords, someWords } from '../../shared/core/plain-words.ts';
import { sha256 } from './sha256.ts';

/** Tools that the sentence names. */
const MAX_NAMED = 3;

export function extensionQuestion(
  { grant: before, standing, left }: AuthorityRow,
  after: Grant,
  renews: boolean,
  at: Instant,
): ExtensionRequest {
  const { agent } = before;
  const undigested = {
    kind: 'extension' as const,
    id: requestIdSchema.parse(`q-${randomBytes(16).toString('hex')}`),
    at,
    grant: before.id,
    agent,
    sentence: {
      who: agent === 'any' ? 'any agent' : agent.name,
      verb: standing === 'in-force' || standing === 'unused' ? 'go on using' : 'use again',
      what: toolsWords(before),
    },
    points: extensionPoints(before, after, { standing, renews, timeWords: localTime, spanWords }),
    counts: countsWords(before, renews, left),
    words: after.words,
  };
  return { ...undigested, digest: sha256(canonicalize(undigested) ?? '') };
}

function toolsWords({ tools }: Grant): string {
  if (tools.length === 0) return 'what you granted it';
  const names = new Set(
    tools.map(({ server, tool }) => {
      const at = server === '*' ? 'any server' : nameWords(server);
      return tool === '*' ? `any tool of ${at}` : `${at} > ${nameWords(tool)}`;
    }),
  );
  return someWords([...names], MAX_NAMED);
}

function countsWords({ limits, reach }: Grant, renews: boolean, left: string | null): string | null {
  const isCounted =
    limits.length > 0 || reach.some((part) => part.kind === 'spend' && part.total !== undefined);
  if (!isCounted) return null;
  if (renews) return 'What was used so far counts no more.';
  return left === null ? 'What was used so far counts on.' : `What was used so far counts on: now ${left}.`;
}

function localTime(at: Instant): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

const MINUTE_MS = 60_000;
const UNITS = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const;

/** "6 days and 23 hours". */
function spanWords(from: Instant, to: Instant): string {
  const parts: string[] = [];
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
  let rest = Math.max(1, minutes) * MINUTE_MS;
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return parts.slice(0, 2).join(' and ');
}
