import { z } from 'zod';
import type { JsonValue } from '../contract/json.ts';
import { jsonText } from './arg-matcher.ts';

/** A value as a grant holds it. Its numbers have to be doubles (`holdsLongNumber`). */
export function plainJson(value: JsonValue): z.infer<ReturnType<typeof z.json>> {
  return z.json().parse(JSON.parse(jsonText(value)));
}
