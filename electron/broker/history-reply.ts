import type { FromBroker, ToBroker } from '../../shared/contract/broker-port.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import type { HistoryClient } from '../history/history-client.ts';

export type HistoryQuestion = Extract<
  ToBroker,
  { kind: 'history' | 'summary' | 'groups' | 'reach-map' | 'history-values' | 'export' }
>;

/** What the History window asks of the index. */
export async function historyReply(message: HistoryQuestion, history: HistoryClient): Promise<FromBroker> {
  const { ask } = message;
  switch (message.kind) {
    case 'history':
      return { kind: 'history', ask, page: await history.ask('page', message.query) };
    case 'summary':
      return { kind: 'summary', ask, summary: await history.ask('summary', message.query) };
    case 'groups':
      return { kind: 'groups', ask, page: await history.ask('groups', message.query) };
    case 'reach-map':
      return { kind: 'reach-map', ask, map: await history.ask('reachMap', message.query) };
    case 'history-values':
      return { kind: 'history-values', ask, values: await history.ask('values', message.query) };
    case 'export':
      return { kind: 'exported', ask, done: await history.ask('export', message.order) };
    default:
      return assertNever(message);
  }
}
