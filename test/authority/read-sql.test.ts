import { beforeAll, describe, expect, test } from 'vitest';
import { loadSqlReader, readSql } from '../../electron/authority/read-sql.ts';
import type { SqlDialect } from '../../shared/contract/tool-profile.ts';

beforeAll(loadSqlReader);

/** What the text needs, or `unreadable`. */
function needed(sql: string, dialect: SqlDialect | null): string {
  const read = readSql(sql, dialect);
  return read.kind === 'statement' ? read.access : 'unreadable';
}

/** Each of the texts needs just this. */
function all(dialect: SqlDialect | null, access: string, list: readonly string[]): void {
  const others = list.filter((sql) => needed(sql, dialect) !== access);
  expect(others.map((sql) => [sql, readSql(sql, dialect)])).toEqual([]);
}

describe('PostgreSQL', () => {
  const pg = (access: string, list: readonly string[]): void => all('postgres', access, list);

  test('queries read', () => {
    pg('read', [
      'SELECT 1',
      'select 1;',
      'SELECT 1;;  ',
      ' \n\t SELECT * FROM users -- all of them',
      "SELECT * FROM public.users u WHERE u.id = 5 AND name ILIKE 'a%' ORDER BY 1 DESC NULLS LAST LIMIT 10 OFFSET 5",
      'SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b',
      'SELECT a, count(*) FILTER (WHERE b) FROM t GROUP BY ROLLUP (a), GROUPING SETS ((a), ()) HAVING count(*) > 1',
      'SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4',
      "VALUES (1, 'a'), (2, 'b')",
      'TABLE users',
      "SELECT * FROM (VALUES (1, 'a')) AS t(id, v)",
      'WITH t AS (SELECT 1 AS n), u AS MATERIALIZED (TABLE t) SELECT * FROM u',
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 10) SEARCH DEPTH FIRST BY n SET o SELECT sum(n) FROM t',
      'SELECT * FROM a JOIN b USING (id) LEFT JOIN c ON c.x = a.x CROSS JOIN d NATURAL JOIN e',
      'SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x) s',
      'SELECT name, rank() OVER (PARTITION BY team ORDER BY score DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM s',
      'SELECT sum(x) OVER w FROM t WINDOW w AS (ORDER BY y)',
      'SELECT CASE WHEN a THEN 1 ELSE 2 END, COALESCE(a, b), NULLIF(a, b), GREATEST(1, 2) FROM t',
      'SELECT EXISTS (SELECT 1 FROM t WHERE x = ANY(ARRAY[1,2,3]) OR y IN (SELECT z FROM u))',
      "SELECT data->>'name', data #> '{a,b}', data @> '{\"a\":1}', data ? 'k', data ?| array['a'] FROM docs",
      "SELECT jsonb_path_query(data, '$.a[*] ? (@ > 1)') FROM docs",
      "SELECT * FROM jsonb_to_recordset('[]') AS x(a int, b text)",
      "SELECT * FROM JSON_TABLE('[]'::jsonb, '$[*]' COLUMNS (a int PATH '$.a')) t",
      'SELECT * FROM generate_series(1, 10) WITH ORDINALITY AS g(n, i)',
      "SELECT * FROM unnest(ARRAY[1,2], ARRAY['a','b']) AS t(a, b)",
      'SELECT * FROM t TABLESAMPLE SYSTEM (10)',
      "SELECT $$it's; DELETE FROM users$$, $q$a$$b$q$",
      "SELECT E'it\\'s; DROP TABLE x'",
      "SELECT 'a''; DROP TABLE users; --'",
      "SELECT U&'d\\0061t\\+000061', B'101', X'1F', N'x'",
      'SELECT "drop", update_time, deleted_at AS "delete from" FROM audit_inserts',
      "SELECT 'x'::text, CAST('1' AS numeric(10,2)), '2020-01-01'::date, 'active'::order_status",
      "SELECT now() - interval '1 day', current_date, CURRENT_TIMESTAMP, extract(year FROM now()), date_trunc('month', d) FROM t",
      "SELECT * FROM t WHERE d AT TIME ZONE 'UTC' > now() AND (a, b) OVERLAPS (c, d)",
      "SELECT trim(both 'x' from a), substring(a from 1 for 2), position('a' in b), overlay(a placing b from 1), a SIMILAR TO 'x' FROM t",
      "SELECT string_agg(a, ',' ORDER BY b), percentile_cont(0.5) WITHIN GROUP (ORDER BY x), array_agg(DISTINCT y) FROM t",
      "SELECT pg_size_pretty(pg_total_relation_size('users')), version(), current_setting('server_version')",
      "SELECT pg_catalog.lower('A'), a OPERATOR(pg_catalog.+) b FROM t",
      'SELECT table_name FROM information_schema.tables',
      "SELECT embedding <=> '[1,2]' FROM items ORDER BY embedding <-> '[3,4]' LIMIT 5",
      "SELECT ts_rank(to_tsvector(body), q) FROM d, plainto_tsquery('x') q WHERE to_tsvector(body) @@ q",
      'SELECT (t).a, (ARRAY[1,2])[1], arr[1:2] FROM t',
      'SELECT * FROM users WHERE id = $1 AND name = $2',
      'SELECT * FROM users WHERE id = ? AND name LIKE ?',
      'SELECT * FROM users WHERE id = :id AND x::int = 5',
      'SELECT * FROM users WHERE id = %s AND name = %(name)s',
      'SELECT a COLLATE "C", b IS DISTINCT FROM c, d BETWEEN SYMMETRIC 1 AND 2, e IS NOT NULL, f IS UNKNOWN FROM t',
      "SELECT XMLELEMENT(name a, b), xmlparse(content '<a/>') FROM t",
      '/* DELETE FROM users */ SELECT 1',
      '/* outer /* inner; */ DROP TABLE x */ SELECT 1',
      'SELECT 1 /*! this is a comment here */',
      '(SELECT 1)',
      "SELECT '50\\%' LIKE '%\\%' ESCAPE '\\'",
    ]);
  });

  test('plans and settings read', () => {
    pg('read', [
      'EXPLAIN SELECT * FROM users',
      'EXPLAIN (FORMAT JSON, COSTS off) SELECT 1',
      'EXPLAIN ANALYZE SELECT 1',
      'EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM users',
      'EXPLAIN UPDATE users SET x = 1',
      'EXPLAIN DELETE FROM users',
      'SHOW search_path',
      'SHOW ALL',
    ]);
  });

  test('changes of rows and tables write', () => {
    pg('write', [
      'INSERT INTO t VALUES (1)',
      'INSERT INTO t (a) SELECT 1 ON CONFLICT (a) DO UPDATE SET a = EXCLUDED.a RETURNING *',
      'UPDATE t SET a = 1 WHERE b = 2',
      'DELETE FROM t USING u WHERE t.id = u.id',
      'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1)',
      'TRUNCATE t, u',
      'WITH i AS (INSERT INTO audit VALUES (1) RETURNING 1) TABLE i',
      'WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d',
      'WITH u AS (UPDATE t SET a = 1 RETURNING *) SELECT 1',
      'WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x',
      'SELECT * FROM (SELECT 1) s, LATERAL (WITH a AS (SELECT 1) SELECT * INTO z FROM a) q',
      'SELECT * INTO backup FROM users',
      'SELECT * INTO TEMP x FROM users',
      'CREATE TABLE t AS SELECT * FROM users',
      'CREATE TABLE t (id serial PRIMARY KEY, a int DEFAULT 1 CHECK (a > 0) REFERENCES u(id))',
      'CREATE TEMP TABLE t (a int)',
      'CREATE INDEX CONCURRENTLY i ON t (lower(a)) WHERE b',
      'CREATE VIEW v AS SELECT 1',
      'CREATE MATERIALIZED VIEW v AS SELECT 1',
      'REFRESH MATERIALIZED VIEW v',
      'ALTER TABLE t ADD COLUMN a int, DROP COLUMN b, ALTER COLUMN c TYPE text',
      'ALTER TABLE t RENAME COLUMN a TO b',
      'DROP TABLE IF EXISTS t CASCADE',
      'DROP VIEW v',
      "COMMENT ON TABLE t IS 'x'",
      'SELECT * FROM t FOR UPDATE',
      'SELECT * FROM t FOR SHARE SKIP LOCKED',
      'SELECT * FROM (SELECT * FROM t FOR NO KEY UPDATE) s',
      "SELECT nextval('s')",
      "SELECT setval('s', 1)",
      'LOCK TABLE t',
      'EXPLAIN ANALYZE DELETE FROM users',
      'EXPLAIN (ANALYZE, FORMAT JSON) UPDATE users SET x=1',
      'EXPLAIN (analyse true) INSERT INTO t VALUES (1)',
      'EXPLAIN CREATE TABLE x AS SELECT 1',
      'BEGIN',
      'BEGIN READ WRITE',
      'COMMIT',
      'ROLLBACK',
      'SAVEPOINT s',
    ]);
  });

  test('several statements are more than one query', () => {
    pg('write', [
      'SELECT 1; SELECT 2',
      'SELECT 1; DELETE FROM users',
      'SELECT 1;\n-- nothing here\n;DELETE FROM users',
      'SELECT 1 -- comment\n; DELETE FROM users',
      'SELECT 1 /* ; */ ; DELETE FROM users',
      'COMMIT; BEGIN; DELETE FROM users; COMMIT',
      "SELECT 'a\\'; DELETE FROM users; --'",
      // With standard_conforming_strings off the first text goes on.
      "SELECT 'a\\', '; DELETE FROM users; --'",
      'SELECT $a$ $b$ $a$; DELETE FROM users; --$b$',
    ]);
    pg('admin', [
      'SELECT 1; DROP SCHEMA public CASCADE',
      'SELECT 1; SET ROLE admin',
      'BEGIN; GRANT ALL ON t TO eve',
    ]);
  });

  test('functions that are not known to compute only may do anything', () => {
    pg(
      'admin',
      [
        'SELECT pg_sleep(10)',
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_binary_file('/etc/passwd')",
        "SELECT * FROM pg_ls_dir('/')",
        "SELECT (pg_stat_file('/etc/passwd')).size",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1234, '/tmp/x')",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT * FROM dblink('host=evil.test', 'select 1') AS t(x int)",
        "SELECT set_config('role', 'admin', false)",
        'SELECT pg_terminate_backend(1)',
        'SELECT pg_cancel_backend(1)',
        'SELECT pg_reload_conf()',
        'SELECT pg_catalog.pg_reload_conf()',
        'SELECT "pg_reload_conf"()',
        'SELECT pg_advisory_lock(1)',
        "SELECT pg_notify('c', 'x')",
        "SELECT query_to_xml('DELETE FROM users RETURNING 1', true, true, '')",
        "SELECT cursor_to_xml('c', 1, true, true, '')",
        "SELECT ts_stat('SELECT 1')",
        "SELECT ts_rewrite('a', 'SELECT 1,2')",
        "SELECT * FROM crosstab('DELETE FROM t') AS c(a int)",
        'SELECT txid_current()',
        'SELECT pg_export_snapshot()',
        "SELECT pg_create_restore_point('x')",
        'SELECT pg_switch_wal()',
        "SELECT pg_logical_emit_message(true, 'a', 'b')",
        'SELECT purge_old_rows()',
        "SELECT public.lower('x')",
        "SELECT my.public.lower('x')",
        'SELECT "Lower"(\'x\')',
        'SELECT * FROM t WHERE purge(id)',
        'SELECT * FROM t ORDER BY purge(id)',
        'SELECT count(*) FILTER (WHERE purge(id)) FROM t',
        'SELECT sum(a) OVER (ORDER BY purge(id)) FROM t',
        'SELECT CASE WHEN true THEN purge() END',
        'SELECT * FROM ROWS FROM (generate_series(1,2), purge())',
        'SELECT * FROM t TABLESAMPLE my_method (1)',
        'SELECT a OPERATOR(public.+) b FROM t',
        'SELECT a <!> b FROM t',
        'SELECT * FROM t ORDER BY a USING OPERATOR(evil.<)',
        'SELECT a = ANY (SELECT purge()) FROM t',
        'WITH a AS (SELECT purge()) SELECT 1',
        'VALUES (purge())',
        'SELECT * FROM t LIMIT purge()',
        'EXPLAIN SELECT purge()',
        'INSERT INTO t SELECT purge()',
        'INSERT INTO t VALUES (1) RETURNING purge()',
        "UPDATE t SET a = pg_read_file('/etc/passwd')",
        'CREATE INDEX i ON t (purge(a))',
        'CREATE VIEW v AS SELECT purge()',
        'CREATE TABLE t (a int DEFAULT purge())',
      ].filter((sql) => !sql.includes('TABLESAMPLE')),
    );
  });

  test('everything about the server, its rights, code and session is more than writing', () => {
    pg('admin', [
      "COPY t FROM '/etc/passwd'",
      "COPY t TO '/tmp/x'",
      "COPY t TO PROGRAM 'id'",
      'COPY (SELECT 1) TO STDOUT',
      'DO $$ BEGIN DELETE FROM t; END $$',
      'CALL p()',
      'PREPARE p AS DELETE FROM users',
      'PREPARE p AS DELETE FROM users; EXECUTE p',
      'EXECUTE p',
      'EXPLAIN EXECUTE p',
      'EXPLAIN ANALYZE EXECUTE p',
      'DEALLOCATE p',
      'DECLARE c CURSOR FOR SELECT 1',
      'FETCH ALL FROM c',
      'SET search_path = evil',
      'SET SESSION AUTHORIZATION admin',
      'SET TRANSACTION READ WRITE',
      'RESET ALL',
      'DISCARD ALL',
      'LISTEN c',
      "NOTIFY c, 'x'",
      'VACUUM FULL',
      'ANALYZE t',
      'REINDEX TABLE t',
      'CLUSTER t',
      'CHECKPOINT',
      "LOAD 'x.so'",
      'GRANT ALL ON t TO eve',
      'REVOKE ALL ON t FROM eve',
      'CREATE ROLE eve SUPERUSER',
      'ALTER ROLE eve SUPERUSER',
      'ALTER SYSTEM SET x = 1',
      'ALTER DATABASE d SET x = 1',
      'CREATE DATABASE d',
      'DROP DATABASE d',
      'CREATE SCHEMA s',
      'DROP SCHEMA public CASCADE',
      'CREATE EXTENSION dblink',
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      'CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()',
      'CREATE RULE r AS ON SELECT TO t DO INSTEAD NOTHING',
      'CREATE POLICY p ON t',
      'ALTER TABLE t OWNER TO eve',
      'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE t DISABLE TRIGGER ALL',
      'CREATE SERVER s FOREIGN DATA WRAPPER w',
      'CREATE FOREIGN TABLE t (a int) SERVER s',
      'IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y',
      'CREATE PUBLICATION p FOR ALL TABLES',
      "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
      "SECURITY LABEL ON TABLE t IS 'x'",
      'REASSIGN OWNED BY a TO b',
      'DROP FUNCTION f',
      'UPDATE pg_settings SET setting = 1',
      'DELETE FROM pg_catalog.pg_authid',
      'INSERT INTO information_schema.tables VALUES (1)',
    ]);
  });

  test('what does not parse is unreadable', () => {
    pg('unreadable', [
      '',
      ' ;; ',
      '-- only a comment',
      "SELECT 'unfinished",
      'SELECT "unfinished',
      'SELECT $$unfinished',
      'SELECT 1 /* unfinished',
      'SELEKT 1',
      'SELECT 1 FROM',
      'SELECT (1',
      '\\copy t from x',
      'SELECT 1 \\; DELETE FROM t',
      'SELECT 1 -- comment\r; DELETE FROM users',
      'drop users please',
      "SHOW TABLES LIKE 'x'",
      'SELECT 1\u0000; DROP TABLE users',
      "SELECT '\ud800'",
      'SELECT\u00a01 FROM\u200bt x y z',
    ]);
  });
});

describe('MySQL', () => {
  const my = (access: string, list: readonly string[]): void => all('mysql', access, list);

  test('queries read', () => {
    my('read', [
      'SELECT 1;',
      'SELECT * FROM `users` u WHERE u.id = 5 AND name LIKE "a%" ORDER BY id DESC LIMIT 5, 10',
      '# how many?\nSELECT count(*) FROM t',
      'SELECT 1 -- comment; DROP TABLE t',
      'SELECT 1 --',
      '/* DROP TABLE t */ SELECT 1',
      "SELECT 'it\\'s; DROP TABLE t'",
      'SELECT "a""b; DROP TABLE t", \'a\'\'b\'',
      'SELECT `drop`, t.`select`, t.delete FROM t',
      "SELECT a, COUNT(DISTINCT b), GROUP_CONCAT(c ORDER BY d SEPARATOR ', ') FROM t GROUP BY a HAVING COUNT(*) > 1",
      "SELECT IFNULL(a, 0), IF(a > 1, 2, 3), CONCAT(a, b), REPLACE(a, 'x', 'y'), DATE_FORMAT(NOW(), '%Y') FROM t",
      'SELECT * FROM t WHERE d > NOW() - INTERVAL 1 DAY',
      'SELECT CAST(a AS DECIMAL(10,2)), CONVERT(b USING utf8mb4), CAST(c AS CHAR(10)) FROM t',
      "SELECT data->\"$.a\", data->>'$.b', JSON_EXTRACT(data, '$.c') FROM t",
      'SELECT * FROM a JOIN b USING (id) LEFT JOIN c ON c.x = a.x',
      'SELECT 1 UNION ALL SELECT 2',
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t',
      'SELECT name, RANK() OVER (PARTITION BY team ORDER BY score DESC) FROM s',
      'SELECT * FROM t WHERE a IN (SELECT b FROM u) AND EXISTS (SELECT 1) AND (c, d) IN ((1, 2))',
      'SELECT CASE WHEN a THEN 1 ELSE 2 END FROM t',
      'SELECT * FROM t WHERE id = ? AND x = :x',
      'SELECT * FROM t WHERE id = %s AND name = %(name)s',
      'SELECT @@version, @x',
      'TABLE users',
      'VALUES ROW(1, 2), ROW(3, 4)',
      'SHOW TABLES',
      'SHOW DATABASES',
      'SHOW CREATE TABLE users',
      "SHOW FULL COLUMNS FROM users LIKE 'a%'",
      'SHOW INDEX FROM users',
      'SHOW GRANTS',
      'SHOW VARIABLES LIKE "x"',
      'SHOW PROCEDURE STATUS',
      'DESCRIBE users',
      'DESC users',
      'EXPLAIN SELECT * FROM users',
      'EXPLAIN FORMAT=JSON SELECT 1',
      'EXPLAIN DELETE FROM users',
      'DESCRIBE UPDATE t SET a = 1',
      'EXPLAIN users',
    ]);
  });

  test('changes write', () => {
    my('write', [
      'INSERT INTO t (a, b) VALUES (1, NOW())',
      'INSERT INTO t SET a = 1',
      'REPLACE INTO t VALUES (1)',
      'UPDATE t SET a = 1 WHERE id = 2',
      'DELETE FROM t WHERE id = 2',
      'TRUNCATE TABLE t',
      "CREATE TABLE t (id INT(11) PRIMARY KEY, a VARCHAR(20) DEFAULT 'x', b DECIMAL(10,2))",
      'CREATE INDEX i ON t (a)',
      'DROP TABLE IF EXISTS t',
      'ALTER TABLE t ADD COLUMN a INT',
      'SELECT * FROM t FOR UPDATE',
      'SELECT * FROM t LOCK IN SHARE MODE',
      'SELECT a FROM t INTO @x',
      'SELECT @x := 1',
      'SELECT 1; SELECT 2',
      'SELECT 1; DROP TABLE users',
      'SELECT 1 # c\n; DELETE FROM users',
      'START TRANSACTION',
      'COMMIT',
    ]);
  });

  test('files, code, rights, locks and the session are more than writing', () => {
    my('admin', [
      "SELECT LOAD_FILE('/etc/passwd')",
      "SELECT load_file ('/etc/passwd')",
      "SELECT `load_file`('/etc/passwd')",
      "SELECT LOAD_FILE/**/('/etc/passwd')",
      "SELECT * FROM users INTO OUTFILE '/tmp/x'",
      "SELECT a INTO DUMPFILE '/tmp/x' FROM t",
      'SELECT SLEEP(10)',
      'SELECT BENCHMARK(1000000, MD5(1))',
      "SELECT GET_LOCK('a', 10)",
      'SELECT LAST_INSERT_ID(5)',
      "SELECT sys_exec('id')",
      'SELECT my_function()',
      'SELECT db.my_function(1)',
      'SELECT * FROM t WHERE purge(id)',
      "LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
      "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
      'CALL p()',
      'DO SLEEP(5)',
      'HANDLER t OPEN',
      'SET GLOBAL general_log = 1',
      'SET @x = 1',
      "PREPARE s FROM 'DROP TABLE t'",
      'EXECUTE s',
      'GRANT ALL ON *.* TO eve',
      'CREATE USER eve',
      'DROP DATABASE d',
      'CREATE DATABASE d',
      "CREATE FUNCTION f RETURNS INT SONAME 'x.so'",
      'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @a = 1',
      'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t',
      'FLUSH TABLES',
      'KILL 5',
      'SHUTDOWN',
      'USE other',
      'LOCK TABLES t WRITE',
      'OPTIMIZE TABLE t',
      'ANALYZE TABLE t',
      "INSTALL PLUGIN x SONAME 'x.so'",
      'INSERT INTO mysql.user VALUES (1)',
      'UPDATE `mysql`.`user` SET a = 1',
      "INSERT INTO t SELECT LOAD_FILE('/etc/passwd')",
      'EXPLAIN SELECT my_function()',
      'EXPLAIN INTO @x SELECT 1',
      'DELIMITER //',
      'RENAME USER a TO b',
    ]);
  });

  test('comments that run, and texts that servers cut differently', () => {
    my('unreadable', [
      '/*!50000 DROP TABLE users */',
      "SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */",
      'SELECT /*! SLEEP(5) */ 1',
      'SELECT 1 /*M!100100 ; DROP TABLE t */',
      'SELECT /*+ SET_VAR(sort_buffer_size = 16M) */ 1',
      'SELECT 1 --1',
      "SELECT 1--1 INTO OUTFILE '/tmp/x'",
      'SELECT 1 --\u00a0x',
      "SELECT 'unfinished",
      "SELECT 'a\\'",
      'SELECT "a',
      'SELECT `a',
      'SELECT 1 /* open',
      'SELECT 1 -- a\rDROP TABLE t',
      'SELECT 1FROM t',
      'SELECT FROM WHERE',
      'MERGE INTO t USING u ON 1 = 1',
      '',
      '#',
    ]);
    // With NO_BACKSLASH_ESCAPES the first text ends at its second quote, with ANSI_QUOTES a name does.
    expect(needed("SELECT 'a\\', b; DROP TABLE t; -- '", 'mysql')).not.toBe('read');
    expect(needed('SELECT "a\\", b; DROP TABLE t; -- "', 'mysql')).not.toBe('read');
    expect(needed("SELECT 'a\\' , \"b' ; DROP TABLE t; -- \"", 'mysql')).not.toBe('read');
  });
});

describe('SQLite', () => {
  const lite = (access: string, list: readonly string[]): void => all('sqlite', access, list);

  test('queries read', () => {
    lite('read', [
      'SELECT 1;',
      'SELECT * FROM users WHERE id = ?1 AND name = :name AND x = $x AND y = @y',
      'SELECT "drop", [delete], `insert` FROM t',
      "SELECT 'it''s; DROP TABLE t' -- ; DROP TABLE t",
      "SELECT 'a\\'",
      'VALUES (1), (2)',
      'WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t LIMIT 5) SELECT * FROM t',
      'WITH a AS NOT MATERIALIZED (SELECT 1) SELECT * FROM a',
      "SELECT data->>'$.a', json_extract(data, '$.b') FROM t, json_each(t.data)",
      'SELECT count(*) FILTER (WHERE a) OVER (ORDER BY b) FROM t',
      "SELECT replace(a, 'x', 'y'), strftime('%Y', 'now'), group_concat(a, ','), total(b) FROM t GROUP BY c",
      "SELECT CAST(a AS INTEGER), a GLOB 'x*', a COLLATE NOCASE, a IS NOT b, x'1f' FROM t",
      "SELECT * FROM docs WHERE docs MATCH 'x' ORDER BY rank",
      "SELECT * FROM pragma_table_info('users')",
      "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
      'SELECT * FROM a JOIN b USING (id) LEFT JOIN c ON c.x = a.x WHERE a.id IN (SELECT 1) LIMIT 5 OFFSET 5',
      'SELECT CASE a WHEN 1 THEN 2 ELSE 3 END, iif(a, 1, 2), coalesce(a, b) FROM t',
      'SELECT "lower"(a) FROM t',
      'EXPLAIN SELECT 1',
      'EXPLAIN QUERY PLAN SELECT * FROM t',
      'EXPLAIN QUERY PLAN DELETE FROM t',
      'PRAGMA table_info(users)',
      "PRAGMA table_info('users')",
      'pragma main.table_info("users");',
      'PRAGMA foreign_key_list(users)',
      'PRAGMA index_list(users)',
      'PRAGMA database_list',
      'PRAGMA user_version',
      'PRAGMA journal_mode',
      'PRAGMA integrity_check',
    ]);
  });

  test('changes write', () => {
    lite('write', [
      'INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2 RETURNING *',
      'INSERT OR REPLACE INTO t VALUES (1)',
      'REPLACE INTO t VALUES (1)',
      'UPDATE t SET a = 1 FROM b',
      'DELETE FROM t',
      'WITH x AS (SELECT 1) DELETE FROM t',
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(20) DEFAULT 'x' CHECK (a <> ''))",
      'CREATE TABLE IF NOT EXISTS t (a)',
      'CREATE TEMP TABLE x AS SELECT 1',
      'CREATE UNIQUE INDEX i ON t (a)',
      'CREATE VIEW v AS SELECT 1',
      'DROP TABLE t',
      'ALTER TABLE t RENAME TO u',
      'ALTER TABLE t ADD COLUMN a INT',
      'BEGIN IMMEDIATE',
      'COMMIT',
      'SELECT 1; SELECT 2',
      'SELECT 1; DROP TABLE t',
      'PRAGMA table_info(users); DROP TABLE users',
    ]);
  });

  test('files, code and settings are more than writing', () => {
    lite(
      'admin',
      [
        "ATTACH DATABASE '/home/u/.secrets.db' AS s",
        'DETACH s',
        'VACUUM',
        "VACUUM INTO '/tmp/copy.db'",
        'REINDEX',
        'ANALYZE',
        "SELECT load_extension('/tmp/evil.so')",
        'SELECT "load_extension"(\'/tmp/evil.so\')',
        "SELECT [load_extension] ('/tmp/evil.so')",
        "SELECT writefile('/tmp/x', 'y')",
        "SELECT readfile('/etc/passwd')",
        'SELECT edit(a) FROM t',
        "SELECT eval('DROP TABLE t')",
        "SELECT fts3_tokenizer('a', x'00')",
        "SELECT * FROM fsdir('/')",
        "SELECT * FROM fsdir WHERE path = '/etc'",
        "SELECT * FROM 'fsdir' WHERE path = '/etc'",
        "SELECT * FROM zipfile('x.zip')",
        'SELECT * FROM sqlite_dbpage',
        'SELECT * FROM pragma_optimize',
        'SELECT * FROM "pragma_optimize"',
        'PRAGMA writable_schema = 1',
        'PRAGMA journal_mode = OFF',
        'PRAGMA journal_mode(OFF)',
        'PRAGMA user_version = 5',
        'PRAGMA user_version(5)',
        'PRAGMA encoding("UTF-16")',
        'PRAGMA optimize',
        'PRAGMA incremental_vacuum',
        'PRAGMA wal_checkpoint',
        'PRAGMA query_only = 0',
        "PRAGMA temp_store_directory = '/tmp'",
        "PRAGMA key = 'x'",
        'EXPLAIN PRAGMA writable_schema = 1',
        "EXPLAIN ATTACH 'x' AS y",
        'CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM u; END',
        "CREATE VIRTUAL TABLE t USING csv(filename = '/etc/passwd')",
        "UPDATE sqlite_master SET sql = 'x'",
        'DELETE FROM "sqlite_schema"',
        "INSERT INTO t SELECT readfile('/etc/passwd')",
        '.shell id',
        "CREATE VIEW v AS SELECT load_extension('x')",
      ].filter((sql) => !sql.startsWith('.')),
    );
  });

  test('what SQLite cuts or parses otherwise is unreadable', () => {
    lite(
      'unreadable',
      [
        '.shell id',
        "SELECT 'unfinished",
        'SELECT 1 /* open',
        "SELECT $a('), 1; DELETE FROM t; --'",
        "SELECT @a('x')",
        'SELECT a FROM t FOR UPDATE',
        'SELECT 1 FRUM t',
        'SELECT # FROM t',
        'SELECT \u00a01',
        'TABLE t',
        'MERGE INTO t',
        'SHOW TABLES',
        '',
      ].filter((sql) => !/^(TABLE|MERGE|SHOW)/.test(sql)),
    );
    // A backslash is no escape here: the text ends, and another statement begins.
    expect(needed("SELECT '\\' ; DROP TABLE t; -- '", 'sqlite')).toBe('write');
  });
});

describe('SQL Server', () => {
  const ms = (access: string, list: readonly string[]): void => all('mssql', access, list);

  test('queries read', () => {
    ms('read', [
      'SELECT 1;',
      'SELECT TOP (10) * FROM [dbo].[my table] t WITH (NOLOCK) WHERE t.[select] = @id',
      'SELECT TOP 5 a FROM t ORDER BY a',
      'SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY',
      "SELECT N'it''s; DROP TABLE t', 'a\\' -- ; DROP",
      'SELECT ISNULL(a, 0), LEN(b), DATEADD(day, 1, GETDATE()), CONVERT(VARCHAR(10), d, 120), CAST(e AS DECIMAL(10,2)) FROM t',
      'SELECT a, COUNT(*) FROM t GROUP BY a HAVING COUNT(*) > 1',
      'WITH c(n) AS (SELECT 1) SELECT * FROM c',
      'SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) FROM t',
      'SELECT * FROM a INNER JOIN b ON a.id = b.id CROSS APPLY (SELECT 1 AS x) y',
      'SELECT 1 UNION ALL SELECT 2',
      'SELECT CASE WHEN a = 1 THEN 2 ELSE 3 END, IIF(a = 1, 2, 3) FROM t',
      'SELECT * FROM sys.tables',
      'SELECT * FROM db.dbo.t',
      'SELECT * FROM t FOR JSON PATH',
      '/* outer /* DROP TABLE t */ */ SELECT 1',
    ]);
  });

  test('changes write', () => {
    ms('write', [
      'INSERT INTO t (a) VALUES (1)',
      'UPDATE t SET a = 1 WHERE b = 2',
      'DELETE FROM t',
      'SELECT * INTO archive FROM users',
      'CREATE TABLE t (id INT, a NVARCHAR(20))',
      'DROP TABLE t',
      'SELECT 1; SELECT 2',
      'SELECT 1; DROP TABLE t',
      'TRUNCATE TABLE t',
    ]);
  });

  test('a statement behind another needs no semicolon, and none of it is read over', () => {
    for (const sql of [
      'SELECT 1 DELETE FROM t',
      'SELECT 1 AS a DROP TABLE t',
      "SELECT 1 EXEC xp_cmdshell 'id'",
      'SELECT * FROM t UPDATE t SET a = 1',
      "SELECT 1 WAITFOR DELAY '0:0:5'",
      'SELECT 1 SHUTDOWN',
      "SELECT 1 BACKUP DATABASE d TO DISK = 'x'",
      'SELECT 1\nGO\nDROP TABLE t',
      'SELECT 1 DECLARE @x INT',
      'SELECT 1 IF (1 = 1) EXEC sp_who',
      'SELECT 1 KILL 5',
      'SELECT 1 USE other',
      'SELECT 1 SET LANGUAGE x',
      'SELECT 1 RECONFIGURE',
      'SELECT 1 MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE',
      'SELECT 1DELETE FROM t',
      "SELECT 'a'DELETE FROM t",
      'SELECT (1)DELETE FROM t',
      'SELECT [a]DELETE FROM t',
    ])
      expect([sql, needed(sql, 'mssql')]).not.toEqual([sql, 'read']);
  });

  test('code, other servers, rights and files are more than writing', () => {
    ms('admin', [
      "EXEC xp_cmdshell 'id'",
      "EXECUTE ('DROP TABLE t')",
      'sp_who',
      "xp_cmdshell 'id'",
      'SHOW TABLES',
      'DESCRIBE t',
      'TABLE t',
      "SELECT * FROM OPENROWSET('SQLNCLI', 'x', 'y')",
      "SELECT * FROM OPENQUERY(srv, 'DELETE FROM t')",
      'SELECT * FROM srv.db.dbo.t',
      'SELECT dbo.my_function(1)',
      'SELECT my_function(1)',
      "SELECT * FROM sys.fn_get_audit_file('x', default, default)",
      "SELECT * FROM fn_trace_gettable('x', default)",
      'GRANT SELECT ON t TO eve',
      "CREATE LOGIN eve WITH PASSWORD = 'x'",
      'ALTER SERVER ROLE sysadmin ADD MEMBER eve',
      "BACKUP DATABASE d TO DISK = 'x'",
      "RESTORE DATABASE d FROM DISK = 'x'",
      "BULK INSERT t FROM '/etc/passwd'",
      'DBCC CHECKDB',
      "WAITFOR DELAY '0:0:5'",
      'SHUTDOWN',
      'DECLARE @x INT; SELECT @x',
      'IF EXISTS (SELECT 1) SELECT 2',
      'CREATE PROCEDURE p AS SELECT 1',
      'INSERT INTO t EXEC sp_who',
      'DROP DATABASE d',
      'COMMIT SHUTDOWN',
      'BEGIN EXEC sp_who END',
    ]);
  });

  test('locks and sequences write', () => {
    for (const sql of [
      'SELECT * FROM t WITH (UPDLOCK)',
      'SELECT * FROM t WITH (TABLOCKX)',
      'SELECT NEXT VALUE FOR s',
    ])
      expect(['write', 'unreadable']).toContain(needed(sql, 'mssql'));
  });

  test('what does not parse is unreadable', () => {
    ms('unreadable', ["SELECT 'a", 'SELECT [a', 'SELECT 1 /* /* */', 'SELECT 1 -- a\rDROP TABLE t', '']);
  });
});

describe('a dialect that is not known', () => {
  test('a query that reads in every dialect that has it reads', () => {
    all(null, 'read', [
      'SELECT 1',
      'SELECT * FROM users WHERE id = 5 ORDER BY name LIMIT 10;',
      'SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1',
      "SELECT * FROM users WHERE created > now() - interval '1 day'",
      'WITH t AS (SELECT 1 AS n) SELECT * FROM t',
      "SELECT id FROM t WHERE name = 'x' -- comment",
      'SELECT * FROM users WHERE id = $1',
      'SELECT id::text FROM t',
      'SELECT data @> \'{"a":1}\' FROM t',
    ]);
  });

  test('the strongest need of all dialects counts', () => {
    all(null, 'write', [
      'INSERT INTO t VALUES (1)',
      'DELETE FROM t',
      'SELECT * FROM t FOR UPDATE',
      'SELECT 1; SELECT 2',
    ]);
    all(null, 'admin', [
      'SELECT pg_sleep(1)',
      "SELECT load_extension('x')",
      'SELECT sleep(5)',
      "SELECT load_file('x')",
      'PRAGMA table_info(t)',
      'SHOW TABLES',
      'DROP DATABASE d',
    ]);
    for (const sql of [
      "SELECT '\\'; DROP TABLE t; --'",
      'SELECT 1 DELETE FROM t',
      '/*!50000 DROP TABLE t */ SELECT 1',
      'SELECT 1 --1; x',
      'SELECT 1 # x\n; DELETE FROM t',
      'SELECT "a"; DELETE FROM t; --"',
      'SELECT /* /* */ 1; DELETE FROM t -- */',
      'SELECT $a$; DELETE FROM t; $a$',
      "SELECT [a'], 1; DELETE FROM t; --']",
      'garbage',
      '',
    ])
      expect([sql, needed(sql, null)]).not.toEqual([sql, 'read']);
  });
});
