import { createSecretKey } from 'node:crypto';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { expect, test } from 'vitest';
import { keyedBy } from '../../electron/authority/keyed-hash.ts';
import { TextRedactor } from '../../electron/authority/text-redactor.ts';
import { randomFrom } from '../support/random.ts';
import { plantedSecrets } from './planted-kinds.ts';

const keyed = keyedBy(createSecretKey(Buffer.alloc(32, 7)));

test('what secretlint itself finds is taken out', async () => {
  const rule = { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator };
  let found = 0;
  for (const { text } of plantedSecrets(randomFrom(11), 300)) {
    const source = { content: text, filePath: 'a.txt', ext: '.txt', contentType: 'text' as const };
    const { messages } = await lintSource({
      source,
      options: { config: { rules: [rule] }, noPhysicFilePath: true },
    });
    const out = new TextRedactor(keyed, []).text(text);
    found += messages.length;
    for (const { range } of messages) expect(out).not.toContain(text.slice(range[0], range[1]));
  }
  expect(found).toBeGreaterThan(60);
});
