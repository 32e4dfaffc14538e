// Takes the secrets out of an entry before it is written. Ids, hashes and the names of servers and tools stay: the record is read by them.

import { Buffer } from 'node:buffer';
import { sha256Schema, type Sha256 } from '../../shared/contract/ids.ts';
import { entryBodySchema, type EntryBody, type Excerpt } from '../../shared/contract/record-entry.ts';
import { isJsonObjectLike, isExcerpt } from './entry-parts.ts';
import { keptLength } from './excerpt.ts';
import { isPlaceholder, isSecretName, isSecretOption } from './secret-names.ts';
import { WHOLE, type Keyed, type TextRedactor } from './text-redactor.ts';

/** Members whose text is an id, a hash, a number or one of a few words, wherever they stand. */
const LEFT = new Set(
  (
    'kind call session task request digest hash sha256 identity id record publicKey signature server tool status code standing ' +
    'shell scheme access amount currency perCall total counter by method methods at denials'
  ).split(' '),
);
/** Members with the text of what an argument says. */
const SAID = new Set(['value', 'asked', 'text']);
const RULE = 'named-value';

/** `keyed` hashes under the record's key. Gives the same body back when there is nothing to take out. */
export function redactEntry(body: EntryBody, redactor: TextRedactor, keyed: Keyed): EntryBody {
  // The arguments first: what is secret in them by its name is known then where it stands without one.
  const first = body.kind === 'call' ? { ...body, args: redactExcerpt(body.args, redactor, keyed) } : body;
  const clean = walk(first, redactor, keyed);
  const parsed = entryBodySchema.parse(clean);
  return parsed.kind === 'call' && parsed.args.redactions !== undefined
    ? { ...parsed, digest: keyedHash(parsed.digest, keyed) }
    : parsed;
}

/** All texts of an entry that are looked at, one a line; null when it holds an excerpt that is cut and has its margin still. */
export function textsOf(body: EntryBody): string | null {
  const texts: string[] = [];
  return collect(body, texts) ? texts.join('\n') : null;
}

function collect(value: unknown, texts: string[]): boolean {
  if (typeof value === 'string') {
    texts.push(value);
    return true;
  }
  if (Array.isArray(value)) return value.every((one) => collect(one, texts));
  if (!isJsonObjectLike(value)) return true;
  if (isExcerpt(value) && Buffer.byteLength(value.text) < value.bytes) return false;
  return Object.entries(value).every(([key, one]) => LEFT.has(key) || collect(one, texts));
}

/** A hash that says nothing about what it is of without the record's key. */
export function keyedHash(hash: string, keyed: Keyed): Sha256 {
  return sha256Schema.parse(keyed(hash));
}

function redactExcerpt(excerpt: Excerpt, redactor: TextRedactor, keyed: Keyed): Excerpt {
  if (excerpt.redactions !== undefined || excerpt.kept === false) return excerpt;
  const kept = keptLength(excerpt);
  const text = redactor.text(excerpt.text, kept === null ? WHOLE : { limit: kept, isCut: true });
  if (text === excerpt.text.slice(0, kept ?? undefined)) return { ...excerpt, text };
  const redactions = redactor.redactions.filter((one) =>
    text.includes(`[redacted ${one.rule} ${one.keyed}]`),
  );
  return { ...excerpt, text, sha256: keyedHash(excerpt.sha256, keyed), redactions };
}

function walk(value: unknown, redactor: TextRedactor, keyed: Keyed): unknown {
  if (typeof value === 'string') return redactor.text(value);
  if (Array.isArray(value)) return walkArray(value, redactor, keyed);
  if (!isJsonObjectLike(value)) return value;
  if (isExcerpt(value)) return redactExcerpt(value, redactor, keyed);
  const { pointer } = value;
  const isSecret = typeof pointer === 'string' && isSecretName(pointer);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (LEFT.has(key)) return [key, one];
      if (isSecret && SAID.has(key) && typeof one === 'string' && !isPlaceholder(one))
        return [key, redactor.mark(one, RULE)];
      return [key, walk(one, redactor, keyed)];
    }),
  );
}

/** The word after an option such as `--password` is its value; a value may stand in pieces in neighbouring words. */
function walkArray(words: readonly unknown[], redactor: TextRedactor, keyed: Keyed): readonly unknown[] {
  const values = redactor.words(words);
  return values.map((one, at) => {
    const before: unknown = values[at - 1];
    const isSecret = typeof before === 'string' && isSecretOption(before);
    return isSecret && typeof one === 'string' && !isPlaceholder(one)
      ? redactor.mark(one, RULE)
      : walk(one, redactor, keyed);
  });
}
