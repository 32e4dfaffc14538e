import { expect, test } from 'vitest';
import { ARMING_MS } from '../../shared/contract/ipc.ts';
import { requestIdSchema, sha256Schema } from '../../shared/contract/ids.ts';
import type { Answer, Decision } from '../../shared/contract/request.ts';
import { answerProblem, type PromptView } from '../../shared/core/answer-guard.ts';

const request = requestIdSchema.parse('q-1');
const digest = sha256Schema.parse('a'.repeat(64));
const seen: PromptView = {
  shown: { request, digest, at: 1000 },
  isVisible: true,
  disturbedAt: 0,
  now: 10_000,
};

function answering(answer: Answer): Decision {
  return { request, digest, answer };
}
const allow = answering({ kind: 'allow-once' });
const remember = answering({ kind: 'remember', rungs: ['0.file'], lifetime: 'session' });

test('a question that has been on the screen long enough can be answered', () => {
  expect(answerProblem(allow, seen)).toBeNull();
  expect(answerProblem(remember, { ...seen, now: 1000 + ARMING_MS })).toBeNull();
});

test.each<[string, Partial<PromptView>]>([
  ['nothing has been shown', { shown: null }],
  ['another question is shown', { shown: { request: 'q-2', digest, at: 1000 } }],
  ['the question has changed since it was shown', { shown: { request, digest: 'b'.repeat(64), at: 1000 } }],
  ['the window can’t be seen', { isVisible: false }],
  ['the question has only just appeared', { now: 1000 + ARMING_MS - 1 }],
  ['the window has only just moved', { disturbedAt: 10_000 - ARMING_MS + 1 }],
  ['the clock is before the question', { now: 999 }],
])('a yes does not count when %s', (_, change) => {
  expect(answerProblem(allow, { ...seen, ...change })).not.toBeNull();
  expect(answerProblem(remember, { ...seen, ...change })).not.toBeNull();
});

test('a no always counts', () => {
  const unseen: PromptView = { shown: null, isVisible: false, disturbedAt: 10_000, now: 10_000 };
  expect(answerProblem(answering({ kind: 'deny', reason: '' }), unseen)).toBeNull();
  expect(answerProblem(answering({ kind: 'not-now' }), unseen)).toBeNull();
});
