import type { FromBroker, ToBroker } from '../../shared/contract/broker-port.ts';
import type { Result } from '../../shared/contract/result.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import type { AgentsDesk } from './agents-desk.ts';

export type AgentsQuestion = Extract<
  ToBroker,
  { kind: 'agents' | 'protect-plan' | 'protect-apply' | 'prove' | 'project' | 'leave-finding' }
>;

/** What the Agents window asks for. */
export async function agentsReply(message: AgentsQuestion, desk: AgentsDesk): Promise<FromBroker> {
  const { ask } = message;
  switch (message.kind) {
    case 'agents':
      return { kind: 'agents', ask, view: desk.view() };
    case 'protect-plan':
      return given(desk.plan(message.order), ask, (plan) => ({ kind: 'planned', ask, plan }));
    case 'protect-apply':
      return given(desk.apply(message.order, message.digest), ask, (done) => ({
        kind: 'protected',
        ask,
        done,
      }));
    case 'prove':
      return { kind: 'proved', ask, proofs: await desk.prove(message.agent) };
    case 'project': {
      const kept = desk.keepProject(message.folder, message.on);
      return { kind: 'chosen', ask, problem: kept.ok ? null : kept.error };
    }
    case 'leave-finding':
      desk.leaveFinding(message.id);
      return { kind: 'chosen', ask, problem: null };
    default:
      return assertNever(message);
  }
}

function given<T>(result: Result<T, string>, ask: number, reply: (value: T) => FromBroker): FromBroker {
  return result.ok ? reply(result.value) : { kind: 'unanswered', ask, problem: result.error };
}
