import { escapeIdentifier as quote } from 'pg';
import { type Collection } from '../map/data-map.js';
import { type ColumnErase } from '../map/erase-shape.js';
import { categoriesOfColumn, emptiedKeys, erasedColumns, erasingRule } from '../map/erased-columns.js';
import { type Predicates } from './predicates.js';
import { shortenedAddress } from './shortened-address.js';

const HEX = `replace(gen_random_uuid()::text, '-', '')`;
const TEXT = `'erased-' || ${HEX}`;
const TEXT_MADE = `'^erased-[0-9a-f]{32}$'`;
const BYTES = `decode('6572617365642d', 'hex') || decode(${HEX}, 'hex')`;

/** How one column is cleared, as SQL over the table's alias `t`. */
export interface ClearedColumn {
  readonly column: string;
  /** What the column holds afterwards. */
  readonly value: string;
  /** True of a row whose column is not cleared yet; false or null otherwise. */
  readonly open: string;
}

/**
 * The columns that clearing a row changes. A hold keeps the columns of its category, whatever names them. It also keeps
 * the references that lead to the person: of a row without them nobody could say whose it is.
 * @param categories SQL of the text[] of categories that holds keep of the row
 * @param detach leaves what stays where only a name is taken away
 * @param left SQL of what is left of the value where the row is one of a name and a value; null where all of it is
 */
export function clearedColumns(
  collection: Collection,
  predicates: Predicates,
  categories: string,
  { detach, left }: { readonly detach: boolean; readonly left?: string },
): ClearedColumn[] {
  const { unlink = [], set = {} } = erasingRule(collection) ?? {};
  const own = erasedColumns(collection).filter(({ staysOnDetach }) => !detach || !staysOnDetach);
  const clear = (column: string, rule: Exclude<ColumnErase, 'keep'>, ofNoKind: string) => {
    const kinds = categoriesOfColumn(collection, column);
    const held = kinds.map((kind) => `'${kind}' = ANY (${categories})`).join(' OR ');
    return unless(held === '' ? ofNoKind : held, cleared(collection, predicates, column, rule));
  };
  return [
    ...own.map(({ column, rule }) => clear(column, rule, 'false')),
    ...unlink.map((column) => clear(column, null, `cardinality(${categories}) > 0`)),
    ...(detach ? [] : Object.entries(set)).map(([column, given]) =>
      clear(column, typeof given === 'object' ? given : { constant: given }, 'false'),
    ),
    ...emptied(collection, predicates, left),
  ];
}

/** A row of a name and a value is of one kind: a hold keeps the whole of it. */
function emptied(collection: Collection, predicates: Predicates, left: string | undefined): ClearedColumn[] {
  const { entries } = collection;
  if (left === undefined || entries === undefined || emptiedKeys(collection).length === 0) return [];
  const { type } = predicates.column(collection, entries.value);
  const value = `coalesce((${left})::${castable(type)}, t.${quote(entries.value)})`;
  return [{ column: entries.value, value, open: `(${left}) IS NOT NULL` }];
}

function unless(held: string, { column, value, open }: ClearedColumn): ClearedColumn {
  return {
    column,
    value: `CASE WHEN ${held} THEN t.${quote(column)} ELSE ${value} END`,
    open: `(NOT (${held}) AND ${open})`,
  };
}

function cleared(
  collection: Collection,
  predicates: Predicates,
  column: string,
  rule: Exclude<ColumnErase, 'keep'>,
): ClearedColumn {
  const held = `t.${quote(column)}`;
  if (rule === null) return { column, value: 'NULL', open: `${held} IS NOT NULL` };
  if ('constant' in rule) {
    const { type } = predicates.column(collection, column);
    const value = `${predicates.constants.add(rule.constant)}::${castable(type)}`;
    return { column, value, open: `${comparable(held, type)} IS DISTINCT FROM ${comparable(value, type)}` };
  }
  if ('truncate' in rule)
    return { column, ...shortenedAddress(held, predicates.column(collection, column), rule) };
  const [value, made] =
    rule.pseudonym === 'text'
      ? [TEXT, `${held}::text COLLATE "C" ~ ${TEXT_MADE}`]
      : [BYTES, `substring(${held} FROM 1 FOR 7) = decode('6572617365642d', 'hex')`];
  return {
    column,
    value: `CASE WHEN ${held} IS NULL THEN NULL ELSE ${value} END`,
    open: `(${held} IS NOT NULL AND NOT ${made})`,
  };
}

/** A type's name to cast to: a cast to `character` would keep one character. */
export function castable(type: string): string {
  return type === 'character' ? 'bpchar' : type;
}

/** The text of json, which cannot be compared itself. */
function comparable(value: string, type: string): string {
  return type === 'json' || type === 'xml' ? `(${value})::text` : value;
}
