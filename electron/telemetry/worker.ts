// The thread that sends the record: reading, wording and the network stand in nobody's way here.

import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../../shared/core/assert-never.ts';
import { telemetryEndpoint } from '../authority/telemetry-endpoint.ts';
import { EntrySource } from './entry-source.ts';
import { PositionFile } from './position-file.ts';
import { Sender } from './sender.ts';
import { senderDataSchema, toSenderSchema, type FromSender } from './telemetry-port.ts';

const { dir, record, version, home, endpoint, upTo } = senderDataSchema.parse(workerData);
const port = parentPort;
if (port === null) throw new Error('this is a thread of Remit, and not a program of its own');

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

function tell(message: FromSender): void {
  port?.postMessage(message);
}

const address = telemetryEndpoint(endpoint);
if (!address.ok) throw new Error(address.error);
const sender = new Sender({
  source: new EntrySource({ dir, record, home }),
  position: new PositionFile(dir, record),
  endpoint: address.value,
  origin: { record, version },
  tell: (state) => tell({ kind: 'state', state }),
  wait,
});
port.on('message', (data: unknown) => {
  const message = toSenderSchema.parse(data);
  switch (message.kind) {
    case 'note':
      return sender.note(message.seq);
    case 'stop':
      return sender.stop(message.ms);
    default:
      return assertNever(message);
  }
});
sender.note(upTo);
await sender.run();
port.close();
