import { mayBeUnconfirmed } from '../engine/collection-view.js';
import { type Collection, type DataMap, type Lesson } from '../map/data-map.js';
import { UNCONFIRMED_FIELD } from '../map/unconfirmed-field.js';
import { foundRows } from './found-rows.js';
import { entryColumns } from './entry-columns.js';
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
  const found = foundRows(map, live, collection, predicates);
  const key = collection.key.map((column) => named(found.ordered, column));
  const outputs = outputsOf(collection, predicates, unconfirmed ? found.unsure : undefined);
  const { values, large, broken } = outputs;
  const { entries } = collection;
  const asked = entries === undefined ? undefined : entryColumns(collection, entries, predicates);
  const object = sql`JSON_OBJECT(${joined([...(asked?.members ?? []), ...values], ', ')})`;
  const line = broken ? sql`REPLACE(REPLACE(${object}, '\n', ' '), '\r', ' ')` : object;
  return {
    count:
      asked === undefined
        ? sql`SELECT COUNT(*) FROM ${found.counted} ${found.where}`
        : sql`SELECT ${asked.count} FROM ${found.from} ${found.where}`,
    lines: sql`SELECT ${line}, ${either(large)}
      FROM ${found.from} ${joinsOf(collection)} ${found.where} ORDER BY ${joined([...(asked?.order ?? []), ...key], ', ')}`,
  };
}

/** The join's key is unique (see `mapMismatches`), so a look-up never doubles a record. */
export function joinsOf(collection: Collection): Sql {
  return collection.joins
    .map(({ name, table, column, key }) => {
      const alias = `j_${name}`;
      return sql` LEFT JOIN ${named(table)} ${named(alias)} ON ${named(alias, key)} = ${named('t', column)}`;
    })
    .reduce((all, join) => sql`${all}${join}`, sql``);
}

export function outputsOf(
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
  if (collection.entries !== undefined) {
    const { value: column } = collection.entries;
    const live = predicates.column(collection, column);
    outputs.push({ value: sql``, large: tooLarge(named('t', column), live), json: live.json });
  }
  if (unsure !== undefined) values.push(sql`${bound(UNCONFIRMED_FIELD.name)}, ${unsure}`);
  return {
    values,
    large: outputs.map(({ large }) => large).filter((large) => large !== undefined),
    // JSON that people wrote may hold line breaks between its parts, which would break lines of NDJSON.
    broken: outputs.some(({ json }) => json),
  };
}
