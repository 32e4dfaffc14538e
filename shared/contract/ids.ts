import { z } from 'zod';

/** An id is text from a closed alphabet, so that it can stand in a log line, a file name or an attribute without escaping. */
const idText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/);

/** One tool call as Remit numbers it: never the JSON-RPC id, which belongs to the client and repeats. */
export const callIdSchema = idText.brand<'CallId'>();
export type CallId = z.infer<typeof callIdSchema>;

/** One question to the user. Unguessable, because a decision is honoured by naming it. */
export const requestIdSchema = idText.brand<'RequestId'>();
export type RequestId = z.infer<typeof requestIdSchema>;

export const grantIdSchema = idText.brand<'GrantId'>();
export type GrantId = z.infer<typeof grantIdSchema>;

/** One connection of one agent to one server. */
export const sessionIdSchema = idText.brand<'SessionId'>();
export type SessionId = z.infer<typeof sessionIdSchema>;

/** A named piece of work with grants of its own, which end with it. */
export const taskIdSchema = idText.brand<'TaskId'>();
export type TaskId = z.infer<typeof taskIdSchema>;

/** The name under which a server is registered, as it stands in the clients' configuration. */
export const serverNameSchema = z
  .string()
  .max(256)
  .regex(
    /^[\p{L}\p{N}@]([\p{L}\p{M}\p{N}@_. /-]*[\p{L}\p{M}\p{N}@_./-])?$/u,
    'a server name is 1 to 256 letters, digits, or @ _ . / - and spaces within',
  )
  .brand<'ServerName'>();
export type ServerName = z.infer<typeof serverNameSchema>;

/** Lower-case hex SHA-256. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof sha256Schema>;

/** An instant, ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instantSchema = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

export function instantOf(date: Date): Instant {
  return instantSchema.parse(date.toISOString());
}
