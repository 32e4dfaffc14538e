import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { bytesWords, choiceOf, draftOf, previewWords } from '../../renderer/state/retention-words.ts';
import { isReadableOnTheWay } from '../../renderer/state/telemetry-words.ts';
import { verifyCommand } from '../../renderer/state/verify-command.ts';
import { instantSchema } from '../../shared/contract/ids.ts';

describe('the fields of what is kept', () => {
  test.each([
    { days: null, megabytes: null },
    { days: 30, megabytes: null },
    { days: 1, megabytes: 2000 },
  ])('say %o and are read back as that', (choice) => {
    expect(choiceOf(draftOf(choice))).toEqual({ choice });
  });

  test.each(['', '0', '-3', '1.5', '1e3', 'ten', '99999999'])('don’t take `%s` for a number', (days) => {
    const draft = { byAge: true, days, bySize: false, megabytes: '1' };
    expect(choiceOf(draft)).toEqual({ problem: 'The days are a whole number from 1.' });
    expect(choiceOf({ ...draft, byAge: false, bySize: true, megabytes: days })).toEqual({
      problem: 'The megabytes are a whole number from 1.',
    });
    expect(choiceOf({ ...draft, byAge: false })).toEqual({ choice: { days: null, megabytes: null } });
  });

  test('say what goes: how much, from when to when, how many bytes', () => {
    const from = instantSchema.parse('2026-10-03T10:00:00.000Z');
    const upTo = instantSchema.parse('2026-11-12T10:00:00.000Z');
    const none = { entries: 0, calls: 0, bytes: 0, from: null, upTo: null, isExact: true };
    expect(previewWords(none)).toBe('Removes nothing now.');
    expect(previewWords({ entries: 1, calls: 0, bytes: 870, from, upTo, isExact: true })).toMatch(
      /^Removes 1 entry with 0 calls, from .*2026.* to .*2026.*: 870 bytes, for good\.$/,
    );
    expect(previewWords({ entries: 2, calls: 1, bytes: 4_190_000, from, upTo, isExact: false })).toMatch(
      /^Removes about 2 entries with 1 call, from .*: about 4.2 MB, for good\.$/,
    );
  });

  test.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [31_400_000, '31 MB'],
    [2_000_000_000, '2 GB'],
  ])('say %i bytes as %s', (bytes, words) => {
    expect(bytesWords(bytes)).toBe(words);
  });
});

describe('the command that verifies', () => {
  test
    .skipIf(process.platform === 'win32')
    .each([
      '/home/u/.local/share/remit',
      '/home/u/my data/it’s',
      '/home/u/it\'s $HOME `id` "x"; rm -rf ~ \\',
      '-rf',
      '/home/u/a\nb',
    ])('names %s as one word of a shell', (dir) => {
    expect(
      execFileSync('sh', [
        '-c',
        `set -- ${verifyCommand(dir, 'ab'.repeat(32))}; printf '%s|' "$@"`,
      ]).toString(),
    ).toBe(`remit|verify|${dir}|--key|${'ab'.repeat(32)}|`);
  });

  test('names a folder of Windows as its shells do', () => {
    expect(verifyCommand('C:\\Users\\u\\Remit', null)).toBe('remit verify C:\\Users\\u\\Remit');
    expect(verifyCommand('C:\\Users\\Jo Doe\\Remit', null)).toBe('remit verify "C:\\Users\\Jo Doe\\Remit"');
  });
});

test.each([
  ['https://example.com', false],
  ['http://localhost:4318', false],
  ['http://127.0.0.1', false],
  ['http://[::1]:4318/', false],
  ['http://localhost.example.com', true],
  ['http://127.0.0.1.example.com:4318', true],
  ['HTTP://collector:4318', true],
])('what is sent to %s can be read on the way: %s', (address, expected) => {
  expect(isReadableOnTheWay(address)).toBe(expected);
});
