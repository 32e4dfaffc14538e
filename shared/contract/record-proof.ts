// The entries that carry proof, and what a record hands on when its beginning is removed: docs/record-format.md.

import { z } from 'zod';
import {
  callIdSchema,
  grantIdSchema,
  instantSchema,
  requestIdSchema,
  serverNameSchema,
  sha256Schema,
} from './ids.ts';
import { serverRefSchema } from './call.ts';
import { settingSchema } from './record-setting.ts';
import { grantSchema } from './scope.ts';
import { toolRolesSchema } from './tool-profile.ts';

/** Hex of 16 random bytes: names a record for life. */
export const recordIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
/** Where the private key is kept. */
export const keyPlaceSchema = z.enum(['keychain', 'file']);
export type KeyPlace = z.infer<typeof keyPlaceSchema>;

/** A public key: 32 bytes. */
export const publicKeySchema = z.string().regex(/^[0-9a-f]{64}$/);
const hexSignature = z.string().regex(/^[0-9a-f]{128}$/);
const seqSchema = z.number().int().positive();

/** The newest place that is known of a record, and why it is no longer in use. */
export const previousRecordSchema = z
  .strictObject({ record: recordIdSchema, seq: seqSchema, hash: sha256Schema, why: z.string() })
  .readonly();
export type PreviousRecord = z.infer<typeof previousRecordSchema>;

/** The first entry of a record. `previous` is the record that lay in the folder before, as far as it is known. See docs/record-format.md. */
export const beginEntry = z
  .strictObject({
    kind: z.literal('begin'),
    format: z.literal(2),
    record: recordIdSchema,
    publicKey: publicKeySchema,
    keyPlace: keyPlaceSchema,
    previous: previousRecordSchema.nullable(),
  })
  .readonly();

/** The entry before this one, signed with the record's key. */
export const checkpointEntry = z
  .strictObject({
    kind: z.literal('checkpoint'),
    record: recordIdSchema,
    seq: seqSchema,
    hash: sha256Schema,
    signature: hexSignature,
  })
  .readonly();

/** A place in the record with the hash of its entry, signed: a slot of `record.head`, and what an anchor holds. */
export const signedPlaceSchema = z
  .strictObject({
    record: recordIdSchema,
    seq: seqSchema,
    hash: sha256Schema,
    signature: hexSignature,
  })
  .readonly();
export type SignedPlace = z.infer<typeof signedPlaceSchema>;

/** A grant in force, with what the record said of it. */
const carriedGrantSchema = z
  .strictObject({
    grant: grantSchema,
    seq: seqSchema,
    since: instantSchema,
    request: requestIdSchema.nullable(),
    origin: callIdSchema.nullable(),
    uses: z.number().int().nonnegative(),
    lastUsed: instantSchema.nullable(),
    extends: grantIdSchema.optional(),
  })
  .readonly();

/** What had been used of the grants in force: times are in ms since 1970. */
export const carriedUsageSchema = z
  .strictObject({
    counts: z
      .array(
        z
          .strictObject({
            counter: z.string(),
            calls: z.number().int().nonnegative(),
            recent: z.array(z.number()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    spent: z.array(z.strictObject({ grant: grantIdSchema, amount: z.string() }).readonly()).readonly(),
    touched: z.array(z.strictObject({ grant: grantIdSchema, at: z.number() }).readonly()).readonly(),
    scope: z
      .strictObject({ sha256: sha256Schema, grants: z.array(grantSchema).readonly() })
      .readonly()
      .nullable(),
  })
  .readonly();
export type CarriedUsage = z.infer<typeof carriedUsageSchema>;

/** Everything that was in force when entries were removed: whoever reads the record takes it in place of all that came before. */
export const carriedSchema = z
  .strictObject({
    keyPlace: keyPlaceSchema,
    grants: z.array(carriedGrantSchema).readonly(),
    pins: z
      .array(z.strictObject({ server: serverNameSchema, tool: z.string(), hash: sha256Schema }).readonly())
      .readonly(),
    corrections: z
      .array(z.strictObject({ server: serverRefSchema, tool: z.string(), roles: toolRolesSchema }).readonly())
      .readonly(),
    usage: carriedUsageSchema,
    settings: z.array(settingSchema).readonly(),
    usedByApp: z.boolean(),
    /** Agents that have made a call. */
    agents: z.array(z.string()).readonly(),
  })
  .readonly();
export type Carried = z.infer<typeof carriedSchema>;

/** Entries up to and including `seq` were removed; `hash` is that of the last of them. */
export const pruneEntry = z
  .strictObject({
    kind: z.literal('prune'),
    record: recordIdSchema,
    seq: seqSchema,
    hash: sha256Schema,
    publicKey: publicKeySchema,
    why: z.enum(['age', 'size']),
    carried: carriedSchema,
    signature: hexSignature,
  })
  .readonly();
export type BeginEntry = z.infer<typeof beginEntry>;
export type PruneEntry = z.infer<typeof pruneEntry>;
