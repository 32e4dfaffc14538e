import { describe, expect, test } from 'vitest';
import type { Answer } from '../../electron/telemetry/post-logs.ts';
import { readAnswer, readFailure } from '../../electron/telemetry/read-answer.ts';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');

function read(answer: Partial<Answer>) {
  return readAnswer({ status: 200, retryAfter: null, location: null, body: '', ...answer }, 'it', NOW);
}

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 26 Nov 2026 12:00:30 GMT', 30_000],
    ['Thu, 26 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 3_600_000],
    ['soon', null],
  ])('%s', (retryAfter, waitMs) => {
    expect(read({ status: 429, retryAfter })).toMatchObject({ kind: 'later', waitMs });
  });
});

describe('an answer', () => {
  test.each([
    ['', 0, ''],
    ['{}', 0, ''],
    ['{"partialSuccess":{}}', 0, ''],
    ['{"partialSuccess":null,"more":1}', 0, ''],
    ['{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"no"}}', 3, 'no'],
    ['{"partialSuccess":{"rejectedLogRecords":3}}', 3, ''],
    ['{"partialSuccess":{"errorMessage":"a\\u202eb"}}', 0, 'a<U+202E>b'],
  ])('%s is taken', (body, refused, says) => {
    expect(read({ body })).toEqual({ kind: 'accepted', refused, says });
  });

  test.each(['ok', '[]', '{"partialSuccess":7}', '{"partialSuccess":{"rejectedLogRecords":"-1"}}', null])(
    '%s is none of a collector',
    (body) => {
      expect(read({ body })).toMatchObject({ kind: 'held' });
    },
  );
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate isn’t trusted'],
  ['CERT_HAS_EXPIRED', 'certificate isn’t trusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate isn’t trusted'],
  ['ECONNREFUSED', 'can’t be reached: connect'],
])('%s is told', (code, says) => {
  const failure = readFailure(Object.assign(new Error('connect'), { code }), 'it');
  expect(failure).toMatchObject({ kind: 'later', problem: expect.stringContaining(says) as unknown });
});
