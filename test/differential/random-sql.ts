// Statements that mostly parse, with the pieces in them that make a query do more, and the quotes and comments that could hide them.

import type { Random } from '../support/random.ts';

type List = readonly [string, ...string[]];
type Pieces = { readonly values: List; readonly calls: List; readonly changes: List; readonly sources: List };

const COMMON_VALUES = [
  '1',
  "'x'",
  'a',
  't.b',
  'NULL',
  "'it''s'",
  "'\\'",
  '"c"',
  'lower(a)',
  'count(*)',
  '[a]',
  '"it""s"',
] as const;
const COMMON_CHANGES = [
  ...([
    'DELETE FROM t',
    'INSERT INTO t VALUES (1)',
    'UPDATE t SET a = 1',
    'DELETE FROM t RETURNING *',
  ] as const),
  ...([
    'INSERT INTO t SELECT 1 RETURNING a',
    'DROP TABLE t',
    'CREATE TABLE z AS SELECT 1',
    'VACUUM',
    'REINDEX',
  ] as const),
] as const;

const POSTGRES: Pieces = {
  values: [
    ...COMMON_VALUES,
    '$$q$$',
    "E'\\\\'",
    '$1',
    'now()',
    'ARRAY[1,2]',
    "'{}'::jsonb",
    'pg_catalog.lower(a)',
  ],
  calls: [
    'pg_sleep(1)',
    "set_config('a','b',false)",
    "nextval('s')",
    'purge()',
    "lo_import('x')",
    'public.lower(a)',
    'txid_current()',
  ],
  changes: [...COMMON_CHANGES, 'TRUNCATE t', "COPY t FROM 'x'", 'SET ROLE x', 'DO $$x$$', 'CALL p()'],
  sources: [
    't',
    't',
    't JOIN u USING (id)',
    'generate_series(1, 3) AS g(a)',
    '(VALUES (1, 2)) AS v(a, b)',
    't, LATERAL (SELECT 1) AS l(a)',
  ],
};
const SQLITE: Pieces = {
  values: [
    ...COMMON_VALUES,
    '`b`',
    ':x',
    '?',
    "x'1f'",
    "json_extract(a, '$.b')",
    "replace(a, 'x', 'y')",
    "strftime('%Y')",
    '"lower"(a)',
  ],
  calls: [
    "load_extension('x')",
    "readfile('x')",
    '"load_extension"(1)',
    'purge()',
    "fts3_tokenizer('a', 1)",
    'changes()',
  ],
  changes: [
    ...COMMON_CHANGES,
    'REPLACE INTO t VALUES (1)',
    "ATTACH 'x' AS y",
    'PRAGMA user_version = 5',
    'PRAGMA table_info(t)',
    'ANALYZE',
    'VALUES (1)',
  ],
  sources: [
    't',
    't',
    't JOIN u USING (id)',
    'json_each(t.a)',
    '(VALUES (1, 2)) AS v',
    "pragma_table_info('t')",
    'pragma_optimize',
    'sqlite_master',
    '[t]',
  ],
};
const TAILS: List = [
  ' LIMIT 1',
  ' ORDER BY 1',
  ' FOR UPDATE',
  ' FOR SHARE OF t',
  ' GROUP BY a',
  ' HAVING true',
  ' LIMIT 1 OFFSET 2',
  ' FETCH FIRST ROW ONLY',
];
const HIDES: List = [
  '--',
  '/*',
  '*/',
  "'",
  '"',
  '$$',
  '$a$',
  ';',
  '\n',
  '\\',
  "E'",
  '--\r',
  '/*!',
  '-- \n',
  "';",
  '";',
  '#',
  '`',
  '[',
  ']',
  '$a(',
  '@b(',
];
const HEADS: List = [
  '',
  '',
  '',
  '',
  '',
  'EXPLAIN ',
  'EXPLAIN ANALYZE ',
  'EXPLAIN QUERY PLAN ',
  'EXPLAIN (ANALYZE off) ',
  'PREPARE p AS ',
  '(',
  'TABLE t; ',
];

export function randomSql(random: Random, dialect: 'postgres' | 'sqlite' = 'postgres'): string {
  const pieces = dialect === 'postgres' ? POSTGRES : SQLITE;
  let text = `${random.one(HEADS)}${statement(random, pieces, 3)}`;
  if (random.chance(6))
    text += `${random.one(['; ', ';', ';\n', ' '])}${random.chance(2) ? random.one(pieces.changes) : query(random, pieces, 1)}`;
  for (let left = random.number(3); left > 0; left -= 1) {
    if (!random.chance(3)) continue;
    const at = random.number(text.length + 1);
    text = `${text.slice(0, at)}${random.one(HIDES)}${text.slice(at)}`;
  }
  return text;
}

function statement(random: Random, pieces: Pieces, deep: number): string {
  return random.chance(12) ? random.one(pieces.changes) : query(random, pieces, deep);
}

function query(random: Random, pieces: Pieces, deep: number): string {
  const one = (): string => value(random, pieces, deep - 1);
  const columns = Array.from({ length: 1 + random.number(3) }, one).join(', ');
  let text = `SELECT ${random.chance(8) ? 'DISTINCT ' : ''}${columns}`;
  if (random.chance(25)) text += ' INTO z';
  if (!random.chance(3)) text += ` FROM ${source(random, pieces, deep - 1)}`;
  if (random.chance(2)) text += ` WHERE ${one()} = ${one()}`;
  if (random.chance(4)) text += random.one(TAILS);
  if (deep > 0 && random.chance(6))
    text += ` ${random.one(['UNION', 'UNION ALL', 'EXCEPT'])} ${query(random, pieces, deep - 1)}`;
  if (random.chance(6))
    text = `WITH ${random.chance(2) ? 'w' : 'w(a)'} AS (${statement(random, pieces, deep - 1)}) ${text}`;
  return text;
}

function source(random: Random, pieces: Pieces, deep: number): string {
  if (random.chance(20)) return `${random.one(pieces.calls)} AS f`;
  return deep > 0 && random.chance(5)
    ? `(${statement(random, pieces, deep - 1)}) AS s`
    : random.one(pieces.sources);
}

function value(random: Random, pieces: Pieces, deep: number): string {
  const one = (): string => value(random, pieces, deep - 1);
  if (random.chance(40)) return random.one(pieces.calls);
  switch (random.number(deep > 0 ? 9 : 5)) {
    case 5:
      return `CASE WHEN ${one()} IS NULL THEN ${one()} ELSE 2 END`;
    case 6:
      return `(${query(random, pieces, deep - 1)})`;
    case 7:
      return `coalesce(${one()}, ${one()})`;
    case 8:
      return `EXISTS (${query(random, pieces, deep - 1)})`;
    default:
      return random.one(pieces.values);
  }
}
