import { type LiveColumn, type LiveIndex, type LiveTable } from '../engine/live-schema.js';
import { type MariaClient } from './maria-client.js';
import { readReferences, readTriggers } from './maria-references.js';
import { bound, joined, sql } from './sql-text.js';

export interface MariaColumn extends LiveColumn {
  readonly unsigned: boolean;
  /** Numbers that are filled up with zeros, which JSON does not allow. */
  readonly zerofill: boolean;
  /** Null where the column holds no text. */
  readonly charset: string | null;
  readonly collation: string | null;
  readonly json: boolean;
  /** The whole type as the database spells it, such as `enum('a','b')` and `decimal(10,2)`. */
  readonly spelled: string;
  /** Bytes that a column of bytes takes at most; null of others. */
  readonly bytes: number | null;
  /** Made from other columns. */
  readonly generated: boolean;
  /** Set to the time of each change of its row. */
  readonly stamped: boolean;
}

export interface MariaIndex extends LiveIndex {
  readonly name: string;
}

export interface MariaTable extends LiveTable {
  readonly columns: ReadonlyMap<string, MariaColumn>;
  readonly indexes: readonly MariaIndex[];
  readonly engine: string;
  /** Keeps every row that was deleted or changed as it was. */
  readonly versioned: boolean;
  /** Of deleting and changing rows, as far as the user may know of them. */
  readonly triggers: readonly string[];
}

/** Tables of the connection's database by name. */
export type MariaSchema = ReadonlyMap<string, MariaTable>;

const INTEGERS = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];

/**
 * What the database really has, as far as the user may know of it.
 * @param only the tables to look at; all where left out
 */
export async function readMariaSchema(client: MariaClient, only?: readonly string[]): Promise<MariaSchema> {
  const among = only === undefined ? sql`` : sql`AND c.TABLE_NAME IN (${joined(only.map(bound), ', ')})`;
  // Asked apart from the columns: where they are joined the database opens the tables anew for each column.
  const tables = await client.rows(sql`
    SELECT c.TABLE_NAME, c.TABLE_TYPE, c.ENGINE
    FROM information_schema.TABLES c
    WHERE c.TABLE_SCHEMA = DATABASE() ${among}
    ORDER BY c.TABLE_NAME`);
  const columns = await client.rows(sql`
    SELECT c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, c.CHARACTER_SET_NAME, c.COLLATION_NAME,
           c.PRIVILEGES, c.IS_NULLABLE, c.CHARACTER_MAXIMUM_LENGTH, c.EXTRA
    FROM information_schema.COLUMNS c
    WHERE c.TABLE_SCHEMA = DATABASE() ${among}
    ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`);
  const keys = await client.rows(sql`
    SELECT c.TABLE_NAME, c.INDEX_NAME, c.NON_UNIQUE, c.COLUMN_NAME
    FROM information_schema.STATISTICS c
    WHERE c.TABLE_SCHEMA = DATABASE() ${among}
    ORDER BY c.TABLE_NAME, c.INDEX_NAME, c.SEQ_IN_INDEX`);
  const json = await jsonColumns(client);
  const references = await readReferences(client, among);
  const triggers = await readTriggers(client, among);
  const told = { columns, keys, json, references, triggers };
  const found = tables.map((row) => tableOf(row, told)).filter((table) => table.columns.size > 0);
  return new Map(found.map((table) => [table.name, table]));
}

/** What the database tells of all tables. */
interface Told {
  readonly columns: readonly Row[];
  readonly keys: readonly Row[];
  readonly json: ReadonlySet<string>;
  readonly references: Awaited<ReturnType<typeof readReferences>>;
  readonly triggers: Awaited<ReturnType<typeof readTriggers>>;
}

function tableOf(
  [table, kind, engine]: Row,
  { columns, keys, json, references, triggers }: Told,
): MariaTable {
  const name = table ?? '';
  const own = columns.filter(([inTable]) => inTable === name);
  return {
    name,
    isView: kind !== 'BASE TABLE' && kind !== 'SYSTEM VERSIONED',
    columns: new Map(own.map((row) => [row[1] ?? '', columnOf(row, json.has(`${name}.${row[1]}`))])),
    indexes: indexesOf(name, keys),
    references: references.filter(({ table: from }) => from === name),
    engine: engine ?? '',
    versioned: kind === 'SYSTEM VERSIONED',
    triggers: triggers.filter(({ table: on }) => on === name).map(({ trigger }) => trigger),
  };
}

type Row = readonly (string | null)[];

function columnOf(row: Row, checked: boolean): MariaColumn {
  const [, name, type, spelled, charset, collation, privileges, nullable, length, extra] = row;
  const kind = type ?? '';
  return {
    name: name ?? '',
    type: kind,
    family: INTEGERS.includes(kind) ? 'integer' : 'text',
    bytewise: collation === null || collation === undefined || collation.endsWith('_bin'),
    readable: (privileges ?? '').split(',').includes('select'),
    nullable: nullable === 'YES',
    length: charset === null || length === null || length === undefined ? null : Number(length),
    unsigned: / unsigned/.test(spelled ?? ''),
    zerofill: / zerofill/.test(spelled ?? ''),
    charset: charset ?? null,
    collation: collation ?? null,
    json: kind === 'json' || checked,
    spelled: spelled ?? '',
    bytes: charset !== null || length === null || length === undefined ? null : Number(length),
    generated: /generated/i.test(extra ?? '') && !/default_generated/i.test(extra ?? ''),
    stamped: /on update/i.test(extra ?? ''),
  };
}

function indexesOf(table: string, keys: readonly Row[]): MariaIndex[] {
  const own = keys.filter(([name]) => name === table);
  return [...new Set(own.map(([, index]) => index))].map((index) => {
    const parts = own.filter(([, name]) => name === index);
    // Of an index over an expression the column is null: it is a key that no column of a map equals.
    return {
      name: index ?? '',
      unique: parts[0]?.[2] === '0',
      partial: false,
      keys: parts.map((part) => part[3] ?? '()'),
    };
  });
}

/** MariaDB keeps JSON as text with a check; MySQL, where columns have no checks of their own, has a type for it. */
async function jsonColumns(client: MariaClient): Promise<ReadonlySet<string>> {
  const [answer] = await client.rows(sql`SELECT VERSION()`);
  if (!/mariadb/i.test(answer?.[0] ?? '')) return new Set();
  const checks = await client.rows(sql`
    SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.CHECK_CONSTRAINTS
    WHERE CONSTRAINT_SCHEMA = DATABASE() AND LEVEL = 'Column'
      AND CHECK_CLAUSE = CONCAT('json_valid(\`', CONSTRAINT_NAME, '\`)')`);
  return new Set(checks.map(([table, column]) => `${table}.${column}`));
}
