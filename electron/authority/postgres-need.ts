// What statements of PostgreSQL need, from the tree of PostgreSQL's own parser (src/include/nodes/parsenodes.h, release 18). A tree reads
// when all its nodes are of kinds that only read, and all functions and operators in it are known only to compute.

import { READS, strongerNeed, type SqlNeed } from '../../shared/core/sql-need.ts';
import {
  POSTGRES_ALTERS,
  POSTGRES_CHANGES,
  POSTGRES_OBJECTS,
  POSTGRES_OPERATORS,
  POSTGRES_READS,
} from '../../shared/profiles/postgres-nodes.ts';

type Tree = Readonly<Record<string, unknown>>;
/** Functions that only compute. */
type Known = ReadonlySet<string>;
const admin = (why: string): SqlNeed => ({ access: 'admin', why });
const write = (why: string): SqlNeed => ({ access: 'write', why });

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The needs of the statements of a parsed text; empty when it holds none. */
export function postgresNeeds(parsed: unknown, known: Known): readonly SqlNeed[] {
  const statements = isTree(parsed) && Array.isArray(parsed['stmts']) ? parsed['stmts'] : [];
  return statements.map((one: unknown) =>
    isTree(one) && isTree(one['stmt']) ? statementNeed(one['stmt'], known) : admin('it holds no statement'),
  );
}

function statementNeed(statement: Tree, known: Known): SqlNeed {
  const explain = statement['ExplainStmt'];
  if (isTree(explain)) return explainNeed(explain, known);
  return 'VariableShowStmt' in statement ? READS : nodeNeed(statement, known);
}

/** A plan is only read; ANALYZE runs what it explains. Both call functions, to see whether their values are constant. */
function explainNeed(explain: Tree, known: Known): SqlNeed {
  const { query, options } = explain;
  if (!isTree(query)) return admin('it explains nothing');
  const isRun = /"analy[sz]e"/i.test(JSON.stringify(options ?? []));
  const isOfRows = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].some(
    (kind) => kind in query,
  );
  const need = nodeNeed(query, known);
  return need.access === 'write' && isOfRows && !isRun ? READS : need;
}

/** A node is an object of one key, its kind; the keys of its fields begin with a small letter. Walks without recursion: trees are deep. */
function nodeNeed(root: unknown, known: Known): SqlNeed {
  const left: unknown[] = [root];
  let need = READS;
  while (left.length > 0) {
    const value = left.pop();
    if (Array.isArray(value)) for (const item of value) left.push(item);
    if (!isTree(value)) continue;
    for (const [key, member] of Object.entries(value)) {
      need = strongerNeed(need, /^[A-Z]/.test(key) ? kindNeed(key, member) : fieldNeed(key, member, known));
      left.push(member);
    }
  }
  return need;
}

function kindNeed(kind: string, node: unknown): SqlNeed {
  if (kind === 'LockingClause') return write('it locks rows');
  if (!POSTGRES_READS.has(kind))
    return POSTGRES_CHANGES.has(kind) ? changeNeed(kind, node) : beyondNeed(kind);
  return READS;
}

function beyondNeed(kind: string): SqlNeed {
  return admin(`${inWords(kind)} does more than read and write tables`);
}

/** `CreateTableAsStmt` as the words of the statement. */
function inWords(kind: string): string {
  return kind
    .replace(/Stmt(?= |$)/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

function fieldNeed(key: string, member: unknown, known: Known): SqlNeed {
  switch (key) {
    case 'intoClause':
      return write('it puts what it reads into a table');
    case 'relation':
      // Only what is changed stands in this field.
      return isTree(member) && isSystem(member) ? admin('it names a table of the system') : READS;
    case 'name':
    case 'operName':
    case 'useOp':
      return Array.isArray(member) ? operatorNeed(member) : READS;
    case 'funcname':
      return callNeed(member, known);
    default:
      return READS;
  }
}

function isSystem({ schemaname, relname }: Tree): boolean {
  if (typeof schemaname === 'string') return /^(pg_|information_schema$)/.test(schemaname);
  return typeof relname === 'string' && relname.startsWith('pg_');
}

function changeNeed(kind: string, node: unknown): SqlNeed {
  const need = write(`it holds ${inWords(kind)}`);
  if (!isTree(node)) return need;
  const object = node['removeType'] ?? node['renameType'] ?? node['objtype'];
  if (typeof object === 'string' && !POSTGRES_OBJECTS.has(object))
    return beyondNeed(`${kind} ${object.slice(7)}`);
  const { subtype } = node;
  if (kind === 'AlterTableCmd' && (typeof subtype !== 'string' || !POSTGRES_ALTERS.has(subtype)))
    return admin('it changes more of a table than its columns');
  return need;
}

/** A name of one part is looked up in `pg_catalog` first, unless the server's search path says otherwise. */
function callNeed(names: unknown, known: Known): SqlNeed {
  const parts = Array.isArray(names) ? names.map(textOf) : [];
  const [first = '', second] = parts;
  const name = second ?? first;
  if (parts.length === 1 || (parts.length === 2 && first === 'pg_catalog')) {
    if (known.has(name)) return READS;
    if (name === 'nextval' || name === 'setval') return write('it changes a sequence');
  }
  return admin(`it calls \`${parts.join('.')}\`, and what that does isn’t known`);
}

/** Names of ranges, columns and options are no operators: those are made of signs. */
function operatorNeed(names: readonly unknown[]): SqlNeed {
  const parts = names.map(textOf);
  const sign = parts.at(-1) ?? '';
  if (parts.length === 1 || (parts.length === 2 && parts[0] === 'pg_catalog')) {
    if (POSTGRES_OPERATORS.has(sign) || /^[\p{L}_]/u.test(sign)) return READS;
  } else if (/^[\p{L}_]/u.test(sign)) return READS;
  return admin(`what the operator \`${parts.join('.')}\` does isn’t known`);
}

function textOf(node: unknown): string {
  const text = isTree(node) && isTree(node['String']) ? node['String']['sval'] : undefined;
  return typeof text === 'string' ? text : '';
}
