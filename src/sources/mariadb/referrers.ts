import { collectionOf } from '../engine/collection-view.js';
import { erasingRule } from '../map/erased-columns.js';
import { type ErasedRows } from './erased-rows.js';
import { either, named, type Sql, sql } from './sql-text.js';
import { bytesOf } from './values.js';

/**
 * True of a row `t` whose key another row still holds. Where the database would delete that row as well, it is looked for as
 * it is now and stays so to the end of the transaction: whoever waited for a lock may have been overtaken.
 */
export function referred(
  rows: Pick<ErasedRows, 'map' | 'live' | 'collection' | 'predicates'>,
  locking: boolean,
): Sql {
  const { map, live, collection, predicates } = rows;
  const rule = erasingRule(collection);
  if (rule?.action !== 'delete') return sql`FALSE`;
  const name = collection.key[0] ?? '';
  const [key, mine] = [named('t', name), predicates.column(collection, name)];
  return either(
    rule.unlessReferredBy.map((referrer) => {
      const other = collectionOf(map, referrer.collection);
      const [held, theirs] = [named('o', referrer.column), predicates.column(other, referrer.column)];
      const whole = mine.family === 'integer' && theirs.family === 'integer';
      const alike = whole || (mine.collation === theirs.collation && mine.type === theirs.type);
      const exact = sql`${bytesOf(held, theirs)} = ${bytesOf(key, mine)}`;
      const same = whole ? sql`${held} = ${key}` : alike ? sql`${held} = ${key} AND ${exact}` : exact;
      const goes = live
        .get(other.table)
        ?.references.some(({ to, cascades }) => cascades && to === collection.table);
      const lock = locking && goes === true ? sql`LOCK IN SHARE MODE` : sql``;
      return sql`EXISTS (SELECT 1 FROM ${named(other.table)} o WHERE ${same} ${lock})`;
    }),
  );
}
