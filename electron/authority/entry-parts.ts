import { excerptSchema, type Excerpt } from '../../shared/contract/record-entry.ts';

export function isJsonObjectLike(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a part of an entry is an excerpt of a longer text. */
export function isExcerpt(value: Readonly<Record<string, unknown>>): value is Excerpt {
  return 'bytes' in value && 'sha256' in value && excerptSchema.safeParse(value).success;
}
