// Calls for tests about what is asked and remembered, made of their reaches.

import type { Call } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  grantIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
} from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { CommandReach, PathReach, Reach, SiteReach, ValueReach } from '../../shared/contract/reach.ts';
import { reachGrantSchema, type Grant, type ToolGrant } from '../../shared/contract/scope.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { ladders, type Ladder, type LadderContext } from '../../shared/core/ladder.ts';
import { holdsSecret } from '../../electron/authority/holds-secret.ts';
import { UNUSED } from '../../shared/core/usage.ts';

export const NOW = instantSchema.parse('2026-06-01T12:00:00.000Z');

export function askingCall(
  tool: string,
  args: JsonObject,
  reaches: readonly Reach[],
  more: Partial<Call> = {},
): Call {
  return {
    id: callIdSchema.parse('c-1'),
    at: NOW,
    session: sessionIdSchema.parse('s-1'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: serverNameSchema.parse('files'), identity: sha256Schema.parse('a'.repeat(64)) },
    tool,
    args,
    argsText: JSON.stringify(args),
    argsSha256: sha256Schema.parse('e'.repeat(64)),
    digest: sha256Schema.parse('c'.repeat(64)),
    definition: { kind: 'listed', hash: sha256Schema.parse('d'.repeat(64)), changed: false },
    reaches,
    ...more,
  };
}

export function file(pointer: string, path: string, access: 'read' | 'write' = 'read'): PathReach {
  return { kind: 'file', pointer, asked: path, real: path, key: path, access };
}

export function folder(pointer: string, path: string, access: 'read' | 'write' = 'read'): PathReach {
  return { ...file(pointer, path, access), kind: 'folder' };
}

export function value(pointer: string, text: string): ValueReach {
  return { kind: 'value', pointer, value: JSON.stringify(text) };
}

export function site(pointer: string, host: string, path: string, more: Partial<SiteReach> = {}): SiteReach {
  const asked = `https://${host}${path}`;
  return {
    kind: 'site',
    pointer,
    asked,
    scheme: 'https',
    host,
    port: 443,
    path,
    ambiguousPath: false,
    method: 'GET',
    ...more,
  };
}

export function recipient(pointer: string, address: string): Reach {
  return { kind: 'recipient', pointer, asked: address, address };
}

export function spend(pointer: string, amount: string, currency = 'EUR'): Reach {
  return { kind: 'spend', pointer, asked: amount, amount, currency };
}

/** A command whose words are set off by blanks; `null`: they can't be worked out. */
export function command(
  pointer: string,
  text: string,
  argv: readonly string[] | null = text.split(' '),
): CommandReach {
  return {
    kind: 'command',
    pointer,
    text,
    argv,
    problem: argv === null ? 'it is not fixed' : null,
    shell: 'bash',
  };
}

let made = 0;
/** A grant with these parts, always and for anybody. */
export function holding(tools: readonly Omit<ToolGrant, 'id'>[], reach: readonly object[] = []): Grant {
  made += 1;
  const id = (suffix: string): Grant['id'] => grantIdSchema.parse(`h${made}.${suffix}`);
  return {
    id: id('whole'),
    words: 'held',
    agent: 'any',
    lifetime: { kind: 'always' },
    limits: [],
    tools: tools.map((tool, at) => ({ ...tool, id: id(`tool${at}`) })),
    reach: reach.map((part, at) => reachGrantSchema.parse({ ...part, id: id(`reach${at}`) })),
    deny: [],
  };
}

export type AskOptions = Partial<Pick<LadderContext, 'protectedKeys' | 'past' | 'readings' | 'projects'>> & {
  readonly held?: readonly Grant[];
};

export function contextOf({ held = [], ...more }: AskOptions): LadderContext {
  const keyOf = (path: string): string => path;
  const protectedKeys = more.protectedKeys ?? [];
  const scope = compileScope(held, keyOf, protectedKeys);
  const base = {
    home: '/home/u',
    keyOf,
    holdsSecret,
    usage: UNUSED,
    readings: [],
    past: [],
    projects: new Map<string, string>(),
  };
  return { ...base, protectedKeys, scope, ...more };
}

/** The ladders that are offered for a call that asks. */
export function laddersFor(call: Call, options: AskOptions = {}): readonly Ladder[] {
  const context = contextOf(options);
  const verdict = decide(call, context.scope, NOW);
  return verdict.kind === 'exceeds' ? ladders(call, verdict.excess, context) : [];
}

/** What the user remembers when the prompt about this call is answered with these rungs, one for each ladder that has it. */
export function remembering(call: Call, kinds: readonly string[], options: AskOptions = {}): Grant {
  const chosen = laddersFor(call, options).flatMap(({ offers }) => {
    const offer = offers.find(({ rung }) => kinds.includes(rung.id.replace(/^\d+\./, '')));
    return offer === undefined ? [] : [offer];
  });
  if (chosen.length < kinds.length) throw new Error(`not all of ${kinds.join(', ')} are offered`);
  made += 1;
  const id = (suffix: string): Grant['id'] => grantIdSchema.parse(`r${made}.${suffix}`);
  const parts = chosen.map((offer) => offer.parts((suffix) => id(`${offer.rung.id}.${suffix}`)));
  return {
    ...holding([]),
    id: id('whole'),
    words: chosen.map((offer) => offer.rung.words).join('; '),
    tools: parts.flatMap((one) => one.tools),
    reach: parts.flatMap((one) => one.reach),
  };
}

export function verdictOf(
  call: Call,
  grants: readonly Grant[],
  protectedKeys: readonly string[] = [],
): string {
  return decide(
    call,
    compileScope(grants, (path) => path, protectedKeys),
    NOW,
  ).kind;
}
