// Functions that only compute or look up, by dialect. Calling any other function may do anything.

import { words } from './words.ts';

/**
 * PostgreSQL 18: `immutable` or `stable` in its catalogue (`pg_proc.provolatile`) and without effect on files, sessions, settings or other
 * machines, and those `volatile` ones that only look up or draw a random value. Not here, though stable, is what takes a transaction's
 * number or runs a query given as text.
 */
export const POSTGRES_FUNCTIONS: ReadonlySet<string> = words(
  // numbers
  'abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling cos cosd cosh ' +
    'cot cotd degrees div erf erfc exp factorial float4 float8 floor gamma gcd int2 int4 int8 lcm lgamma ' +
    'ln log log10 min_scale mod numeric pi pow power radians round scale sign sin sind sinh sqrt tan tand ' +
    'tanh trim_scale trunc width_bucket',
  // texts
  'ascii bit_count bit_length bpchar btrim casefold char_length character_length chr concat concat_ws ' +
    'convert convert_from convert_to crc32 crc32c decode encode format format_type get_bit get_byte ' +
    'initcap is_normalized left length like_escape lower lpad ltrim md5 normalize octet_length overlay ' +
    'parse_ident position quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like ' +
    'regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr ' +
    'repeat replace reverse right rpad rtrim set_bit set_byte sha224 sha256 sha384 sha512 ' +
    'similar_to_escape split_part starts_with string_to_array string_to_table strpos substr substring ' +
    'text to_ascii to_bin to_char to_hex to_number to_oct translate unicode_assigned unistr upper varchar',
  // times
  'age date date_add date_bin date_part date_subtract date_trunc extract interval isfinite justify_days ' +
    'justify_hours justify_interval make_date make_interval make_time make_timestamp make_timestamptz now ' +
    'overlaps statement_timestamp time timestamp timestamptz timetz timezone to_date to_timestamp ' +
    'transaction_timestamp',
  // lists
  'array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position ' +
    'array_positions array_prepend array_remove array_replace array_reverse array_sort array_to_json ' +
    'array_to_string array_upper cardinality daterange generate_series generate_subscripts int4range ' +
    'int8range isempty lower_inc lower_inf multirange num_nonnulls num_nulls numrange range_merge ' +
    'trim_array tsrange tstzrange unnest upper_inc upper_inf',
  // aggregates
  'any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp ' +
    'cume_dist dense_rank every first_value json_agg json_agg_strict json_object_agg ' +
    'json_object_agg_strict json_object_agg_unique jsonb_agg jsonb_agg_strict jsonb_object_agg ' +
    'jsonb_object_agg_strict jsonb_object_agg_unique lag last_value lead max min mode nth_value ntile ' +
    'percent_rank percentile_cont percentile_disc range_agg range_intersect_agg rank regr_avgx regr_avgy ' +
    'regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy row_number stddev stddev_pop ' +
    'stddev_samp string_agg sum var_pop var_samp variance xmlagg',
  // json
  'json_array_elements json_array_elements_text json_array_length json_build_array json_build_object ' +
    'json_each json_each_text json_extract_path json_extract_path_text json_object json_object_keys ' +
    'json_populate_record json_populate_recordset json_strip_nulls json_to_record json_to_recordset ' +
    'json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array ' +
    'jsonb_build_object jsonb_each jsonb_each_text jsonb_exists jsonb_extract_path ' +
    'jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists ' +
    'jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array ' +
    'jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz ' +
    'jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax ' +
    'jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json to_jsonb ' +
    'xml_is_well_formed xmlcomment xmlexists xpath xpath_exists',
  // search
  'array_to_tsvector get_current_ts_config json_to_tsvector jsonb_to_tsvector numnode phraseto_tsquery ' +
    'plainto_tsquery querytree setweight strip to_tsquery to_tsvector ts_delete ts_filter ts_headline ' +
    'ts_rank ts_rank_cd tsquery_phrase tsvector_to_array websearch_to_tsquery',
  // shapes
  'abbrev area box broadcast center circle diagonal diameter family height host hostmask inet_merge ' +
    'inet_same_family isclosed isopen line lseg masklen netmask network npoints path pclose point polygon ' +
    'popen radius set_masklen slope width',
  // catalogue
  'col_description current_database current_schema current_schemas current_setting current_user ' +
    'has_any_column_privilege has_column_privilege has_database_privilege has_function_privilege ' +
    'has_schema_privilege has_sequence_privilege has_table_privilege has_type_privilege inet_client_addr ' +
    'inet_client_port inet_server_addr inet_server_port obj_description pg_backend_pid pg_client_encoding ' +
    'pg_collation_is_visible pg_column_size pg_conf_load_time pg_describe_object pg_encoding_to_char ' +
    'pg_function_is_visible pg_get_constraintdef pg_get_expr pg_get_function_arguments ' +
    'pg_get_function_identity_arguments pg_get_function_result pg_get_functiondef pg_get_indexdef ' +
    'pg_get_keywords pg_get_partkeydef pg_get_ruledef pg_get_serial_sequence pg_get_triggerdef ' +
    'pg_get_userbyid pg_get_viewdef pg_has_role pg_index_column_has_property pg_index_has_property ' +
    'pg_indexam_has_property pg_is_other_temp_schema pg_my_temp_schema pg_options_to_table ' +
    'pg_postmaster_start_time pg_relation_filenode pg_sequence_parameters pg_size_bytes pg_size_pretty ' +
    'pg_table_is_visible pg_tablespace_location pg_timezone_names pg_type_is_visible pg_typeof ' +
    'row_security_active session_user shobj_description to_regclass to_regnamespace to_regproc ' +
    'to_regprocedure to_regrole to_regtype version',
  // volatile, without effects
  'array_sample array_shuffle clock_timestamp current_query currval gen_random_uuid lastval ' +
    'pg_blocking_pids pg_database_size pg_indexes_size pg_is_in_recovery pg_partition_ancestors ' +
    'pg_partition_tree pg_relation_size pg_table_size pg_tablespace_size pg_total_relation_size random ' +
    'random_normal timeofday uuidv4 uuidv7',
  // of the extensions pg_trgm, fuzzystrmatch, unaccent, pgcrypto, uuid-ossp, vector and postgis
  'cosine_distance crypt daitch_mokotoff difference digest dmetaphone gen_salt hmac inner_product ' +
    'l1_distance l2_distance levenshtein levenshtein_less_equal metaphone show_trgm similarity soundex ' +
    'st_area st_asgeojson st_astext st_buffer st_centroid st_contains st_coveredby st_covers st_distance ' +
    'st_distancesphere st_dwithin st_envelope st_geogfromtext st_geomfromgeojson st_geomfromtext ' +
    'st_intersection st_intersects st_isvalid st_length st_makeenvelope st_makepoint st_point st_setsrid ' +
    'st_srid st_transform st_union st_within st_x st_y strict_word_similarity unaccent uuid_generate_v1 ' +
    'uuid_generate_v4 vector_dims vector_norm word_similarity',
);

/**
 * MySQL 8.4 reference manual, 14.1, and the namesakes of MariaDB. Without what sleeps, locks, opens files, or sets a value of the session
 * (`last_insert_id`).
 */
export const MYSQL_FUNCTIONS: ReadonlySet<string> = words(
  // numbers, texts
  'abs acos ascii asin atan atan2 bin bin_to_uuid bit_count bit_length cast ceil ceiling char ' +
    'char_length character_length coalesce concat concat_ws conv convert cos cot crc32 degrees elt exp ' +
    'export_set extractvalue field find_in_set floor format format_bytes format_pico_time from_base64 ' +
    'greatest hex if ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa insert instr interval is_ipv4 ' +
    'is_ipv6 is_uuid isnull lcase least left length ln locate log log10 log2 lower lpad ltrim make_set ' +
    'md5 mid mod nullif nvl nvl2 oct octet_length ord pi position pow power quote radians rand ' +
    'regexp_instr regexp_like regexp_replace regexp_substr repeat replace reverse right round rpad rtrim ' +
    'sha sha1 sha2 sign sin soundex space sqrt strcmp substr substring substring_index tan to_base64 trim ' +
    'truncate ucase unhex upper uuid uuid_to_bin weight_string',
  // times
  'adddate addtime convert_tz curdate current_date current_time current_timestamp curtime date date_add ' +
    'date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear extract from_days ' +
    'from_unixtime get_format hour last_day localtime localtimestamp makedate maketime microsecond minute ' +
    'month monthname now period_add period_diff quarter sec_to_time second str_to_date subdate subtime ' +
    'sysdate time time_format time_to_sec timediff timestamp timestampadd timestampdiff to_days ' +
    'to_seconds unix_timestamp utc_date utc_time utc_timestamp week weekday weekofyear year yearweek',
  // aggregates and windows
  'any_value avg bit_and bit_or bit_xor count cume_dist dense_rank first_value group_concat grouping ' +
    'json_arrayagg json_objectagg lag last_value lead max min nth_value ntile percent_rank rank ' +
    'row_number std stddev stddev_pop stddev_samp sum var_pop var_samp variance',
  // json
  'json_array json_array_append json_array_insert json_compact json_contains json_contains_path ' +
    'json_depth json_detailed json_exists json_extract json_insert json_keys json_length json_loose ' +
    'json_merge_patch json_merge_preserve json_object json_overlaps json_pretty json_query json_quote ' +
    'json_remove json_replace json_schema_valid json_search json_set json_storage_size json_table ' +
    'json_type json_unquote json_valid json_value',
  // catalogue
  'charset coercibility collation connection_id current_role current_user database found_rows ' +
    'icu_version row_count schema session_user system_user user version',
  // shapes
  'linestring point polygon st_area st_asgeojson st_astext st_aswkt st_buffer st_centroid st_contains ' +
    'st_distance st_distance_sphere st_geomfromgeojson st_geomfromtext st_intersects st_isvalid ' +
    'st_latitude st_length st_longitude st_srid st_within st_x st_y',
);

/** SQLite 3.53: `innocuous` in `PRAGMA function_list`, without `sqlite_log`; the readers of its extensions for search and series. */
export const SQLITE_FUNCTIONS: ReadonlySet<string> = words(
  // numbers, texts, times
  'abs acos acosh asin asinh atan atan2 atanh avg cast ceil ceiling changes char coalesce concat ' +
    'concat_ws cos cosh count cume_dist current_date current_time current_timestamp date datetime degrees ' +
    'dense_rank exp first_value floor format glob group_concat hex if ifnull iif instr julianday lag ' +
    'last_insert_rowid last_value lead length like likelihood likely ln log log10 log2 lower ltrim max ' +
    'median min mod nth_value ntile nullif octet_length percent_rank percentile percentile_cont ' +
    'percentile_disc pi pow power printf quote radians random randomblob rank replace round row_number ' +
    'rtrim sign sin sinh soundex sqlite_compileoption_get sqlite_compileoption_used sqlite_source_id ' +
    'sqlite_version sqrt strftime string_agg substr substring subtype sum tan tanh time timediff total ' +
    'total_changes trim trunc typeof unhex unicode unistr unistr_quote unixepoch unlikely upper zeroblob',
  // json
  'json json_array json_array_insert json_array_length json_each json_error_position json_extract ' +
    'json_group_array json_group_object json_insert json_object json_patch json_pretty json_quote ' +
    'json_remove json_replace json_set json_tree json_type json_valid jsonb jsonb_array ' +
    'jsonb_array_insert jsonb_each jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert ' +
    'jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set jsonb_tree',
  // tables
  'bm25 generate_series highlight matchinfo offsets pragma_collation_list pragma_compile_options ' +
    'pragma_database_list pragma_foreign_key_list pragma_function_list pragma_index_info ' +
    'pragma_index_list pragma_index_xinfo pragma_table_info pragma_table_list pragma_table_xinfo regexp ' +
    'snippet',
);

/** SQL Server 2022, "What are the SQL database functions?". Without `open...` of other servers, keys and files, and `newsequentialid`. */
export const MSSQL_FUNCTIONS: ReadonlySet<string> = words(
  // numbers, texts
  'abs acos ascii asin atan atn2 binary_checksum bit_count cast ceiling char charindex checksum choose ' +
    'coalesce compress concat concat_ws convert cos cot decompress degrees difference exp floor format ' +
    'generate_series get_bit greatest hashbytes iif isnull isnumeric least left left_shift len log log10 ' +
    'lower ltrim nchar newid nullif parse patindex pi power quotename radians rand replace replicate ' +
    'reverse right right_shift round rtrim sign sin soundex space sqrt square str string_escape ' +
    'string_split stuff substring tan translate trim try_cast try_convert try_parse unicode upper',
  // times
  'current_timestamp date_bucket dateadd datediff datediff_big datefromparts datename datepart ' +
    'datetime2fromparts datetimefromparts datetimeoffsetfromparts datetrunc day eomonth getdate ' +
    'getutcdate isdate month smalldatetimefromparts switchoffset sysdatetime sysdatetimeoffset ' +
    'sysutcdatetime timefromparts todatetimeoffset year',
  // aggregates and windows
  'approx_count_distinct avg checksum_agg count count_big cume_dist dense_rank first_value grouping ' +
    'grouping_id lag last_value lead max min ntile percent_rank percentile_cont percentile_disc rank ' +
    'row_number stdev stdevp string_agg sum var varp',
  // json, full text
  'contains containstable freetext freetexttable isjson json_array json_arrayagg json_modify ' +
    'json_object json_objectagg json_path_exists json_query json_value openjson',
  // catalogue
  'app_name col_length col_name collationproperty columnproperty connectionproperty current_user ' +
    'databasepropertyex db_id db_name file_id file_name filegroup_id filegroup_name has_dbaccess ' +
    'has_perms_by_name host_id host_name ident_current ident_incr ident_seed index_col indexproperty ' +
    'is_member is_rolemember is_srvrolemember object_definition object_id object_name object_schema_name ' +
    'objectproperty objectpropertyex original_login parsename schema_id schema_name scope_identity ' +
    'serverproperty session_user stats_date suser_id suser_name suser_sname system_user type_id type_name ' +
    'typeproperty user_id user_name',
);

/** For a statement whose dialect isn't known: what only computes in one dialect is nothing else in another. */
export const ALL_FUNCTIONS: ReadonlySet<string> = new Set([
  ...POSTGRES_FUNCTIONS,
  ...MYSQL_FUNCTIONS,
  ...SQLITE_FUNCTIONS,
  ...MSSQL_FUNCTIONS,
]);
