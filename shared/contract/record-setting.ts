import { z } from 'zod';
import { instantSchema, serverNameSchema } from './ids.ts';

/** Entries older than so many days, or beyond so many megabytes, are pruned; null keeps everything. */
export const retentionSchema = z
  .strictObject({
    days: z.number().int().positive().nullable(),
    megabytes: z.number().int().positive().nullable(),
  })
  .readonly();
export type RetentionChoice = z.infer<typeof retentionSchema>;

/** What a choice would remove at once: from the first instant to the last; null when nothing goes. `bytes`: what the entries hold. */
export const retentionPreviewSchema = z
  .strictObject({
    entries: z.number().int(),
    calls: z.number().int(),
    bytes: z.number().int(),
    from: instantSchema.nullable(),
    upTo: instantSchema.nullable(),
    isExact: z.boolean(),
  })
  .readonly();
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

/** A choice of the user about the record, in force from here on. */
export const settingSchema = z.discriminatedUnion('name', [
  /** Whether a call that came inside at once is synced before it is sent on, or within a group soon after. All else is always synced. */
  z.strictObject({ name: z.literal('durability'), value: z.enum(['each', 'groups']) }).readonly(),
  z.strictObject({ name: z.literal('retention'), value: retentionSchema }).readonly(),
  /** Whether the arguments and results of a server's calls are kept. */
  z
    .strictObject({
      name: z.literal('arguments'),
      value: z.strictObject({ server: serverNameSchema, kept: z.boolean() }).readonly(),
    })
    .readonly(),
  /** Where the entries are sent, too (OTLP over HTTP); null sends them nowhere. */
  z
    .strictObject({
      name: z.literal('telemetry'),
      value: z.strictObject({ endpoint: z.url().nullable() }).readonly(),
    })
    .readonly(),
]);
export type Setting = z.infer<typeof settingSchema>;
