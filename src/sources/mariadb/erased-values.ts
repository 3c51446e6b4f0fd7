import { type DataCategory } from '../../policy/purposes.js';
import { type Collection } from '../map/data-map.js';
import { type ColumnErase } from '../map/erase-shape.js';
import { categoriesOfColumn, erasedColumns, erasingRule } from '../map/erased-columns.js';
import { asHeld, isHeld } from './constants.js';
import { type MariaPredicates } from './maria-predicates.js';
import { bound, named, type Sql, sql } from './sql-text.js';
import { shortenedAddress } from './shortened-address.js';
import { bytesOf } from './values.js';

/** How one column is cleared. */
export interface ClearedColumn {
  readonly column: string;
  /** What the column of a row `t` holds afterwards. @param salt of this batch, another one each time */
  readonly value: (salt: string) => Sql;
  /** True of a row `t` whose column is not cleared yet; never null. */
  readonly open: Sql;
  /** Holds that keep the column: those of one of these categories, or any that keeps some category of the row. */
  readonly keptBy: readonly DataCategory[] | 'any';
}

/**
 * The columns that clearing a row changes. A hold keeps the columns of its category, whatever names them. It also keeps
 * the references that lead to the person: of a row without them nobody could say whose it is.
 * @param detach leaves what stays where only a name is taken away
 */
export function clearedColumns(
  collection: Collection,
  predicates: MariaPredicates,
  detach: boolean,
): ClearedColumn[] {
  const { unlink = [], set = {} } = erasingRule(collection) ?? {};
  const own = erasedColumns(collection).filter(({ staysOnDetach }) => !detach || !staysOnDetach);
  const clear = (column: string, rule: Exclude<ColumnErase, 'keep'>, ofNoKind: ClearedColumn['keptBy']) => {
    const kinds = categoriesOfColumn(collection, column);
    const keptBy = kinds.length === 0 ? ofNoKind : kinds;
    return { column, ...cleared(collection, predicates, column, rule), keptBy };
  };
  return [
    ...own.map(({ column, rule }) => clear(column, rule, [])),
    ...unlink.map((column) => clear(column, null, 'any')),
    ...(detach ? [] : Object.entries(set)).map(([column, given]) =>
      clear(column, typeof given === 'object' ? given : { constant: given }, []),
    ),
  ];
}

/** Whether a hold keeps the column of a row, by the conditions under which holds keep each category of it, or any. */
export function keptIf<T>(
  { keptBy }: Pick<ClearedColumn, 'keptBy'>,
  kept: { readonly category: (category: DataCategory) => T; readonly any: T },
): readonly T[] {
  return keptBy === 'any' ? [kept.any] : keptBy.map((category) => kept.category(category));
}

function cleared(
  collection: Collection,
  predicates: MariaPredicates,
  name: string,
  rule: Exclude<ColumnErase, 'keep'>,
): Pick<ClearedColumn, 'value' | 'open'> {
  const held = named('t', name);
  const column = predicates.column(collection, name);
  if (rule === null) return { value: () => sql`NULL`, open: sql`(${held} IS NOT NULL)` };
  if ('constant' in rule) {
    const value = asHeld(rule.constant, column);
    return { value: () => value, open: sql`(${isHeld(held, rule.constant, column)} IS NOT TRUE)` };
  }
  if ('truncate' in rule) {
    const { value, open } = shortenedAddress(held, column, rule);
    return { value: () => value, open };
  }
  const random = (salt: string) => sql`LEFT(SHA2(CONCAT(${bound(`${salt} ${name} `)}, g.place), 256), 32)`;
  const made =
    rule.pseudonym === 'text'
      ? sql`${bytesOf(held, column)} REGEXP '^erased-[0-9a-f]{32}\\\\z'`
      : sql`LEFT(${held}, 7) = CAST('erased-' AS BINARY)`;
  const value = (salt: string) =>
    rule.pseudonym === 'text'
      ? sql`CONCAT('erased-', ${random(salt)})`
      : sql`CONCAT(CAST('erased-' AS BINARY), UNHEX(${random(salt)}))`;
  return {
    value: (salt) => sql`IF(${held} IS NULL, NULL, ${value(salt)})`,
    open: sql`(${held} IS NOT NULL AND NOT ${made})`,
  };
}
