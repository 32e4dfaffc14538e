import { expect, test } from 'vitest';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide, MAX_SILENT } from '../../shared/core/decide.ts';
import {
  instantSchema,
  sessionIdSchema,
  callIdSchema,
  serverNameSchema,
  sha256Schema,
  grantIdSchema,
} from '../../shared/contract/ids.ts';
import type { Call } from '../../shared/contract/call.ts';
import type { Grant } from '../../shared/contract/scope.ts';

const at = instantSchema.parse('2026-11-25T12:00:00.000Z');
const hash = sha256Schema.parse('0'.repeat(64));
const everything: Grant = {
  id: grantIdSchema.parse('g'),
  words: 'may use anything',
  agent: 'any',
  lifetime: { kind: 'always' },
  limits: [],
  tools: [{ id: grantIdSchema.parse('g.tool'), server: '*', tool: '*', reach: 'any' }],
  reach: [],
  deny: [],
};

function callOf(length: number): Call {
  const text = 'a'.repeat(length);
  return {
    id: callIdSchema.parse('c'),
    at,
    session: sessionIdSchema.parse('s'),
    task: null,
    agent: { name: 'agent', process: null, claims: null },
    server: { name: serverNameSchema.parse('notes'), identity: hash },
    tool: 'save',
    args: { text },
    argsText: JSON.stringify({ text }),
    argsSha256: hash,
    digest: hash,
    definition: { kind: 'unlisted' },
    reaches: [],
  };
}

test('arguments that nobody could look through ask, whatever is granted', () => {
  const scope = compileScope([everything], (path) => path);
  expect(decide(callOf(10_000_000), scope, at).kind).toBe('inside');
  expect(decide(callOf(MAX_SILENT), scope, at)).toMatchObject({
    kind: 'exceeds',
    excess: [{ by: 'unreadable' }],
  });
});
