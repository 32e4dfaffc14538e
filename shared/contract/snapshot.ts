import { z } from 'zod';
import { introductionSchema } from './agents.ts';
import { coverageFindingSchema } from './coverage.ts';
import { grantRowSchema, serverRowSchema } from './history.ts';
import { keyPlaceSchema, publicKeySchema, recordIdSchema } from './record-proof.ts';
import { settingSchema } from './record-setting.ts';

/** The record's health. A record that doesn't verify is read only and suspends every grant. */
export const recordHealthSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sound') }).readonly(),
  z.strictObject({ kind: z.literal('unverified'), seq: z.number().int(), problem: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('unwritable'), problem: z.string() }).readonly(),
]);
export type RecordHealth = z.infer<typeof recordHealthSchema>;

/**
 * Which record it is, with the key that signs it: whoever notes the public key elsewhere can tell a forged record. `anchorPlace` is where a
 * copy of the record's head is kept outside the data folder, `anchorProblem` why it could not be written.
 */
export const recordProofSchema = z
  .strictObject({
    record: recordIdSchema,
    publicKey: publicKeySchema,
    keyPlace: keyPlaceSchema,
    anchorPlace: z.string(),
    anchorProblem: z.string().nullable(),
  })
  .readonly();
export type RecordProofView = z.infer<typeof recordProofSchema>;

/**
 * How sending the record goes: `behind` while more waits than one request holds, `failing` while nothing arrives. `problem` is a sentence;
 * beside `sending` and `behind` it says what the collector has not kept, or warns of.
 */
export const telemetryViewSchema = z
  .strictObject({ kind: z.enum(['off', 'sending', 'behind', 'failing']), problem: z.string().nullable() })
  .readonly();
export type TelemetryView = z.infer<typeof telemetryViewSchema>;

/** Where agents reach servers over HTTP: its port, or why there is none, as a sentence. */
export const endpointViewSchema = z
  .strictObject({ port: z.number().int().nullable(), problem: z.string().nullable() })
  .readonly();
export type EndpointView = z.infer<typeof endpointViewSchema>;

/** The scripted agent of the first-run page: `steps` is what it has done, in words. */
export const tryItSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }).readonly(),
  z.strictObject({ kind: z.literal('running'), steps: z.array(z.string()).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('done'), steps: z.array(z.string()).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('failed'), problem: z.string() }).readonly(),
]);
export type TryIt = z.infer<typeof tryItSchema>;

/** What the broker knows and shows, besides the pages of History. Replaced whole whenever something in it changes. */
export const brokerSnapshotSchema = z
  .strictObject({
    guard: z.enum(['guarding', 'paused']),
    waiting: z.number().int(),
    /** Sequence number of the newest entry: a change tells the window that History has news. */
    head: z.number().int(),
    record: recordHealthSchema,
    proof: recordProofSchema.nullable(),
    /** The settings of the record that are in force. */
    settings: z.array(settingSchema).readonly(),
    telemetry: telemetryViewSchema,
    grants: z.array(grantRowSchema).readonly(),
    servers: z.array(serverRowSchema).readonly(),
    /** `version` changes with what the agents' files say; `introductions` are of this run, oldest first. */
    agents: z
      .strictObject({
        version: z.number().int(),
        findings: z.array(coverageFindingSchema).readonly(),
        introductions: z.array(introductionSchema).readonly(),
      })
      .readonly(),
    endpoint: endpointViewSchema,
    dataDir: z.string(),
    /** The folder that `~` stands for where paths are shown. */
    home: z.string(),
  })
  .readonly();
export type BrokerSnapshot = z.infer<typeof brokerSnapshotSchema>;

/** The broker as main sees it: `down` carries why, and what to do. */
export const guardSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('starting') }).readonly(),
  z.strictObject({ kind: z.literal('up'), broker: brokerSnapshotSchema }).readonly(),
  z.strictObject({ kind: z.literal('down'), problem: z.string() }).readonly(),
]);
export type Guard = z.infer<typeof guardSchema>;

/** What the app window shows. */
export const snapshotSchema = z.strictObject({ guard: guardSchema, tryIt: tryItSchema }).readonly();
export type Snapshot = z.infer<typeof snapshotSchema>;
