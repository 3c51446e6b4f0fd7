import { type MariaColumn } from './maria-schema.js';
import { type Sql, sql } from './sql-text.js';

const BINARY = ['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'];
const NUMBERS = ['decimal', 'float', 'double', 'year'];
const SHAPES = [
  'geometry',
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
  'geometrycollection',
];

/** Whether the column holds bytes, which are no text. */
export function isBinary({ type }: Pick<MariaColumn, 'type'>): boolean {
  return BINARY.includes(type);
}

/** The column's value as bundles write it, for `JSON_OBJECT`. */
export function jsonValue(held: Sql, column: MariaColumn): Sql {
  const { type, family, json, zerofill } = column;
  if (json) return held;
  if (family === 'integer' || NUMBERS.includes(type)) return zerofill ? sql`${held} + 0` : held;
  if (type === 'bit') return sql`${held} + 0`;
  if (BINARY.includes(type)) return sql`REPLACE(TO_BASE64(${held}), '\n', '')`;
  if (SHAPES.includes(type)) return sql`ST_AsText(${held})`;
  if (type === 'datetime') return moment(held, sql``);
  if (type === 'timestamp') return moment(held, sql`, 'Z'`);
  return textOf(held, column);
}

/** True where the value is so long that the database would write nothing in its place; undefined where it cannot be. */
export function tooLarge(held: Sql, { type }: MariaColumn): Sql | undefined {
  if (!BINARY.includes(type)) return undefined;
  return sql`COALESCE(OCTET_LENGTH(${held}) * 7 > @@max_allowed_packet * 5, FALSE)`;
}

/** The value as text: what identifiers are, and conditions compare. Numbers without the zeros that fill them up. */
export function textOf(held: Sql, { type, family, charset, zerofill }: MariaColumn): Sql {
  if (BINARY.includes(type)) return sql`HEX(${held})`;
  if (type === 'bit' || (family === 'integer' && zerofill)) return sql`CAST(${held} + 0 AS CHAR)`;
  return charset === null ? sql`CAST(${held} AS CHAR)` : sql`CONVERT(${held} USING utf8mb4)`;
}

/** The value's text byte by byte, whatever the column's collation takes for equal. */
export function bytesOf(held: Sql, column: MariaColumn): Sql {
  return sql`CAST(${textOf(held, column)} AS BINARY)`;
}

/** True of dates such as 0000-00-00, which are no dates. */
export function isZeroDate(held: Sql): Sql {
  return sql`(YEAR(${held}) = 0 OR MONTH(${held}) = 0 OR DAYOFMONTH(${held}) = 0)`;
}

/** RFC 3339 with milliseconds; what is no date stays as it is. */
function moment(held: Sql, zone: Sql): Sql {
  return sql`IF(${isZeroDate(held)}, CAST(${held} AS CHAR),
    CONCAT(LEFT(DATE_FORMAT(${held}, '%Y-%m-%dT%H:%i:%s.%f'), 23)${zone}))`;
}
