// Makes of what a case grants the grant that the record holds: its terms, its limits, and what it is bound to.

import { normaliseGrant } from '../../electron/authority/normalise-grant.ts';
import type { ServerRef } from '../../shared/contract/call.ts';
import { serverNameSchema, type Sha256 } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { grantSchema, reachGrantSchema, type Grant } from '../../shared/contract/scope.ts';
import { granteeOf, sessionOf, taskOf } from './cast.ts';
import { NotModelled, objectOf, onlyKeys, scalarText, textOf, type CorpusCase } from './corpus-case.ts';
import type { Granted } from './granted.ts';
import { momentOf, momentsOf, spanOf } from './moments.ts';

export type BoundTo = { readonly server: ServerRef; readonly definition: Sha256; readonly place: Place };

type Counts = {
  readonly maxCalls: number | null;
  readonly perMinute: number | null;
  readonly total: string | null;
};
/** A lifetime as the contract writes it, to be checked with the whole. */
type Terms = Counts & { readonly lifetime: unknown };

/** The grant, or why the product doesn't take one like it. `id` tells several grants of one case apart. */
export function grantOf(
  one: CorpusCase,
  granted: Granted,
  bound: BoundTo,
  id: string,
): Result<Grant, string> {
  const { grant } = one;
  const terms = termsOf(one);
  if (!terms.ok) return terms;
  if (granted.refused !== null) return err(granted.refused);
  if (granted.tool.includes('*')) return err('in a grant, `*` stands for any run of characters');
  if (!serverNameSchema.safeParse(granted.server).success) return err('no server can have this name');
  const reach = reachOf(granted, bound, id, terms.value.total);
  if (!reach.ok) return reach;
  const made = grantSchema.safeParse({
    id,
    words: textOf(grant, 'words') ?? 'a grant',
    agent: granteeOf(objectOf(grant, 'lifetime'), objectOf(grant, 'peer')),
    lifetime: terms.value.lifetime,
    limits: limitsOf(terms.value, id),
    tools: [toolOf(granted, bound, id)],
    reach: reach.value,
    deny: [],
  });
  return made.success ? ok(made.data) : err(made.error.issues.map((issue) => issue.message).join('; '));
}

function toolOf(granted: Granted, { server, definition }: BoundTo, id: string): unknown {
  return {
    id: `${id}.tool`,
    server: granted.server,
    tool: granted.tool,
    identity: server.identity,
    definition,
    ...(granted.args === null ? {} : { args: granted.args }),
    ...(granted.reachesAny ? { reach: 'any' } : {}),
  };
}

function limitsOf({ maxCalls, perMinute }: Counts, counter: string): readonly unknown[] {
  if (maxCalls === null && perMinute === null) return [];
  return [
    {
      counter,
      ...(maxCalls === null ? {} : { maxCalls }),
      ...(perMinute === null ? {} : { perMinute }),
    },
  ];
}

function reachOf(
  { reach, tool }: Granted,
  { server, place }: BoundTo,
  id: string,
  total: string | null,
): Result<readonly unknown[], string> {
  const made: unknown[] = [];
  for (const [at, part] of reach.entries()) {
    const bound = { server: server.name, identity: server.identity, tool };
    const capped = part.kind === 'spend' && total !== null ? { ...part, total } : part;
    const parsed = reachGrantSchema.safeParse({ ...capped, id: `${id}.${at}`, with: bound });
    if (!parsed.success) return err(parsed.error.issues.map((issue) => issue.message).join('; '));
    const normal = normaliseGrant(parsed.data, place);
    if (!normal.ok) return normal;
    made.push(normal.value);
  }
  return ok(made);
}

function termsOf(one: CorpusCase): Result<Terms, string> {
  const { grant } = one;
  const lifetime = objectOf(grant, 'lifetime');
  const limits = objectOf(grant, 'limits');
  if ((grant['lifetime'] ?? null) !== null && lifetime === null)
    throw new NotModelled('the lifetime of the grant isn’t an object');
  if ((grant['limits'] ?? null) !== null && limits === null)
    throw new NotModelled('the limits of the grant aren’t an object');
  const counts = countsOf(one, limits ?? {});
  return lifetime === null ? ok({ lifetime: { kind: 'always' }, ...counts }) : lasting(lifetime, counts);
}

function countsOf(one: CorpusCase, limits: JsonObject): Counts {
  onlyKeys(limits, ['total', 'calls', 'per_minute', 'window'], 'the limits');
  withinWindow(one, limits);
  const total = scalarText(limits, 'total');
  if (total !== null && textOf(one.grant, 'kind') !== 'amount-max')
    throw new NotModelled('a total of something else than money isn’t modelled');
  return { maxCalls: countOf(limits, 'calls'), perMinute: countOf(limits, 'per_minute'), total };
}

function lasting(lifetime: JsonObject, counts: Counts): Result<Terms, string> {
  onlyKeys(lifetime, ['type', 'agent', 'session', 'until', 'max', 'task'], 'the lifetime');
  const always = { kind: 'always' };
  const type = textOf(lifetime, 'type');
  switch (type) {
    case 'always':
      return ok({ ...counts, lifetime: always });
    case 'once':
      return ok({ ...counts, lifetime: always, maxCalls: 1 });
    case 'count': {
      const maxCalls = countOf(lifetime, 'max');
      return maxCalls === null
        ? err('how often it may be used isn’t said')
        : ok({ ...counts, lifetime: always, maxCalls });
    }
    case 'session': {
      const session = textOf(lifetime, 'session');
      if (session === null || session === '') return err('it holds for a session that isn’t named');
      return ok({ ...counts, lifetime: { kind: 'session', session: sessionOf(session) } });
    }
    case 'task': {
      const task = taskOf(lifetime['task']);
      return task === null
        ? err('it holds for a task that isn’t named')
        : ok({ ...counts, lifetime: { kind: 'task', task } });
    }
    case 'until': {
      const end = momentOf(lifetime['until']);
      if (end === null) return err('it holds until a moment that can’t be read');
      return ok({ ...counts, lifetime: { kind: 'until', at: new Date(end).toISOString() } });
    }
    default:
      throw new NotModelled(`the lifetime \`${type ?? ''}\` isn't modelled`);
  }
}

function countOf(value: JsonObject, key: string): number | null {
  const text = scalarText(value, key);
  if (text === null && value[key] === undefined) return null;
  if (text === null || !/^\d{1,9}$/.test(text)) throw new NotModelled(`\`${key}\` is not a count`);
  return Number(text);
}

/** Limits of the product hold for good. One for a window of time is the same as long as all that is counted lies within one window. */
function withinWindow({ history, call }: CorpusCase, limits: JsonObject): void {
  if (limits['window'] === undefined) return;
  const span = spanOf(limits['window']);
  if (span === null) throw new NotModelled('the window of the limits isn’t modelled');
  const times = [...history, call].flatMap(momentsOf);
  if (times.length > 0 && Math.max(...times) - Math.min(...times) >= span)
    throw new NotModelled('limits that begin anew after a while aren’t there yet');
}
