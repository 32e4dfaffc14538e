// Words of the dialects that are read by their tokens. All are in small letters.

import { MSSQL_FUNCTIONS, MYSQL_FUNCTIONS, SQLITE_FUNCTIONS } from './sql-functions.ts';
import { words } from './words.ts';

export type SqlWords = {
  /** Reserved words that may stand before `(` and call nothing. */
  readonly opening: ReadonlySet<string>;
  /** Reserved words that, wherever they stand, make a query change or lock something. */
  readonly changing: ReadonlySet<string>;
  /** Words that begin or belong to something beyond reading and writing tables: code, files, other servers, rights, the session. */
  readonly beyond: ReadonlySet<string>;
  /** Schemas and tables whose rows are the database's own rights, settings and code. */
  readonly systems: ReadonlySet<string>;
  /** Names of tables that do more than hold rows: reading them opens files, or acts. */
  readonly outside: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** A quoted name before `(` calls the function of that name. */
  readonly callsQuoted: boolean;
};

const OPENING =
  'all and any as between by case cast distinct else except exists filter from group having in intersect is join like not on or over ' +
  'partition select set some then union using values when where with within';

/** MySQL 8.4, 11.3 "Keywords and Reserved Words" (R), and what begins its statements (15). */
export const MYSQL_WORDS: SqlWords = {
  opening: words(
    'all and as between binary by case char decimal distinct div else except exists from group grouping having in index ' +
      'intersect is join key lateral like limit match mod not on or over partition regexp rlike row select separator ' +
      'set then union using values varchar when where with xor',
  ),
  changing: words('insert update delete replace into lock'),
  beyond: words(
    'alter call connection create definer directory drop dumpfile federated grant kill load outfile procedure rename revoke tablespace trigger',
  ),
  systems: words('mysql sys performance_schema information_schema'),
  outside: words(),
  functions: MYSQL_FUNCTIONS,
  callsQuoted: false,
};

/** sqlite.org/lang_keywords.html, and the tables of its extensions that open files. */
export const SQLITE_WORDS: SqlWords = {
  opening: words(
    OPENING,
    'check conflict default escape generated glob key match materialized raise regexp unique',
  ),
  changing: words('insert update delete replace into'),
  beyond: words('attach detach pragma vacuum reindex trigger virtual'),
  systems: words(
    'sqlite_master sqlite_schema sqlite_temp_master sqlite_temp_schema sqlite_sequence sqlite_stat1 sqlite_stat4',
  ),
  outside: words('fsdir pragma_optimize sqlite_dbpage zipfile'),
  functions: SQLITE_FUNCTIONS,
  callsQuoted: true,
};

/** SQL Server 2022, "Reserved Keywords". Its statements need nothing between them, so that every word that begins one counts anywhere. */
export const MSSQL_WORDS: SqlWords = {
  opening: words(
    OPENING,
    'apply binary char check clustered columns cube datetime2 datetimeoffset decimal default float for grouping include index key ' +
      'nchar nonclustered numeric nvarchar option output percent pivot primary rollup sets time top try unique ' +
      'unpivot varbinary varchar',
  ),
  changing: words(
    'insert update delete merge into truncate updlock xlock tablock tablockx paglock rowlock holdlock serializable repeatableread',
  ),
  beyond: words(
    'add alter backup begin break browse bulk checkpoint close commit compute continue conversation create dbcc deallocate declare deny disk drop dump ' +
      'exec execute exit file function go goto grant if kill lineno load open print proc procedure raiserror readtext reconfigure ' +
      'replication restore return revert revoke rollback rule save set setuser shutdown statistics textsize tran transaction trigger ' +
      'updatetext use waitfor while writetext',
  ),
  systems: words('sys master msdb model information_schema'),
  outside: words(),
  functions: MSSQL_FUNCTIONS,
  callsQuoted: false,
};
