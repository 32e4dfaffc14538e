import { describe, expect, test } from 'vitest';
import { authorityRowSchema, type AuthorityRow, type GrantTrial } from '../../shared/contract/authority.ts';
import { authorityLines, movedTo, neighbour } from '../../renderer/state/authority-lines.ts';
import {
  grantLine,
  grantSentence,
  tallyText,
  trialWords,
  usesWords,
} from '../../renderer/state/authority-words.ts';

function row(id: string, agent: string | null, words: string, standing = 'in-force'): AuthorityRow {
  return authorityRowSchema.parse({
    grant: {
      id,
      words: `${agent ?? 'Any agent'} ${words}; and nothing else`,
      agent: agent === null ? 'any' : { name: agent, executable: null },
      lifetime: { kind: 'always' },
      limits: [],
      tools: [],
      reach: [],
      deny: [],
    },
    since: '2026-03-01T10:00:00.000Z',
    origin: null,
    uses: 0,
    lastUsed: null,
    replacedBy: null,
    standing,
    endedAt: null,
    left: null,
  });
}

const ROWS = [
  row('g6', 'Codex', 'may read in ~/notes', 'revoked'),
  row('g5', 'Codex', 'may send to *@acme.com', 'lapsed'),
  row('g4', 'Codex', 'may read in ~/project', 'unused'),
  row('g3', 'Claude Code', 'may write in ~/project'),
  row('g2', null, 'may read in /usr/share', 'used-up'),
  row('g1', 'Claude Code', 'may run npm test', 'ended'),
];
const ids = (text: string, showsEnded: boolean): readonly string[] =>
  authorityLines(ROWS, text, showsEnded).order;

describe('the list', () => {
  test('goes by agent, what is in force first, and leaves out what ended', () => {
    const { groups, order, ended } = authorityLines(ROWS, '', false);
    expect(groups.map(({ agent, rows }) => [agent, rows.length])).toEqual([
      ['Any agent', 1],
      ['Claude Code', 1],
      ['Codex', 2],
    ]);
    expect(order).toEqual(['g2', 'g3', 'g4', 'g5']);
    expect(ended).toBe(2);
    expect(ids('', true)).toEqual(['g2', 'g3', 'g1', 'g4', 'g5', 'g6']);
  });

  test('keeps what has all words of the filter, in any case and of any part of the line', () => {
    expect(ids('PROJECT read', false)).toEqual(['g4']);
    expect(ids('claude', true)).toEqual(['g3', 'g1']);
    expect(ids('lapsed', false)).toEqual(['g5']);
    expect(ids('nothing else', true)).toEqual([]);
  });

  test('moves by keys and stays within its ends', () => {
    const { order } = authorityLines(ROWS, '', false);
    const [first, second] = order;
    const last = order.at(-1) ?? null;
    expect(movedTo(order, null, 'ArrowDown')).toBe(first);
    expect(movedTo(order, first ?? null, 'ArrowDown')).toBe(second);
    expect(movedTo(order, first ?? null, 'ArrowUp')).toBe(first);
    expect(movedTo(order, last, 'ArrowDown')).toBe(last);
    expect(movedTo(order, null, 'End')).toBe(last);
    expect(movedTo(order, null, 'x')).toBeNull();
    expect(movedTo([], null, 'ArrowDown')).toBeNull();
  });

  test('gives the cursor to the next one when a grant goes, and to the last where there is no next', () => {
    const before = authorityLines(ROWS, '', false).order;
    const without = (id: string) => before.filter((one) => one !== id);
    const [g2, g3, g4, g5] = before;
    if (g2 === undefined || g3 === undefined || g4 === undefined || g5 === undefined) throw new Error('four');
    expect(neighbour(before, g3, without(g3))).toBe(g4);
    expect(neighbour(before, g5, without(g5))).toBe(g4);
    expect(neighbour([g2], g2, [])).toBeNull();
  });
});

describe('words', () => {
  test('a sentence stands beneath its agent without what every grant says', () => {
    const sentences = ROWS.slice(3, 5).map(({ grant }) => grantSentence(grant));
    expect(sentences).toEqual(['may write in ~/project', 'may read in /usr/share']);
  });

  test('a sentence that names another agent first stays whole', () => {
    const { grant } = row('g', 'Cod', 'x');
    expect(grantSentence({ ...grant, words: 'Codex may read' })).toBe('Codex may read');
  });

  const USE = 'may use fs > edit on what is granted, with no other arguments but text and options';
  test.each([
    [
      `${USE}; may read and write anything in ~/p, but not protected places (~/.ssh and 223 more), with fs > edit`,
      'may read and write anything in ~/p with fs > edit',
    ],
    [`${USE}; may send to *@acme.com with fs > edit`, 'may send to *@acme.com with fs > edit'],
    [USE, USE],
    [`${USE}; may read ~/p with fs > other`, `${USE}; may read ~/p with fs > other`],
    [`${USE}; may read “~/p; may” with fs > edit`, `${USE}; may read “~/p; may” with fs > edit`],
    [`${USE}; may read ~/p with fs > edit; may read / with fs > edit`, null],
  ])('in the list the place stands first: %s', (words, line) => {
    const { grant } = row('g', 'Codex', words);
    expect(grantLine(grant)).toBe(line ?? words);
  });

  test('uses are counted in words', () => {
    const [first] = ROWS;
    if (first === undefined) throw new Error('there are rows');
    const words = [0, 1, 2140].map((uses) => usesWords({ ...first, uses }));
    expect(words).toEqual(['not used yet', 'used once', `used ${(2140).toLocaleString()} times`]);
  });

  test.each([
    [0, 0, 'There are no past calls to try it against.'],
    [1, 0, 'The one past call stays as it is.'],
    [1, 1, 'The one past call that is inside now would ask.'],
    [40, 0, 'All 40 calls of the past stay as they are.'],
    [40, 1, 'Of 40 calls of the past, 1 that is inside now would ask.'],
    [40, 12, 'Of 40 calls of the past, 12 that are inside now would ask.'],
  ])('of %d calls of which %d ask then', (tried, more, words) => {
    const now = { inside: tried, asks: 0, denied: 0 };
    const then = { inside: tried - more, asks: more, denied: 0 };
    const trial: GrantTrial = { tried, notTried: 0, now, then, examples: [] };
    expect(trialWords(trial)).toBe(words);
  });

  test('denied calls are named where their number changes', () => {
    const tally = { inside: 3, asks: 2, denied: 1 };
    expect(tallyText(tally, tally)).toBe('3 inside, 2 ask');
    expect(tallyText(tally, { ...tally, denied: 0 })).toBe('3 inside, 2 ask, 1 denied');
  });
});
