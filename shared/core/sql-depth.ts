import type { SqlToken } from './sql-tokens.ts';

/** Parsers recurse, and one that runs out of stack is broken afterwards. Queries of people and agents stay far below this. */
const MAX_DEPTH = 1600;
/** What opens a level takes more stack than what only makes an expression longer. */
const OPEN = 16;
const SET = 8;
const SETS: ReadonlySet<string> = new Set(['union', 'except', 'intersect', 'minus']);

type Level = { readonly run: number; readonly sets: number };

/**
 * Whether a statement could be nested more deeply than a parser can follow. How deep a grammar gets is bounded by what stands unfinished:
 * in each open parenthesis the tokens since its last comma, and the queries that are joined to those before them.
 */
export function isTooDeep(tokens: readonly SqlToken[]): boolean {
  const levels: Level[] = [];
  let level: Level = { run: 0, sets: 0 };
  let outside = 0;
  for (const { key, kind } of tokens) {
    if (key === ')' || key === ']') {
      level = levels.pop() ?? level;
      outside = levels.reduce((sum, { run, sets }) => sum + run + sets, 0);
    } else if (key === ',') {
      level = { ...level, run: 0 };
    } else if (key === '(' || key === '[') {
      level = { ...level, run: level.run + OPEN };
      levels.push(level);
      outside += level.run + level.sets;
      level = { run: 0, sets: 0 };
    } else {
      const isSet = kind === 'word' && SETS.has(key);
      level = { run: level.run + (key === 'case' ? OPEN : 1), sets: level.sets + (isSet ? SET : 0) };
    }
    if (outside + level.run + level.sets > MAX_DEPTH) return true;
  }
  return false;
}
