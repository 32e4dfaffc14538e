import { randomBytes } from 'node:crypto';
import { callIdSchema, type CallId } from '../../shared/contract/ids.ts';

/**
 * A UUID of version 7 (RFC 9562, 5.7): it begins with the time, so that the ids of one hour stand together in the record's index and a new
 * entry touches one page of it instead of any.
 */
export function newCallId(now: Date): CallId {
  const time = now.getTime().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  const variant = ((Number.parseInt(random.slice(3, 4), 16) & 3) | 8).toString(16);
  return callIdSchema.parse(
    `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`,
  );
}
