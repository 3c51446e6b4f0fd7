import { type KeptScope } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { isOfCategory } from './entry-columns.js';
import { holdsAny } from './matches.js';
import { type MariaPredicates } from './maria-predicates.js';
import { type MariaColumn } from './maria-schema.js';
import { instant } from './row-dates.js';
import { joined, named, type Sql, sql } from './sql-text.js';
import { isBinary } from './values.js';

/** The years that dates of the database have. */
const [FIRST, END] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** Whether the scope keeps a row `t`; never null. Instants of holds are whole milliseconds. */
export function within(scope: KeptScope, collection: Collection, predicates: MariaPredicates): Sql {
  const { articleId, recordIds, from, to, category } = scope;
  const found = [sql`TRUE`];
  const among = (name: string, values: readonly string[]) => {
    const column = predicates.column(collection, name);
    const spelled = values.filter(storable).map((value) => asSpelled(value, column));
    found.push(holdsAny(named('t', name), column, spelled, FEW));
  };
  if (articleId !== undefined && collection.article !== undefined) among(collection.article, [articleId]);
  if (recordIds !== undefined) among(collection.key[0] ?? '', recordIds);
  if (category !== undefined && collection.entries !== undefined)
    found.push(isOfCategory(collection, category, predicates));
  const { first, last } = predicates.dates(collection);
  if (from !== undefined && from.getTime() > FIRST)
    found.push(sql`(${last} IS NULL OR ${last} >= ${instant(new Date(Math.min(from.getTime(), END)))})`);
  if (to !== undefined && to.getTime() < END)
    found.push(sql`(${first} IS NULL OR ${first} < ${instant(new Date(Math.max(to.getTime(), FIRST) + 1))})`);
  return sql`((${joined(found, ' AND ')}) IS TRUE)`;
}

/** Most ids that stand in a statement one by one: there may be many scopes, and a statement has room for 65535 values. */
const FEW = 20;

/** As the database writes it, in whatever letters it is given. */
function asSpelled(value: string, column: MariaColumn): string {
  if (column.type === 'uuid') return value.toLowerCase();
  return isBinary(column) ? value.toUpperCase() : value;
}

/** No text of the database holds half a character. */
function storable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
