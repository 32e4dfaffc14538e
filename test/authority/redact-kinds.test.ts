import { createSecretKey } from 'node:crypto';
import process from 'node:process';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findSecrets, mayHoldSecret, SECRET_RULES } from '../../electron/authority/find-secrets.ts';
import { keyedBy } from '../../electron/authority/keyed-hash.ts';
import { TextRedactor } from '../../electron/authority/text-redactor.ts';
import { randomFrom } from '../support/random.ts';
import { harmlessTexts, PLANTED_KINDS, plantedSecrets } from './planted-kinds.ts';

const seed = Number(process.env['REMIT_SECRET_SEED'] ?? Date.now() % 2 ** 31);
process.stdout.write(`secrets: seed ${seed}\n`);
const keyed = keyedBy(createSecretKey(Buffer.alloc(32, 7)));
const planted = plantedSecrets(randomFrom(seed), 3000);

function redact(text: string): string {
  return new TextRedactor(keyed, []).text(text);
}

test('at least 25 kinds of secrets are known', () => {
  expect(PLANTED_KINDS.length).toBeGreaterThanOrEqual(25);
});

test('every secret is taken out of running text', () => {
  const left = planted.filter(({ secret, text }) => redact(text).includes(secret));
  expect(left.slice(0, 5)).toEqual([]);
});

test('every secret is taken out of JSON and of JSON within JSON, and both parse afterwards', () => {
  const left = planted.filter(({ secret, text }) => {
    const out: unknown = JSON.parse(
      redact(JSON.stringify({ a: { b: [text] }, c: JSON.stringify({ d: text }) })),
    );
    const { c } = z.object({ c: z.string() }).parse(out);
    return JSON.stringify(out).includes(secret) || JSON.stringify(JSON.parse(c)).includes(secret);
  });
  expect(left.slice(0, 5)).toEqual([]);
});

test('what looks like a secret and is none stays', () => {
  const taken = harmlessTexts(randomFrom(seed + 1), 3000).filter((text) => redact(text) !== text);
  expect(taken.slice(0, 5)).toEqual([]);
});

test('whatever a rule finds, the first look has not missed, also where JSON escapes it', () => {
  for (const { text } of planted) {
    for (const rule of SECRET_RULES) {
      if (rule.find(text).length === 0) continue;
      for (const form of [
        text,
        JSON.stringify(text),
        JSON.stringify(JSON.stringify(text)),
        text.replaceAll('/', '\\/'),
      ])
        expect(mayHoldSecret(form), `${rule.name} in ${form}`).toBe(true);
      expect(findSecrets(text).length, `${rule.name} in ${text}`).toBeGreaterThan(0);
    }
  }
});
