import { codeOf } from '../../platform/errors/code-of.js';
import { type Statements } from '../erasing.js';
import { type Finding, finding } from '../finding.js';
import { type DataMap } from '../map/data-map.js';
import { emptiedKeys, erasingRule, mayClear } from '../map/erased-columns.js';
import { clearStatement, deleteStatement, lockStatement } from './batch-statements.js';
import { writeStatement } from './emptied-rows.js';
import { type ErasedRows } from './erased-rows.js';
import { restrictStatement } from './maria-restricted.js';
import { MariaPredicates } from './maria-predicates.js';
import { type MariaSchema } from './maria-schema.js';
import { recountStatement } from './recounts.js';
import { soughtPerson } from './sought-person.js';
import { type Sql } from './sql-text.js';

const FORBIDDEN = ['ER_TABLEACCESS_DENIED_ERROR', 'ER_COLUMNACCESS_DENIED_ERROR', 'ER_NO_SUCH_TABLE'];

/**
 * What the user that erases may not do: the database is asked how it would run each statement, which it answers to those alone
 * who may. Nothing is changed and nothing locked.
 * @param statements on the connection by which batches run
 * @param live fits the map
 */
export async function writeMismatches(
  statements: Statements,
  map: DataMap,
  live: MariaSchema,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const collection of map.collections) {
    if (erasingRule(collection) === undefined) continue;
    const predicates = new MariaPredicates(map, live, soughtPerson('', { emails: [] }, undefined));
    const calendar = { zone: 'UTC', today: () => '0001-01-01' };
    const rows: ErasedRows = { map, live, collection, predicates, scope: { comments: 'delete' }, calendar };
    const code = await refusal(statements, statementsOf(rows));
    const { id, table } = collection;
    if (code !== undefined) found.push(finding('notWritable', { collection: id, table, code }));
  }
  return found;
}

function statementsOf(rows: ErasedRows): Sql[] {
  const deletes = erasingRule(rows.collection)?.action === 'delete';
  const clearing = mayClear(rows.collection) ? clearStatement(rows, [], [], '') : undefined;
  return [
    lockStatement(rows, [], [], true),
    ...(deletes ? [deleteStatement(rows, [])] : []),
    ...rows.collection.recounts.map((recount) => recountStatement(rows, recount, ['0'])),
    ...(clearing === undefined ? [] : [clearing]),
    ...(rows.collection.restrict === undefined ? [] : [restrictStatement(rows, [], null)]),
    ...(emptiedKeys(rows.collection).length === 0 ? [] : [writeStatement(rows, [], '')]),
  ];
}

/** The code by which the database refuses one of them; undefined where it takes all. */
async function refusal(statements: Statements, all: readonly Sql[]): Promise<string | undefined> {
  for (const { text, values } of all) {
    try {
      await statements.query(`EXPLAIN ${text}`, values);
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (!FORBIDDEN.includes(code)) throw error;
      return code;
    }
  }
  return undefined;
}
