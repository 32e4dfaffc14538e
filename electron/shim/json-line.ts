// What the small programs need of JSON: a look at a member without a schema.

export type JsonRecord = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** The object that a line holds; null for anything else. */
export function recordIn(line: string): JsonRecord | null {
  try {
    return recordOf(JSON.parse(line));
  } catch {
    return null;
  }
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A JSON-RPC id that can be answered. */
export function idOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
