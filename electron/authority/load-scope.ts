// Reads a scope file: the authority of an unattended broker. It refuses a file that it doesn't understand to the last key, because a
// denial that is skipped is a grant.

import { readFileSync } from 'node:fs';
import { grantIdSchema, instantOf } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import {
  scopeFileSchema,
  type Denial,
  type Grant,
  type Grantee,
  type Lifetime,
  type Limit,
  type ReachGrant,
  type ScopeFile,
} from '../../shared/contract/scope.ts';
import { scanJson } from '../../shared/core/json-scan.ts';
import { matcherWords, reachGrantWords } from '../../shared/core/scope-words.ts';
import { MAX_DEPTH, parseJson, strictProblem } from '../../shared/core/strict-json.ts';
import { normaliseGrant } from './normalise-grant.ts';
import { scopeProblem } from './scope-problem.ts';

/** The grants of a scope file, made comparable. The error is a sentence that names the file and what is wrong in it. */
export function loadScope(file: string, place: Place): Result<readonly Grant[], string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return err(
      `the scope file \`${file}\` can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const grants = parseScope(text, place);
  return grants.ok ? grants : err(`the scope file \`${file}\` is refused: ${grants.error}`);
}

/** The same for a scope that is there as text. */
export function parseScope(text: string, place: Place): Result<readonly Grant[], string> {
  const scan = scanJson(text, '');
  if (scan.depth > MAX_DEPTH) return err(`it nests more than ${MAX_DEPTH} levels`);
  const parsed = parseJson(text, scan);
  if (!parsed.ok) return parsed;
  const strict = strictProblem(text, scan, parsed.value);
  if (strict !== null) return err(strict);
  const scope = scopeFileSchema.safeParse(parsed.value);
  if (!scope.success) return err(scopeProblem(scope.error.issues, parsed.value));
  return grantsOf(scope.data, place);
}

/** The counter that all grants of a scope share. */
const SHARED = 'scope';

type Terms = Pick<Grant, 'agent' | 'lifetime' | 'limits'>;

function termsOf({ agent, limits }: ScopeFile): Terms {
  const { expiresAt, ...use } = limits ?? {};
  const lifetime: Lifetime =
    expiresAt === undefined ? { kind: 'always' } : { kind: 'until', at: instantOf(new Date(expiresAt)) };
  const grantee: Grantee = agent === undefined ? 'any' : { name: agent, executable: null };
  const shared: readonly Limit[] = Object.keys(use).length === 0 ? [] : [{ counter: SHARED, ...use }];
  return { agent: grantee, lifetime, limits: shared };
}

function grantsOf(scope: ScopeFile, place: Place): Result<readonly Grant[], string> {
  const terms = termsOf(scope);
  const none = { ...terms, tools: [], reach: [], deny: [] };
  const grants: Grant[] = scope.tools.map(({ limits, ...tool }) => ({
    ...none,
    id: tool.id,
    words: `may use ${tool.server} > ${tool.tool}`,
    limits: [...terms.limits, ...(limits === undefined ? [] : [{ counter: tool.id, ...limits }])],
    tools: [tool],
  }));
  for (const reach of scope.reach) {
    const normal = normaliseGrant(reach, place);
    if (!normal.ok) return err(`\`${reach.id}\`: ${normal.error}`);
    grants.push({ ...none, id: reach.id, words: `may ${reachWords(reach)}`, reach: [normal.value] });
  }
  for (const denial of scope.deny) {
    const normal = 'kind' in denial ? normaliseGrant(denial, place) : ok(denial);
    if (!normal.ok) return err(`\`${denial.id}\`: ${normal.error}`);
    const words = `never ${denialWords(denial)}`;
    // A denial holds however often it is asked.
    grants.push({ ...none, limits: [], id: denial.id, words, deny: [denialOf(denial, normal.value)] });
  }
  return unique(grants);
}

/** What was normalised is what was denied. */
function denialOf(denial: Denial, normal: Denial | ReachGrant): Denial {
  return 'kind' in normal && normal.kind === 'spend' ? denial : normal;
}

function reachWords(reach: ReachGrant): string {
  return reach.kind === 'value' ? `${reach.pointer} = ${reachGrantWords(reach)}` : reachGrantWords(reach);
}

function denialWords(denial: Denial): string {
  if ('kind' in denial) return reachWords(denial);
  const args = Object.entries(denial.args ?? {}).map(
    ([pointer, matcher]) => `${pointer} ${matcherWords(matcher)}`,
  );
  return `${denial.server} > ${denial.tool}${args.length === 0 ? '' : ` with ${args.join(', ')}`}`;
}

function unique(grants: readonly Grant[]): Result<readonly Grant[], string> {
  const ids = new Set<string>([grantIdSchema.parse(SHARED)]);
  for (const { id } of grants) {
    if (ids.has(id))
      return err(
        id === SHARED ? `the id \`${SHARED}\` is taken: choose another` : `the id \`${id}\` is there twice`,
      );
    ids.add(id);
  }
  return ok(grants);
}
