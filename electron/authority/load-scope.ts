// Reads a scope file: the authority of an unattended broker. It refuses a file that it doesn't understand to the last key, because a
// denial that is skipped is a grant.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { instantSchema } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import {
  scopeFileSchema,
  type Grant,
  type Lifetime,
  type PathGrant,
  type ScopeFile,
} from '../../shared/contract/scope.ts';
import { scanJson } from '../../shared/core/json-scan.ts';
import { pathGrantWords } from '../../shared/core/scope-words.ts';
import { parseJson, strictProblem } from '../../shared/core/strict-json.ts';
import { realPath } from './resolve-path.ts';

/** The grants of a scope file, paths made real. The error is a sentence that names the file and what is wrong in it. */
export function loadScope(file: string, place: Place): Result<readonly Grant[], string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return err(
      `the scope file \`${file}\` can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const scan = scanJson(text, '');
  const parsed = parseJson(text, scan);
  if (!parsed.ok) return err(`the scope file \`${file}\` is refused: ${parsed.error}`);
  const strict = strictProblem(text, scan, parsed.value);
  if (strict !== null) return err(`the scope file \`${file}\` is refused: ${strict}`);
  const scope = scopeFileSchema.safeParse(parsed.value);
  if (!scope.success) return err(`the scope file \`${file}\` is refused: ${z.prettifyError(scope.error)}`);
  return grantsOf(file, scope.data, place);
}

function grantsOf(file: string, scope: ScopeFile, place: Place): Result<readonly Grant[], string> {
  const expiresAt = scope.limits?.expiresAt;
  const lifetime: Lifetime =
    expiresAt === undefined
      ? { kind: 'always' }
      : { kind: 'until', at: instantSchema.parse(new Date(expiresAt).toISOString()) };
  const none = { lifetime, tools: [], reach: [], deny: [] };
  const grants: Grant[] = scope.tools.map((tool) => ({
    ...none,
    id: tool.id,
    words: `may use ${tool.server} > ${tool.tool}`,
    tools: [tool],
  }));
  for (const reach of scope.reach) {
    if (reach.kind === 'value') {
      grants.push({
        ...none,
        id: reach.id,
        words: `${reach.pointer} may be ${JSON.stringify(reach.equals)}`,
        reach: [reach],
      });
      continue;
    }
    const real = madeReal(reach, place);
    if (!real.ok) return err(`the scope file \`${file}\` is refused: \`${reach.id}\`: ${real.error}`);
    grants.push({ ...none, id: reach.id, words: `may ${pathGrantWords(real.value)}`, reach: [real.value] });
  }
  for (const denial of scope.deny) {
    const real = 'server' in denial ? ok(denial) : madeReal(denial, place);
    if (!real.ok) return err(`the scope file \`${file}\` is refused: \`${denial.id}\`: ${real.error}`);
    const words =
      'server' in denial ? `never ${denial.server} > ${denial.tool}` : `never ${pathGrantWords(denial)}`;
    grants.push({ ...none, id: denial.id, words, deny: [real.value] });
  }
  return unique(file, grants);
}

function unique(file: string, grants: readonly Grant[]): Result<readonly Grant[], string> {
  const ids = new Set<string>();
  for (const { id } of grants) {
    if (ids.has(id)) return err(`the scope file \`${file}\` is refused: the id \`${id}\` is there twice`);
    ids.add(id);
  }
  return ok(grants);
}

function madeReal(grant: PathGrant, place: Place): Result<PathGrant, string> {
  const path =
    grant.path === '~' || /^~[/\\]/.test(grant.path) ? `${place.home}${grant.path.slice(1)}` : grant.path;
  if (!/^(\/|[A-Za-z]:[\\/])/.test(path))
    return err(`\`${grant.path}\` has to be an absolute path or begin with ~/`);
  const real = realPath(path, place);
  return real.ok ? ok({ ...grant, path: real.value }) : err(`\`${grant.path}\`: ${real.error}`);
}
