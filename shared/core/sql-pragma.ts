// The pragmas of SQLite that only tell something (sqlite.org/pragma.html). Most others set what they are given, some act without it.

import { words } from '../profiles/words.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Tell about what the argument names. */
const ASKING = words(
  'table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check integrity_check quick_check',
);
/** Tell their value when nothing is given to them. */
const TELLING = words(
  'application_id auto_vacuum automatic_index busy_timeout cache_size cache_spill cell_size_check collation_list compile_options ' +
    'data_version database_list defer_foreign_keys encoding foreign_keys freelist_count function_list journal_mode journal_size_limit ' +
    'locking_mode max_page_count mmap_size module_list page_count page_size pragma_list query_only read_uncommitted ' +
    'recursive_triggers schema_version secure_delete synchronous table_list temp_store threads trusted_schema user_version ' +
    'wal_autocheckpoint integrity_check quick_check foreign_key_check',
);

/** `PRAGMA name`, `PRAGMA name(argument)`, each with `schema.` before the name. */
export function readsPragma(statement: readonly SqlToken[]): boolean {
  const rest = statement.slice(statement[2]?.key === '.' ? 3 : 1);
  const [name, open, argument, close] = rest;
  if (name?.kind !== 'word') return false;
  if (rest.length === 1) return TELLING.has(name.key);
  const isNamed = argument?.kind === 'word' || argument?.kind === 'name' || argument?.kind === 'text';
  return rest.length === 4 && open?.key === '(' && close?.key === ')' && isNamed && ASKING.has(name.key);
}
