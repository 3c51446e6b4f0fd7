import { type TruncateIp } from '../map/erase-shape.js';
import { type MariaColumn } from './maria-schema.js';
import { type Sql, sql, whole } from './sql-text.js';
import { isBinary, textOf } from './values.js';

/** An address of one column, shortened, as SQL over the column. */
export interface Shortened {
  /** What the column holds afterwards. */
  readonly value: Sql;
  /** True of a row whose column holds more than the network; never null. */
  readonly open: Sql;
}

/**
 * Cuts an address to its network: what is behind the prefix becomes 0, and it stays an address, so that whoever reads the
 * column can go on. A column of bytes holds it in four or sixteen of them, as `INET6_ATON` makes them. What is no address
 * becomes nothing, or empty where the column must hold something.
 */
export function shortenedAddress(held: Sql, column: MariaColumn, rule: TruncateIp): Shortened {
  const none = column.nullable ? sql`NULL` : sql`''`;
  if (isBinary(column)) {
    const isAddress = sql`(OCTET_LENGTH(${held}) IN (4, 16))`;
    const cut = cutOf(held, rule, true);
    return shortened(held, { isAddress, isEmpty: sql`${held} = ''`, same: sql`${held} = ${cut}`, cut, none });
  }
  const text = sql`TRIM(${textOf(held, column)})`;
  const bytes = sql`INET6_ATON(${text})`;
  const cut = cutOf(bytes, rule, false);
  return shortened(held, {
    isAddress: sql`(IS_IPV4(${text}) OR IS_IPV6(${text}))`,
    isEmpty: sql`${text} = ''`,
    same: sql`${bytes} = ${cut}`,
    cut: sql`INET6_NTOA(${cut})`,
    none,
  });
}

interface Parts {
  readonly isAddress: Sql;
  readonly isEmpty: Sql;
  /** True of an address that is shortened. */
  readonly same: Sql;
  readonly cut: Sql;
  readonly none: Sql;
}

function shortened(held: Sql, { isAddress, isEmpty, same, cut, none }: Parts): Shortened {
  const open = sql`(${held} IS NOT NULL AND IF(${isAddress}, (${same}) IS NOT TRUE, NOT (${isEmpty})))`;
  return { value: sql`IF(${open}, IF(${isAddress}, ${cut}, ${none}), ${held})`, open };
}

/** @param padded whether four bytes of an address may be followed by twelve of a column that is always as long */
function cutOf(bytes: Sql, { ipv4, ipv6 }: TruncateIp, padded: boolean): Sql {
  const mapped = sql`LEFT(${bytes}, 12) = UNHEX('00000000000000000000FFFF')`;
  const long = sql`IF(${mapped}, ${masked(bytes, 96 + ipv4, 16)},
    IF(LEFT(${bytes}, 2) = UNHEX('2002'), ${masked(bytes, Math.min(ipv6, 16 + ipv4), 16)}, ${masked(bytes, ipv6, 16)}))`;
  const filled = sql`IF(RIGHT(${bytes}, 12) = UNHEX(REPEAT('00', 12)), ${masked(bytes, ipv4, 16)}, ${long})`;
  return sql`IF(OCTET_LENGTH(${bytes}) = 4, ${masked(bytes, ipv4, 4)}, ${padded ? filled : long})`;
}

/** The first bits of so many bytes, and 0 for the others. */
function masked(bytes: Sql, bits: number, size: number): Sql {
  const [full, rest] = [Math.floor(bits / 8), bits % 8];
  const start = sql`LEFT(${bytes}, ${whole(full)})`;
  const zeros = (count: number) => sql`UNHEX(REPEAT('00', ${whole(count)}))`;
  if (rest === 0) return sql`CONCAT(${start}, ${zeros(size - full)})`;
  const part = sql`CHAR(ORD(SUBSTRING(${bytes}, ${whole(full + 1)}, 1)) & ${whole((0xff << (8 - rest)) & 0xff)})`;
  return sql`CONCAT(${start}, ${part}, ${zeros(size - full - 1)})`;
}
