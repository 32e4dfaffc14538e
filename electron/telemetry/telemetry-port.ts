// Messages between the broker's thread and the thread that sends the record. Both sides parse what they get.

import { z } from 'zod';
import { telemetryViewSchema } from '../../shared/contract/snapshot.ts';

/** What the thread is started with. `home` is the folder that `~` stands for, `upTo` the number of the last entry that is durable. */
export const senderDataSchema = z.strictObject({
  dir: z.string(),
  record: z.string(),
  version: z.string(),
  home: z.string(),
  endpoint: z.string(),
  upTo: z.number().int(),
});
export type SenderData = z.infer<typeof senderDataSchema>;

/** `note`: the record is durable up to there. `stop`: send what is left as far as `ms` allow, and end. */
export const toSenderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('note'), seq: z.number().int() }),
  z.strictObject({ kind: z.literal('stop'), ms: z.number() }),
]);
export type ToSender = z.infer<typeof toSenderSchema>;

export const fromSenderSchema = z.strictObject({ kind: z.literal('state'), state: telemetryViewSchema });
export type FromSender = z.infer<typeof fromSenderSchema>;
