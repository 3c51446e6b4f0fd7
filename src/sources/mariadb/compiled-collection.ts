import { mayBeUnconfirmed } from '../engine/collection-view.js';
import { type Collection, type DataMap, type Lesson } from '../map/data-map.js';
import { UNCONFIRMED_FIELD } from '../map/unconfirmed-field.js';
import { type MariaPredicates } from './maria-predicates.js';
import { type MariaSchema } from './maria-schema.js';
import { bound, either, joined, named, type Sql, sql, word } from './sql-text.js';
import { bytesOf, jsonValue, tooLarge } from './values.js';

/** The statements of one collection for one person. */
export interface CompiledCollection {
  readonly count: Sql;
  /** Rows of a line and whether the database could not write all of it. */
  readonly lines: Sql;
}

/** A statement whose answers are identifiers of the person. */
export function lessonStatement(
  collection: Collection,
  { column, where }: Lesson,
  predicates: MariaPredicates,
  most: number,
): Sql {
  const taught = named('t', column);
  const value = bytesOf(taught, predicates.column(collection, column));
  const rows = [sql`${taught} IS NOT NULL`, ...predicates.conditions(collection, where)];
  const selects = predicates
    .confirmed(collection)
    .map(
      (way) =>
        sql`SELECT ${value} AS v FROM ${named(collection.table)} t WHERE ${joined([way, ...rows], ' AND ')}`,
    );
  return sql`SELECT DISTINCT w.v FROM (${joined(selects, ' UNION ALL ')}) w
    LIMIT ${word(Math.trunc(most))}`;
}

export function compileCollection(
  map: DataMap,
  live: MariaSchema,
  collection: Collection,
  predicates: MariaPredicates,
): CompiledCollection {
  const unconfirmed = mayBeUnconfirmed(map, collection);
  const many = (unconfirmed || collection.leads.length > 1) && !predicates.isPlain(collection);
  const found =
    many && byKeys(live, collection)
      ? foundByKeys(collection, predicates)
      : foundByRows(collection, predicates);
  const key = collection.key.map((column) => named(found.ordered, column));
  const { values, large, broken } = outputsOf(collection, predicates, unconfirmed ? found.unsure : undefined);
  const object = sql`JSON_OBJECT(${joined(values, ', ')})`;
  const line = broken ? sql`REPLACE(REPLACE(${object}, '\n', ' '), '\r', ' ')` : object;
  return {
    count: sql`SELECT COUNT(*) FROM ${found.counted} ${found.where}`,
    lines: sql`SELECT ${line}, ${either(large)}
      FROM ${found.from} ${joinsOf(collection)} ${found.where} ORDER BY ${joined(key, ', ')}`,
  };
}

/** How the person's rows are found, as `t`. */
interface Found {
  readonly from: Sql;
  /** The same, where no column of the rows is asked for. */
  readonly counted: Sql;
  readonly where: Sql;
  /** True where nothing but an unconfirmed address led to the row. */
  readonly unsure: Sql;
  /** The alias whose columns of the key the rows are ordered by. */
  readonly ordered: 't' | 'r';
}

/** Rows are told apart by their key where it is unique and never empty. */
function byKeys(live: MariaSchema, { table, key }: Collection): boolean {
  const found = live.get(table);
  return found?.isView === false && key.every((column) => found.columns.get(column)?.nullable === false);
}

/** The keys that each lead finds by an index of its own, then the rows. */
function foundByKeys(collection: Collection, predicates: MariaPredicates): Found {
  const keys = collection.key.map((column) => named('t', column));
  const select = (way: Sql, sure: 0 | 1) =>
    sql`SELECT ${joined(keys, ', ')}, ${word(sure)} AS sure
        FROM ${named(collection.table)} t WHERE ${way}`;
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

function foundByRows(collection: Collection, predicates: MariaPredicates): Found {
  return {
    from: sql`${named(collection.table)} t`,
    counted: sql`${named(collection.table)} t`,
    where: sql`WHERE ${either(predicates.reached(collection))}`,
    unsure: sql`${either(predicates.confirmed(collection))} IS NOT TRUE`,
    ordered: 't',
  };
}

/** The join's key is unique (see `mapMismatches`), so a look-up never doubles a record. */
function joinsOf(collection: Collection): Sql {
  return collection.joins
    .map(({ name, table, column, key }) => {
      const alias = `j_${name}`;
      return sql` LEFT JOIN ${named(table)} ${named(alias)} ON ${named(alias, key)} = ${named('t', column)}`;
    })
    .reduce((all, join) => sql`${all}${join}`, sql``);
}

function outputsOf(
  collection: Collection,
  predicates: MariaPredicates,
  unsure: Sql | undefined,
): { values: Sql[]; large: Sql[]; broken: boolean } {
  const outputs = collection.fields.map(({ name, column, join: joinName }) => {
    const join = collection.joins.find((each) => each.name === joinName);
    const held = named(join === undefined ? 't' : `j_${join.name}`, column);
    const live = predicates.column(join ?? collection, column);
    return {
      value: sql`${bound(name)}, ${jsonValue(held, live)}`,
      large: tooLarge(held, live),
      json: live.json,
    };
  });
  const values = outputs.map(({ value }) => value);
  if (unsure !== undefined) values.push(sql`${bound(UNCONFIRMED_FIELD.name)}, ${unsure}`);
  return {
    values,
    large: outputs.map(({ large }) => large).filter((large) => large !== undefined),
    // JSON that people wrote may hold line breaks between its parts, which would break lines of NDJSON.
    broken: outputs.some(({ json }) => json),
  };
}
