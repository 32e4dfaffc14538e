import type { Handlers } from '../ipc/serve.ts';
import type { BrokerProcess } from './broker-process.ts';

/** What the Authority window may ask for: the broker knows and does it all. */
export function authorityHandlers(
  broker: BrokerProcess,
): Pick<
  Handlers,
  | 'app:authority'
  | 'app:grant-detail'
  | 'app:try-change'
  | 'app:apply-change'
  | 'app:propose-extension'
  | 'app:suggestions'
> {
  return {
    'app:authority': async () => (await broker.ask('authority', { kind: 'authority' })).rows,
    'app:grant-detail': async ({ grant }) =>
      (await broker.ask('grant-detail', { kind: 'grant-detail', grant })).detail,
    'app:try-change': async (change) => {
      const { trial, problem } = await broker.ask('tried', { kind: 'try-change', change });
      return { trial, problem };
    },
    'app:apply-change': async (change) => {
      const { problem } = await broker.ask('changed', { kind: 'apply-change', change });
      return { problem };
    },
    'app:propose-extension': async (extension) => {
      const { problem } = await broker.ask('proposed', { kind: 'propose-extension', extension });
      return { problem };
    },
    'app:suggestions': async () => (await broker.ask('suggestions', { kind: 'suggestions' })).suggestions,
  };
}
