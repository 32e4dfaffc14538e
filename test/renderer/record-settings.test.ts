import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { choiceOf, draftOf, previewWords } from '../../renderer/state/retention-words.ts';
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

  test('say what goes', () => {
    const upTo = instantSchema.parse('2026-11-12T10:00:00.000Z');
    expect(previewWords({ entries: 0, upTo: null })).toBe('Removes nothing now.');
    expect(previewWords({ entries: 1, upTo })).toMatch(
      /^Removes about 1 entry now, up to .*2026.*, for good\.$/,
    );
    expect(previewWords({ entries: 2, upTo })).toMatch(/^Removes about 2 entries now/);
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
