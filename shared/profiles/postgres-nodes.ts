// Names from PostgreSQL's parse trees (src/include/nodes/parsenodes.h and primnodes.h, release 18). What isn't listed may do anything.

import { words } from './words.ts';

/** Kinds of nodes that only read. */
export const POSTGRES_READS: ReadonlySet<string> = words(
  'SelectStmt ResTarget ColumnRef A_Star A_Const A_Expr A_ArrayExpr A_Indirection A_Indices ParamRef RowExpr List',
  'Integer Float Boolean String BitString',
  'RangeVar Alias RangeSubselect RangeFunction RangeTableSample RangeTableFunc RangeTableFuncCol JoinExpr ColumnDef',
  'SubLink BoolExpr NullTest BooleanTest CaseExpr CaseWhen CoalesceExpr MinMaxExpr GroupingSet GroupingFunc SQLValueFunction',
  'FuncCall NamedArgExpr TypeCast TypeName CollateClause SortBy WindowDef WithClause CommonTableExpr CTESearchClause CTECycleClause',
  'XmlExpr XmlSerialize JsonAggConstructor JsonArgument JsonArrayAgg JsonArrayConstructor JsonArrayQueryConstructor JsonBehavior',
  'JsonFormat JsonFuncExpr JsonIsPredicate JsonKeyValue JsonObjectAgg JsonObjectConstructor JsonOutput JsonParseExpr JsonReturning',
  'JsonScalarExpr JsonSerializeExpr JsonTable JsonTableColumn JsonTablePathSpec JsonValueExpr',
);

/** Kinds of nodes that change rows, tables, indexes, views and sequences, or lock them. */
export const POSTGRES_CHANGES: ReadonlySet<string> = words(
  'InsertStmt UpdateStmt DeleteStmt MergeStmt TruncateStmt LockStmt TransactionStmt RefreshMatViewStmt',
  'OnConflictClause InferClause MergeWhenClause MultiAssignRef SetToDefault CurrentOfExpr ReturningClause ReturningOption',
  'CreateStmt CreateTableAsStmt ViewStmt IndexStmt IndexElem CreateSeqStmt AlterSeqStmt CommentStmt',
  'AlterTableStmt AlterTableCmd RenameStmt DropStmt Constraint DefElem',
  'PartitionSpec PartitionElem PartitionBoundSpec PartitionRangeDatum PartitionCmd TableLikeClause',
);

/** Kinds of things that a table's owner makes, names and drops. */
export const POSTGRES_OBJECTS: ReadonlySet<string> = words(
  'OBJECT_TABLE OBJECT_COLUMN OBJECT_INDEX OBJECT_VIEW OBJECT_MATVIEW OBJECT_SEQUENCE OBJECT_TABCONSTRAINT',
);

/** Changes of a table that stay within its columns and constraints. */
export const POSTGRES_ALTERS: ReadonlySet<string> = words(
  'AT_AddColumn AT_DropColumn AT_ColumnDefault AT_SetNotNull AT_DropNotNull AT_SetStatistics AT_AlterColumnType AT_AddConstraint',
  'AT_AlterConstraint AT_ValidateConstraint AT_DropConstraint AT_AddIdentity AT_SetIdentity AT_DropIdentity AT_SetExpression',
  'AT_DropExpression AT_AttachPartition AT_DetachPartition AT_ClusterOn AT_SetStorage AT_SetCompression',
);

/** Operators in `pg_catalog`, and those of its extensions for vectors, trigrams and hierarchies. An operator of a user's may do anything. */
export const POSTGRES_OPERATORS: ReadonlySet<string> = words(
  '!! !~ !~* !~~ !~~* # ## #- #> #>> % & && &< &<| &> * + - -> ->> -|- / < <-> << <<= <<| <= <> != <@ <^ = > >= >> >>= >^ ? ?# ?& ?- ?-|',
  '?| ?|| @ @-@ @> @? @@ @@@ ^ ^@ | |&> |/ |>> || ||/ ~ ~* ~<=~ ~<~ ~= ~>=~ ~>~ ~~ ~~*',
  '<=> <#> <+> <~> <%> %> <% <<% %>> <<-> <->> <<<-> <->>> @~ ~@ => #= #~# ?<@ ?@> ?~ ?@',
);
