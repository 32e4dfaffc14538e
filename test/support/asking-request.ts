// Questions for tests of the prompt's document.

import { approvalRequestSchema, type ApprovalRequest, type Rung } from '../../shared/contract/request.ts';

/** A question with one excess for each list of rungs. */
export function requestOf(
  rungs: readonly (readonly Rung[])[],
  more: { readonly id?: string; readonly call?: string } = {},
): ApprovalRequest {
  return approvalRequestSchema.parse({
    kind: 'call',
    id: 'q-1',
    call: 'c-1',
    at: '2026-06-01T12:00:00.000Z',
    agent: { name: 'agent', process: null, claims: null },
    server: { name: 'files', command: 'server' },
    tool: 'write',
    sentence: { who: 'agent', verb: 'wants to write', what: '/a', how: 'with files > write' },
    excess: rungs.map((offered) => ({
      granted: 'nothing',
      asks: 'write /a',
      exceeds: 'place',
      pointer: '/path',
      rungs: offered,
      answeredBy: offered.length === 0 ? 0 : null,
    })),
    commands: [],
    readings: [],
    rememberable: true,
    lifetimes: ['session', 'hour', 'always'],
    args: { text: '{}', complete: true, bytes: 2 },
    claims: null,
    digest: 'a'.repeat(64),
    ...more,
  });
}
