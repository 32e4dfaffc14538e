import type { FromBroker, ToBroker } from '../../shared/contract/broker-port.ts';
import { problemOf } from '../../shared/contract/result.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import type { Authority } from '../authority/authority.ts';

export type AuthorityQuestion = Extract<
  ToBroker,
  {
    kind: 'authority' | 'grant-detail' | 'try-change' | 'apply-change' | 'suggestions' | 'propose-extension';
  }
>;

/** What the Authority window asks for. */
export async function authorityReply(
  message: AuthorityQuestion,
  { changes, extensions }: Authority,
): Promise<FromBroker> {
  const { ask } = message;
  switch (message.kind) {
    case 'authority':
      return { kind: 'authority', ask, rows: changes.rows() };
    case 'grant-detail':
      return { kind: 'grant-detail', ask, detail: await changes.detail(message.grant) };
    case 'try-change': {
      const tried = await changes.tryChange(message.change);
      return tried.ok
        ? { kind: 'tried', ask, trial: tried.value, problem: null }
        : { kind: 'tried', ask, trial: null, problem: tried.error };
    }
    case 'apply-change':
      return { kind: 'changed', ask, problem: problemOf(await changes.apply(message.change)) };
    case 'suggestions':
      return { kind: 'suggestions', ask, suggestions: await changes.suggestions() };
    case 'propose-extension':
      return { kind: 'proposed', ask, problem: problemOf(await extensions.propose(message.extension)) };
    default:
      return assertNever(message);
  }
}
