import { mayBeUnconfirmed } from '../engine/collection-view.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { type MariaPredicates } from './maria-predicates.js';
import { type MariaSchema } from './maria-schema.js';
import { either, joined, named, type Sql, sql, word } from './sql-text.js';

/** How the person's rows are found, as `t`. */
export interface Found {
  readonly from: Sql;
  /** The same, where no column of the rows is asked for. */
  readonly counted: Sql;
  readonly where: Sql;
  /** True where nothing but an unconfirmed address led to the row. */
  readonly unsure: Sql;
  /** The alias whose columns of the key the rows are ordered by. */
  readonly ordered: 't' | 'r';
}

/** @param only what else must be true of a row `t` */
export function foundRows(
  map: DataMap,
  live: MariaSchema,
  collection: Collection,
  predicates: MariaPredicates,
  only?: Sql,
): Found {
  const many =
    (mayBeUnconfirmed(map, collection) || collection.leads.length > 1) && !predicates.isPlain(collection);
  const find = many && byKeys(live, collection) ? foundByKeys : foundByRows;
  return find(collection, predicates, only === undefined ? sql`` : sql` AND ${only}`);
}

/** Rows are told apart by their key where it is unique and never empty. */
function byKeys(live: MariaSchema, { table, key }: Collection): boolean {
  const found = live.get(table);
  return found?.isView === false && key.every((column) => found.columns.get(column)?.nullable === false);
}

/** The keys that each lead finds by an index of its own, then the rows. */
function foundByKeys(collection: Collection, predicates: MariaPredicates, only: Sql): Found {
  const keys = collection.key.map((column) => named('t', column));
  const select = (way: Sql, sure: 0 | 1) =>
    sql`SELECT ${joined(keys, ', ')}, ${word(sure)} AS sure
        FROM ${named(collection.table)} t WHERE ${way}${only}`;
  const all = predicates.unsure(collection).map((way) => select(way, 0));
  const sure = predicates.confirmed(collection).map((way) => select(way, 1));
  const grouped = collection.key.map((column) => named('w', column));
  const same = collection.key.map((column) => sql`${named('t', column)} = ${named('r', column)}`);
  const found = sql`(SELECT ${joined(grouped, ', ')}, MAX(w.sure) AS sure
    FROM (${joined([...sure, ...all], ' UNION ALL ')}) w GROUP BY ${joined(grouped, ', ')}) r`;
  return {
    from: sql`${found} STRAIGHT_JOIN ${named(collection.table)} t ON ${joined(same, ' AND ')}`,
    counted: found,
    where: sql``,
    unsure: sql`r.sure = 0`,
    ordered: 'r',
  };
}

function foundByRows(collection: Collection, predicates: MariaPredicates, only: Sql): Found {
  return {
    from: sql`${named(collection.table)} t`,
    counted: sql`${named(collection.table)} t`,
    where: sql`WHERE ${either(predicates.reached(collection))}${only}`,
    unsure: sql`${either(predicates.confirmed(collection))} IS NOT TRUE`,
    ordered: 't',
  };
}
